"""Bring documents into the library from the command line, keep them in order, and prove what it holds."""

from __future__ import annotations

import argparse
import io
import shlex
import sqlite3
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from index.address import written as place
from index.audit import unexamined
from index.errors import LibraryError, LibraryNotFoundError
from index.library import DEFAULT_FOLDER, PLACES, Library
from index.refused import reader_gone, told
from ingest import doctor
from ingest.edits import EDITABLE
from ingest.embedding import encoder_for
from ingest.errors import IngestError
from ingest.give_way import give_way
from ingest.isolate import Limits
from ingest.keep import add, edit, remove, removed_documents, restore
from ingest.listing import read_listing
from ingest.move import LentVectors, move
from ingest.receipt import Receipt, Status
from ingest.share import Share
from ingest.sync import sync
from ingest.verify import verify

COMMANDS = ("sync", "add", "remove", "restore", "list", "show", "edit", "verify", "doctor", "move")
DEFAULT_SOURCES = Path("sources")
_CREATE = {"sync", "add"}
_LIMITS = {
    "--max-seconds": ("time_s", float, "processor seconds that a file may take, and 5 more for each MiB"),
    "--max-memory": ("memory_mib", int, "MiB of memory that the process reading a file may use"),
    "--max-file": ("max_file_mib", int, "MiB that a file may have"),
    "--max-pages": ("max_pages", int, "pages that a document may have"),
    "--max-chars": ("max_chars", int, "characters of text that a document may have"),
}


def build_parser() -> argparse.ArgumentParser:
    """The options of `python -m ingest`; a call without a command is `sync`."""
    parser = argparse.ArgumentParser(
        prog="python -m ingest",
        description="Keep a library of documents. Without a command: sync. Exit status 1: a file was refused or something is wrong.",
    )
    parser.add_argument("--library", type=Path, default=DEFAULT_FOLDER, metavar="DIR", help=f"{PLACES}; default: %(default)s")
    commands = parser.add_subparsers(dest="command", required=True)
    syncing = commands.add_parser("sync", help="bring in what is new or changed in FOLDER or FILE, remove what is gone")
    syncing.add_argument("paths", nargs="*", type=Path, metavar="FOLDER|FILE", help=f"default: {DEFAULT_SOURCES}/")
    adding = commands.add_parser("add", help="bring in files or folders; nothing is removed, what was taken out comes back")
    adding.add_argument("paths", nargs="+", type=Path, metavar="FOLDER|FILE")
    adding.add_argument("--copy", action="store_true", help="keep a copy of each file in the library's folder")
    for command in (syncing, adding):
        command.add_argument(
            "--dry-run", action="store_true", help="read what is new or changed and say what would be done; nothing is embedded or written"
        )
        command.add_argument("--rehash", action="store_true", help="read every file to tell whether it changed, whatever its times say")
        command.add_argument("--verbose", action="store_true", help="name unchanged files too")
        command.add_argument("--json", action="store_true", help="print the receipt as JSON")
        command.add_argument(
            "--workers",
            type=_at_least_one,
            default=1,
            metavar="N",
            help="processes that embed on the processor, each on its share of the cores",
        )
        command.add_argument("--device", default="cpu", metavar="NAME", help="where to embed, as cuda; default: the processor")
        _add_limits(command)
    syncing.add_argument(
        "--listing", metavar="FILE", help='also the paths listed in FILE, one a line or after each a NUL; "-" reads standard input'
    )
    syncing.add_argument("--share", type=_share, metavar="K/N", help="only the K-th of N shares, for several processes at once on Milvus")
    removing = commands.add_parser("remove", help="take documents out; they can be brought back")
    removing.add_argument("source_ids", nargs="+", metavar="ID")
    removing.add_argument("--dry-run", action="store_true", help="say what would be done, do nothing")
    restoring = commands.add_parser("restore", help="bring back documents that were taken out")
    restoring.add_argument("source_ids", nargs="+", metavar="ID")
    listing = commands.add_parser("list", help="name the documents")
    listing.add_argument("--removed", action="store_true", help="name those that were taken out")
    showing = commands.add_parser("show", help="a document's record and passages")
    showing.add_argument("source_id", metavar="ID")
    showing.add_argument("--sections", action="store_true", help="its headings and the first sentence of each section")
    editing = commands.add_parser("edit", help="correct a document's record; it stays corrected")
    editing.add_argument("source_id", metavar="ID")
    for name in EDITABLE:
        editing.add_argument(f"--{name}", metavar="TEXT", help="names with ; between them" if name == "authors" else None)
    verifying = commands.add_parser("verify", help="prove passages and vectors against pages, and pages against files; nothing is changed")
    verifying.add_argument("--all", action="store_true", help="compute every vector anew, not a sample")
    verifying.add_argument("--no-files", action="store_true", help="do not read the files again")
    _add_limits(verifying)
    examining = commands.add_parser("doctor", help="say what is not well, each with its cure")
    examining.add_argument("--fix", action="store_true", help="cure what needs no judgement")
    for command in commands.choices.values():  # the option may stand behind the command, too
        command.add_argument("--library", type=Path, default=argparse.SUPPRESS, metavar="DIR", help=argparse.SUPPRESS)
    moving = commands.add_parser("move", help="copy a whole library to another place, as it is, and compare; the old one stays")
    moving.add_argument("source", metavar="FROM", help=PLACES)
    moving.add_argument("target", metavar="TO", help="likewise")
    return parser


def _share(text: str) -> Share:
    try:
        return Share.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _at_least_one(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes. One is the least.")
    return int(text)


def _add_limits(command: argparse.ArgumentParser) -> None:
    standard = Limits()
    for option, (name, kind, text) in _LIMITS.items():
        command.add_argument(
            option, dest=name, type=kind, default=getattr(standard, name), metavar="N", help=f"{text}; default %(default)s"
        )


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; the exit status is 1 if anything was refused, wrong or failed, 130 after Ctrl-C."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # names of files may hold anything
    arguments = list(sys.argv[1:] if argv is None else argv)
    args = build_parser().parse_args(_with_command(arguments))
    try:
        status = _move(args.source, args.target) if args.command == "move" else _in_library(args)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        return reader_gone()
    except (LibraryError, IngestError, OSError) as error:
        print(f"ingest: {told(error)}", file=sys.stderr)
        return 1
    except sqlite3.Error as error:
        print(f"ingest: {args.library}: {error}. Free some space or check the disk, then run this again.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\ningest: stopped. What was finished is kept; run this again to go on.", file=sys.stderr)
        return 130


def _in_library(args: argparse.Namespace) -> int:
    with _library(args) as library:
        return _run(args, library)


@contextmanager
def _library(args: argparse.Namespace) -> Iterator[Library]:
    """The library named; a dry run makes none, and where there is none it looks at an empty one elsewhere."""
    if args.command in _CREATE and args.dry_run:
        with ExitStack() as stack:
            try:
                library = stack.enter_context(Library.open(args.library))
            except LibraryNotFoundError:
                empty = Path(stack.enter_context(TemporaryDirectory(prefix="citewell-")))
                library = stack.enter_context(Library.open(empty, create=True))
            yield library
        return
    how = {"n_workers": args.workers, "device": args.device} if args.command in _CREATE else {}
    with encoder_for(**how) as encoder, Library.open(args.library, encoder=encoder, create=args.command in _CREATE) as library:
        yield library


def _with_command(arguments: list[str]) -> list[str]:
    """Put `sync` before the first argument that is not an option of the whole program, if no command is there."""
    if any(argument in COMMANDS for argument in arguments) or {"-h", "--help"} & set(arguments):
        return arguments
    library = arguments.index("--library") if "--library" in arguments else -1
    before = arguments[library : library + 2] if library >= 0 else []
    rest = [argument for number, argument in enumerate(arguments) if not (library >= 0 and library <= number <= library + 1)]
    return [*before, "sync", *rest]


def _run(args: argparse.Namespace, library: Library) -> int:
    match args.command:
        case "sync" | "add":
            return _bring_in(args, library)
        case "remove":
            return _remove(args, library)
        case "restore":
            print_receipt(restore(args.source_ids, library))
        case "list":
            _list(args, library)
        case "show":
            _sections(library, args.source_id) if args.sections else _show(library, args.source_id)
        case "edit":
            values = {name: getattr(args, name) for name in EDITABLE if getattr(args, name) is not None}
            edit(args.source_id, library, **values)
            _record(library, args.source_id)
        case "verify":
            return _verify(args, library)
        case "doctor":
            return _doctor(args, library)
    return 0


def _bring_in(args: argparse.Namespace, library: Library) -> int:
    progress = ProgressLine() if sys.stderr.isatty() else None
    limits = _limits(args)
    how = {"is_dry_run": args.dry_run, "is_rehashed": args.rehash, "progress": progress, "limits": limits}
    if args.command == "sync":
        listed = read_listing(args.listing) if args.listing else []
        paths = [*args.paths, *listed] if args.listing else args.paths or [DEFAULT_SOURCES]
        receipt = sync(paths, library, share=args.share, **how)
    else:
        receipt = add(args.paths, library, is_copied=args.copy, **how)
    if args.json:
        print(receipt.json(with_unchanged=args.verbose))
    else:
        print_receipt(receipt, verbose=args.verbose)
    return 130 if receipt.was_stopped else 1 if receipt.n_refused else 0


def _limits(args: argparse.Namespace) -> Limits:
    return replace(Limits(), **{name: getattr(args, name) for name, _, _ in _LIMITS.values()})


def print_receipt(receipt: Receipt, *, verbose: bool = False) -> None:
    """The receipt, one line a file, refused ones on standard error."""
    for outcome in receipt.outcomes:
        if verbose or outcome.status is not Status.UNCHANGED:
            print(outcome.line(), file=sys.stderr if outcome.status is Status.REFUSED else sys.stdout)
    print(f"ingest: {receipt.summary()}")


class ProgressLine:
    """A line that says how far it is, how fast it goes and how long it will take."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def __call__(self, done: float, of: int, what: str) -> None:
        """Rewrite the line."""
        seconds = time.monotonic() - self._began
        rate = f", {done / seconds:.1f} files/s, {_clock(seconds / done * (of - done))} left" if done and seconds > 1 else ""
        print(f"\r\033[K{done:.0f}/{of} files{rate}: {what[:60]}", end="\n" if done >= of else "", file=sys.stderr, flush=True)


def _clock(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def _remove(args: argparse.Namespace, library: Library) -> int:
    if args.dry_run:
        for source_id in args.source_ids:
            print(f"would take out {source_id}: {len(library.passages(source_id))} passages, {library.source(source_id).title}")
        return 0
    print_receipt(remove(args.source_ids, library))
    where = "" if args.library == DEFAULT_FOLDER else f"--library {shlex.quote(place(args.library))} "
    print(f"bring back with: python -m ingest {where}restore {' '.join(args.source_ids)}")
    return 0


def _list(args: argparse.Namespace, library: Library) -> None:
    if args.removed:
        for kept in removed_documents(library):
            print(f"{kept.source_id:<40} taken out {kept.removed}  {kept.document.source.title}")
        return
    for source in library.sources():
        print(f"{source.source_id:<40} {source.kind.value:<20} {source.date:<10} {source.title}")


def _record(library: Library, source_id: str) -> None:
    source = library.source(source_id)
    origins = dict(source.inferred)
    for name in ("title", "kind", "authors", "publisher", "date", "review", "doi", "url", "language"):
        if value := getattr(source, name):
            words = "; ".join(value) if name == "authors" else str(value)
            print(f"{name + ':':<11} {words}" + (f"   [from {origins[name]}]" if name in origins else ""))
    for name in ("path", "sha256", "extractor"):
        if value := getattr(source, name):
            print(f"{name + ':':<11} {value}")
    for notice in library.notices(source_id):
        print(f"notice:     {notice}")


def _show(library: Library, source_id: str) -> None:
    _record(library, source_id)
    for passage in library.passages(source_id):
        print(f"\n[{passage.page}:{passage.start}-{passage.end}] {passage.section}\n{passage.text}")


def _sections(library: Library, source_id: str) -> None:
    _record(library, source_id)
    section: str | None = None
    firsts = {sentence.passage_id: sentence for sentence in reversed(library.sentences(source_id))}
    for passage in library.passages(source_id):
        if passage.section != section:
            section = passage.section
            first = firsts.get(passage.passage_id)
            print(f"\np. {passage.page}  {section or '(before the first heading)'}\n       {' '.join(first.text.split()) if first else ''}")


def _verify(args: argparse.Namespace, library: Library) -> int:
    progress = ProgressLine() if sys.stderr.isatty() else None
    found = verify(library, with_files=not args.no_files, all_vectors=args.all, limits=_limits(args), progress=progress)
    for problem in found.problems:
        print(f"wrong: {problem.line()}", file=sys.stderr)
    print(f"verify: {found.summary()}")
    _tell_unexamined(library)
    return 1 if found.problems else 0


def _doctor(args: argparse.Namespace, library: Library) -> int:
    findings = doctor.examine(library, **_token_counter(library))
    if args.fix:
        n_cured = doctor.cure(library, findings)
        findings = doctor.examine(library, **_token_counter(library))
        print(f"doctor: {n_cured} cured")
    for finding in findings:
        print(finding.line())
    print(f"doctor: {len(findings)} findings" if findings else "doctor: nothing found")
    _tell_unexamined(library)
    return 1 if any(finding.fix is not None for finding in findings) else 0


def _tell_unexamined(library: Library) -> None:
    if text := unexamined(library):
        print(text)


def _token_counter(library: Library) -> dict[str, Any]:
    """How the encoder counts, where it says so; a library without passages has no need of one."""
    encoder: Any = library.encoder if library.manifest.dimension else None
    count = getattr(encoder, "n_tokens", None)
    return {"count_tokens": count, "max_tokens": encoder.max_tokens} if count is not None else {}


def _move(source: str, target: str) -> int:
    with Library.open(source) as read:
        lent = LentVectors(read)
        with Library.open(target, encoder=lent, create=True) as written:
            moved = move(lent, written)
    for line in moved.wrong:
        print(f"wrong: {line}", file=sys.stderr)
    print(f"move: {moved.n_documents} documents, {moved.n_passages} passages from {source} to {target}, {len(moved.wrong)} differences")
    return 1 if moved.wrong else 0


if __name__ == "__main__":
    give_way()
    raise SystemExit(main())
