"""`eval compare` and `eval report`: what is made of results that were kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from eval.compare import comparison_text
from eval.errors import ResultError
from eval.libraries import KEPT
from eval.overlap import overlap
from eval.published import newest
from eval.report import read_all, read_history, report
from eval.results import RESULTS, Result, read_results
from eval.run import RUN_FILE, read_run


def run_compare(first: Path, second: Path) -> str:
    """Compare the results that both files hold, set by set. A folder of `eval retrieval` stands for its result.json and its run.

    Raises: ResultError.
    """
    before = {result.title: result for result in read_results(_file(first))}
    after = {result.title: result for result in read_results(_file(second))}
    shared = [title for title in before if title in after]
    if not shared:
        raise ResultError(second, f"measures nothing that {first} measures")
    if not any(before[title].cases and after[title].cases for title in shared):
        raise ResultError(second, "holds figures alone, and to compare takes each question's")
    texts = [comparison_text(before[title], after[title]) for title in shared if before[title].cases and after[title].cases]
    runs = [path / RUN_FILE for path in (first, second)]
    if all(path.is_file() for path in runs):
        texts.append(str(overlap(*map(read_run, runs))))
    return "\n\n".join(texts)


def run_report(paths: Sequence[Path], out: Path) -> str:
    """Write the page and say where. Without paths: the last results of this machine with what is kept for other sets.

    Raises: ResultError.
    """
    found = read_all(paths) if paths else _kept()
    page = report(found if paths else newest(found), history=read_history(RESULTS), grown=found)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(page, encoding="utf-8")
    return f"{out}: {len(page) // 1024} KiB, opens offline"


def _kept() -> list[Result]:
    here = KEPT / "results"
    return read_all([RESULTS, *([here] if here.is_dir() else [])])


def _file(path: Path) -> Path:
    return path / "result.json" if path.is_dir() else path
