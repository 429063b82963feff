"""Run an evaluation, keep what it found, make reports of it: python -m eval --help names the commands."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from eval.errors import EvalError
from index.address import written
from index.errors import LibraryError
from index.library import PLACES
from index.refused import reader_gone, told
from ingest.errors import IngestError


def build_parser() -> argparse.ArgumentParser:
    """The options of `python -m eval`."""
    parser = argparse.ArgumentParser(prog="python -m eval", description="Measure the product: every claim is a command.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    retrieval = commands.add_parser("retrieval", help="search a collection in BEIR layout; write run, measures and report")
    retrieval.add_argument("--collection", type=Path, required=True, metavar="DIR", help="corpus.jsonl, queries.jsonl, qrels.tsv")
    retrieval.add_argument("--out", type=Path, required=True, metavar="DIR", help="where run.trec, metrics.json and the report go")
    retrieval.add_argument("--mode", choices=("dense", "lexical", "hybrid"), default="hybrid", help="default: %(default)s")
    retrieval.add_argument(
        "--rerank", choices=("on", "off"), default="off", help="let the judge order the best passages; default: %(default)s"
    )
    retrieval.add_argument("--split", default="", help='"train" reads queries.train.jsonl and qrels.train.tsv')
    retrieval.add_argument("--queries", type=int, metavar="N", help="only the first N judged queries")
    retrieval.add_argument(
        "--library", type=Path, metavar="DIR", help=f"keep the library here and use it again: {PLACES}; else it is temporary"
    )
    retrieval.set_defaults(run=_retrieval)
    answers = commands.add_parser("answers", help="questions with gold spans: what is quoted, what is left unanswered")
    answers.add_argument(
        "set", metavar="SET", help="a file of questions (.jsonl, or a sheet .csv), or a name as digestive or digestive/tune"
    )
    answers.add_argument("--documents", type=Path, metavar="DIR", help="the documents asked about, where they are not beside the set")
    answers.add_argument("--library", type=Path, metavar="DIR", help=f"measure this library as it is: {PLACES}")
    answers.add_argument("--threshold", type=float, metavar="P", help="answer from this probability on, instead of the shipped one")
    answers.set_defaults(run=_answers)
    guard = commands.add_parser("guard", help="labelled messages: who is sent where")
    guard.add_argument("set", metavar="SET", help="a file of messages, or a name as guard or guard/tune")
    guard.set_defaults(run=_guard)
    for command in (answers, guard):
        command.add_argument("--out", type=Path, metavar="FILE.json", help="default: data/eval/results/")
    select = commands.add_parser("select", help='rows {"id", "question", "text"} to {"id", "spans", "score"}, as JSON lines')
    select.add_argument("--rows", required=True, metavar="IN.jsonl", help='"-" reads standard input')
    select.set_defaults(run=_select)
    speed = commands.add_parser(
        "speed", help="ingest, search, answers to many at once, start, memory, at several sizes; 0 leaves a part out"
    )
    speed.add_argument("--sizes", type=_sizes, default=[200, 800], metavar="N,N,…", help="passages; default: 200,800")
    speed.add_argument("--files", type=_sizes, default=[1000], metavar="N,N,…", help="one changed among so many files; default: 1000")
    speed.add_argument(
        "--large", type=_sizes, default=[10_000], metavar="N,N,…", help="passages of libraries with made-up vectors; default: 10000"
    )
    speed.add_argument(
        "--vectors", type=_sizes, default=[10_000], metavar="N,N,…", help="search alone, among so many made-up vectors; default: 10000"
    )
    speed.add_argument(
        "--library",
        type=Path,
        metavar="DIR",
        help="whose passages' vectors --vectors are made from; default: sentences about many matters",
    )
    speed.add_argument(
        "--keep", type=Path, metavar="DIR", help="fill large libraries here and leave them for the next run; a million takes an hour"
    )
    speed.add_argument("--out", type=Path, metavar="FILE.json", help="default: data/eval/results/")
    speed.set_defaults(run=_speed)
    indexes = commands.add_parser("indexes", help="kinds of vector index among so many vectors: memory, time, recall")
    indexes.add_argument("--vectors", type=int, default=100_000, metavar="N", help="default: %(default)s")
    indexes.add_argument("--library", type=Path, metavar="DIR", help="whose vectors they are made from; default: many matters' sentences")
    indexes.set_defaults(run=_indexes)
    compare = commands.add_parser("compare", help="two results of the same questions: differences, p-values, wins and losses")
    compare.add_argument("first", type=Path, metavar="A")
    compare.add_argument("second", type=Path, metavar="B")
    compare.set_defaults(run=_compare)
    report = commands.add_parser("report", help="results as one HTML page that opens offline")
    report.add_argument(
        "runs", nargs="*", type=Path, metavar="RUNS", help="results files or folders of them; default: the last of each set"
    )
    report.add_argument("--out", type=Path, required=True, metavar="report.html")
    report.set_defaults(run=_report)
    questions = commands.add_parser("questions", help="draft a sheet for questions about your own library")
    questions.add_argument("--library", type=Path, required=True, metavar="DIR", help=PLACES)
    questions.add_argument("--n", type=int, default=50, help="passages to sample; default: %(default)s")
    questions.add_argument("--out", type=Path, default=Path("questions.csv"), metavar="FILE.csv", help="default: %(default)s")
    questions.set_defaults(run=_questions)
    feedback = commands.add_parser("feedback", help="feedback given on the page, as such a sheet")
    feedback.add_argument("--library", type=Path, required=True, metavar="DIR", help="whose feedback.jsonl is read")
    feedback.add_argument("--out", type=Path, default=Path("feedback.csv"), metavar="FILE.csv", help="default: %(default)s")
    feedback.set_defaults(run=_feedback)
    gate = commands.add_parser("gate", help="measure every set that ships, keep the figures under the commit, fail below eval/floors.toml")
    gate.add_argument("--threshold", type=float, metavar="P", help="as for answers; a worse one shows that the gate fails; nothing is kept")
    gate.add_argument("--sets", nargs="+", default=(), metavar="NAME", help="these sets of eval/collections only; nothing is kept")
    gate.set_defaults(run=_gate)
    record = commands.add_parser("record", help="keep the figures of results (of retrieval, of speed) in eval/results")
    record.add_argument("runs", nargs="+", type=Path, metavar="RUNS")
    record.set_defaults(run=_record)
    figures = commands.add_parser("figures", help="write README's tables and the page's Quality tab from eval/results")
    figures.set_defaults(run=_figures)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; the exit status is 1 if anything failed."""
    args = build_parser().parse_args(argv)
    try:
        status: int = args.run(args)
        sys.stdout.flush()
    except BrokenPipeError:
        return reader_gone()
    except (EvalError, IngestError, LibraryError, OSError) as error:
        print(f"eval: {told(error)}", file=sys.stderr)
        return 1
    return status


def _retrieval(args: argparse.Namespace) -> int:
    from eval.retrieval_command import Setting, run_retrieval

    setting = Setting(args.mode, is_reranked=args.rerank == "on", n_queries=args.queries)
    print(run_retrieval(args.collection, args.out, setting, split=args.split, library_folder=args.library))
    return 0


def _answers(args: argparse.Namespace) -> int:
    from eval.set_commands import keep, run_answers, summary

    result = run_answers(args.set, documents=args.documents, library=args.library, threshold=args.threshold)
    print(f"{summary(result)}\nwritten to {keep(result, args.out)}")
    return 0


def _guard(args: argparse.Namespace) -> int:
    from eval.set_commands import keep, run_guard, summary

    result = run_guard(args.set)
    print(f"{summary(result)}\nwritten to {keep(result, args.out)}")
    return 0


def _select(args: argparse.Namespace) -> int:
    from eval.set_commands import run_select

    n_failed = 0
    with sys.stdin if args.rows == "-" else Path(args.rows).open(encoding="utf-8", errors="replace") as lines:
        for record in run_select(lines):
            n_failed += "error" in record
            print(json.dumps(record, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8"), flush=True)
    return 1 if n_failed else 0


def _sizes(text: str) -> list[int]:
    sizes = text.split(",")
    if not all(size.strip().isascii() and size.strip().isdecimal() for size in sizes):
        raise argparse.ArgumentTypeError(
            f"{text!r} are no sizes. Write numbers with commas between them, as 200,800; 0 leaves the part out."
        )
    return sorted(size for size in map(int, sizes) if size)


def _speed(args: argparse.Namespace) -> int:
    from eval.set_commands import keep, summary
    from eval.speed_command import Sizes, kept_file, run_speed

    sizes = Sizes(args.sizes, large=args.large, files=args.files, vectors=args.vectors, keep=args.keep, library=args.library)
    result, n_failed = run_speed(sizes, say=lambda line: print(line, file=sys.stderr, flush=True))
    print(f"{summary(result)}\nwritten to {keep(result, args.out or kept_file(sizes))}")
    return 1 if n_failed else 0


def _indexes(args: argparse.Namespace) -> int:
    from eval.speed_command import run_indexes
    from eval.speed_indexes import HEAD

    print(HEAD)
    for found in run_indexes(args.library, args.vectors):
        print(found, flush=True)
    return 0


def _compare(args: argparse.Namespace) -> int:
    from eval.result_commands import run_compare

    print(run_compare(args.first, args.second))
    return 0


def _report(args: argparse.Namespace) -> int:
    from eval.result_commands import run_report

    print(run_report(args.runs, args.out))
    return 0


def _questions(args: argparse.Namespace) -> int:
    from eval.questions import draft_sheet
    from eval.sheet import write_sheet
    from index.library import Library

    with Library.open(args.library) as library:
        rows = draft_sheet(library, n=args.n)
    write_sheet(args.out, rows)
    print(f"{args.out}: {len(rows)} passages. Write a question beside each that answers one, leave the others empty, then run:")
    print(f"python -m eval answers {args.out} --library {written(args.library)}")
    return 0


def _feedback(args: argparse.Namespace) -> int:
    from chat.feedback import FILE_NAME
    from eval.feedback import feedback_rows
    from eval.sheet import UNDECIDED, write_sheet
    from index.library import Library

    with Library.open(args.library) as library:
        rows = feedback_rows(library.folder / FILE_NAME, library)
    write_sheet(args.out, rows)
    n_open = sum(row.answered == UNDECIDED for row in rows)
    print(f'{args.out}: {len(rows)} rows. {n_open} have "?" under answered: decide them, then run:')
    print(f"python -m eval answers {args.out} --library {written(args.library)}")
    return 0


def _gate(args: argparse.Namespace) -> int:
    from eval.gate import REPORT, run_gate

    found = run_gate(threshold=args.threshold, only=args.sets, say=lambda line: print(line, file=sys.stderr, flush=True))
    print("\n".join(found) if found else "every figure holds its floor")
    print(f"report: {REPORT}")
    return 1 if found else 0


def _record(args: argparse.Namespace) -> int:
    from eval.gate import record_results
    from eval.report import read_all

    results = read_all([path / "result.json" if path.is_dir() else path for path in args.runs])
    print(record_results(results, "-".join(dict.fromkeys(result.kind for result in results))))
    return 0


def _figures(args: argparse.Namespace) -> int:
    from eval.published import publish

    print("\n".join(map(str, publish())))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
