"""A results file: what one evaluation found, for reports, comparisons and the gate."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from eval.errors import ResultError
from eval.figure import Figure, figure_from

FORMAT = 1
ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).with_name("results")


Breakdowns = dict[str, dict[str, dict[str, Figure]]]  # by what ("by style") → group ("keyword") → figure → value


@dataclass(frozen=True, slots=True)
class Case:
    """One question of a run: its measures, and what a reader needs to see why they are what they are."""

    case_id: str
    text: str
    measures: dict[str, float]
    shown: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()
    verdict: str = ""  # "" if all is well, else what went wrong
    group: str = ""  # style of question, kind of message


@dataclass(frozen=True, slots=True)
class Result:
    """What one evaluation found. `curves` are lists of points, `tables` have a header row, `breakdowns` hold figures by group."""

    kind: str  # retrieval, answers, guard, speed
    name: str  # of the set or collection
    figures: dict[str, Figure]
    settings: dict[str, str] = field(default_factory=dict)
    curves: dict[str, list[list[float]]] = field(default_factory=dict)
    tables: dict[str, list[list[str | float]]] = field(default_factory=dict)
    breakdowns: Breakdowns = field(default_factory=dict)
    cases: tuple[Case, ...] = ()
    commit: str = ""
    date: str = ""

    @property
    def title(self) -> str:
        """Kind and set, as figures are keyed in floors and comparisons."""
        return f"{self.kind}/{self.name}"

    def as_record(self) -> dict[str, Any]:
        """The result as JSON holds it."""
        return {
            "format": FORMAT,
            "kind": self.kind,
            "name": self.name,
            "commit": self.commit or commit(),
            "date": self.date or now(),
            "settings": self.settings,
            "figures": {name: figure.as_record() for name, figure in self.figures.items()},
            "curves": self.curves,
            "tables": self.tables,
            "breakdowns": {
                by: {group: {name: figure.as_record() for name, figure in figures.items()} for group, figures in groups.items()}
                for by, groups in self.breakdowns.items()
            },
            "cases": [
                {
                    "id": case.case_id,
                    "text": case.text,
                    "group": case.group,
                    "verdict": case.verdict,
                    "measures": case.measures,
                    "shown": list(case.shown),
                    "wanted": list(case.wanted),
                }
                for case in self.cases
            ],
        }


def write_result(path: Path, result: Result) -> None:
    """Write one result as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(result.as_record(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read_results(path: Path) -> list[Result]:
    """Read a result, or the several of a commit's file (which holds them without their cases).

    Raises: ResultError.
    """
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        records = record.get("results", [record])
        return [_result(one) for one in records]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ResultError(path, f"not a results file ({type(error).__name__}: {error})") from error


def commit() -> str:
    """The short hash of the commit at hand, with "+" if the tree differs from it; "" outside a repository."""
    found = _git("rev-parse", "--short=10", "HEAD")
    return f"{found}+" if found and _git("status", "--porcelain", "--untracked-files=no") else found


def now() -> str:
    """The time in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _result(record: dict[str, Any]) -> Result:
    if record["format"] != FORMAT:
        raise ValueError(f"format {record['format']}, not {FORMAT}")
    return Result(
        kind=record["kind"],
        name=record["name"],
        figures={name: figure_from(figure) for name, figure in record["figures"].items()},
        settings=record["settings"],
        curves=record["curves"],
        tables=record["tables"],
        breakdowns={
            by: {group: {name: figure_from(figure) for name, figure in figures.items()} for group, figures in groups.items()}
            for by, groups in record.get("breakdowns", {}).items()
        },
        cases=tuple(
            Case(one["id"], one["text"], one["measures"], tuple(one["shown"]), tuple(one["wanted"]), one["verdict"], one["group"])
            for one in record["cases"]
        ),
        commit=record["commit"],
        date=record["date"],
    )
