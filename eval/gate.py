"""The gate: every question set that ships is measured, the figures kept under the commit, and held against their floors."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path

from eval.errors import EvalError
from eval.floors import breaches, read_floors
from eval.jsonl import read_rows
from eval.libraries import KEPT
from eval.published import publish
from eval.question_set import COLLECTIONS
from eval.report import read_history, report
from eval.results import FORMAT, RESULTS, Result, commit, now
from eval.set_commands import keep, run_answers, run_guard

REPORT = KEPT / "report.html"


def run_gate(*, threshold: float | None = None, only: Collection[str] = (), say: Callable[[str], None]) -> list[str]:
    """Measure, report, return what falls below its floor. Raises: EvalError, LibraryError.

    With the shipped threshold the figures are kept under the commit, and README and the page follow them; another
    threshold, or some sets only, is a trial, of which only the report remains.
    """
    at, on = commit(), now()
    is_trial = threshold is not None or bool(only)
    names = set_names()
    if unknown := sorted(set(only) - set(names)):
        raise EvalError(f"no such set: {', '.join(unknown)}. There are {', '.join(names)}.")
    names = [name for name in names if not only or name in only]
    results = []
    for name in names:
        say(f"measuring {name}")
        result = run_guard(name) if holds_messages(name) else run_answers(name, threshold=threshold)
        results.append(replace(result, commit=at, date=on))
        keep(results[-1], KEPT / "trial" / f"{name}.json" if is_trial else None)
    if not is_trial:
        record_results(results)
        publish()
    REPORT.write_text(report(results, history=read_history(RESULTS)), encoding="utf-8")
    return breaches(results, [floor for floor in read_floors() if floor.title.split("/")[1] in names])


def set_names() -> list[str]:
    """The sets in eval/collections that have a part to test on."""
    files = [*COLLECTIONS.glob("*/test.jsonl"), *COLLECTIONS.glob("*/*/test.jsonl")]
    return sorted({path.relative_to(COLLECTIONS).parts[0] for path in files})


def holds_messages(name: str) -> bool:
    """Whether a set is of labelled messages for the guard; its rows name a route."""
    file = next(iter(sorted((COLLECTIONS / name).glob("**/test.jsonl"))))
    first = next(iter(read_rows(file)), None)
    return first is not None and "route" in first[1]


def record_results(results: Sequence[Result], name: str = "") -> Path:
    """Keep figures, curves and tables, without each question's case, under the commit, in eval/results."""
    at = (results[0].commit if results else "") or commit() or "no-commit"
    path = RESULTS / f"{name + '-' if name else ''}{at}.json"
    kept = [replace(result, cases=(), commit=result.commit or at, date=result.date or now()).as_record() for result in results]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"format": FORMAT, "results": kept}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path
