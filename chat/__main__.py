"""Ask from the command line: one question, or a batch as JSON lines."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from chat.answer import Assistant
from chat.batch import answer_lines
from chat.judge.cross_encoder import CrossEncoder
from chat.reply import QuotedPassage, Reply
from index.errors import LibraryError
from index.library import DEFAULT_FOLDER, PLACES
from index.refused import reader_gone, told

_CODE = re.compile(r"(?:[A-Z]{2,3}-)?[A-Z]{2}")  # with or without a language, as browsers write it


def build_parser() -> argparse.ArgumentParser:
    """The options of `python -m chat`."""
    parser = argparse.ArgumentParser(prog="python -m chat", description="Answer from the library in its documents' own words.")
    parser.add_argument("question", nargs="*", help="a question; earlier turns of the conversation may come before it")
    parser.add_argument("--batch", metavar="IN.jsonl", help='lines of {"id", "turns"}; "-" reads standard input')
    parser.add_argument("--library", type=Path, default=DEFAULT_FOLDER, metavar="DIR", help=f"{PLACES}; default: %(default)s")
    parser.add_argument("--country", type=_country, metavar="CC", help="whose helplines to name, as GB or US")
    parser.add_argument("--reranker", metavar="NAME", help="a cross-encoder to judge with instead of ours: a folder or hub name")
    parser.add_argument("--json", action="store_true", help="print the reply as the batch contract writes it")
    return parser


def _country(text: str) -> str:
    """A country's code. A name instead of one would leave somebody in danger with the numbers of no country."""
    code = text.upper().replace("_", "-")
    if not _CODE.fullmatch(code):
        raise argparse.ArgumentTypeError(f"{text!r} is no code of a country. Write its two letters (ISO 3166), as GB or US.")
    return "GB" if code == "UK" else code


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; the exit status is 1 if anything failed."""
    parser = build_parser()
    args = parser.parse_args(argv)
    if bool(args.question) == bool(args.batch):
        parser.error("give a question or --batch IN.jsonl, not both" if args.batch else "give a question, or --batch IN.jsonl")
    try:
        judge = CrossEncoder.from_folder(args.reranker) if args.reranker else None
        assistant = Assistant.open(args.library, judge=judge)
        if args.batch:
            return _run_batch(args.batch, assistant)
        reply = assistant.reply(args.question, country=args.country)
        print(json.dumps(reply.as_record(), ensure_ascii=False, indent=2) if args.json else as_text(reply), flush=True)
    except BrokenPipeError:
        return reader_gone()
    except (LibraryError, OSError) as error:
        print(f"chat: {told(error)}", file=sys.stderr)
        return 1
    return 0


def _run_batch(name: str, assistant: Assistant) -> int:
    n_failed = 0
    for record in answer_lines(_lines(name), assistant):
        n_failed += "error" in record
        sys.stdout.write(json.dumps(record, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8") + "\n")
        sys.stdout.flush()
    return 1 if n_failed else 0


def _lines(name: str) -> Iterator[str]:
    if name == "-":
        yield from sys.stdin
        return
    with Path(name).open(encoding="utf-8", errors="replace") as file:
        yield from file


def as_text(reply: Reply) -> str:
    """The reply for a terminal."""
    parts = [reply.message, *(_quote_text(quoted) for quoted in reply.quotes)]
    if reply.related:
        parts += ["— related, but not an answer —", *(_quote_text(quoted) for quoted in reply.related)]
    return "\n\n".join([*parts, *reply.notices])


def _quote_text(quoted: QuotedPassage) -> str:
    source = quoted.source
    place = f"page {quoted.quote.page}" if quoted.quote.page > 1 else f"line {quoted.line}"
    details = [source.title, source.kind.label, source.publisher, source.date, quoted.section, place, *quoted.flags]
    words = "\n".join(quoted.lines)
    return f"“{words}”\n    — {' · '.join(detail for detail in details if detail)}"


if __name__ == "__main__":
    raise SystemExit(main())
