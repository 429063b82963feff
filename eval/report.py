"""The report: results as one HTML page that needs nothing beside it and opens offline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from eval.answers import CURVE
from eval.charts import abstention_chart, breakdown_chart, confusion_chart, growth_chart, history_chart, line_chart
from eval.compare import Comparison, compare
from eval.errors import ResultError
from eval.figure import Figure
from eval.growth import growth
from eval.guard_eval import CONFUSION
from eval.labels import HEADLINES, plain_name, set_title, shown_count, shown_interval, shown_number, shown_value
from eval.outcomes import outcome_bars
from eval.results import Case, Result, commit, now, read_results

TEMPLATE = Path(__file__).with_name("report.html.jinja")
NOTES = {
    "retrieval": "A document's score is its best passage's. Measures by ir_measures; intervals by bootstrap over queries.",
    "answers": "A quote counts as right if it holds at least half of a gold span's characters, or lies inside one. Recall counts quotes, "
    "then related passages. Rates with 95 % Wilson intervals.",
    "guard": "Rows are labels, columns what the guard did. Severe: somebody in danger was not sent to help, or advice was let through.",
    "speed": "One process on this machine; the baseline is plain sentence-transformers with FAISS in the same run.",
}
HISTORY = {"nDCG@10", "recall@3", "answered_correctly", "abstention", "abstention_close", "accuracy", "over_refusal"}
TILES = {"answers": 6, "guard": 4, "retrieval": 2, "speed": 4}
CHARTED = {
    "by style": ("answered_correctly", "First quote right, by style of question"),
    "by language": ("right", "Sent right, by language"),
}
_PERCENTILE_CURVE = re.compile(r"percentile")


@dataclass(frozen=True, slots=True)
class _Row:
    """A figure as the table shows it; `left`, `width` and `at` place its bar, in percent."""

    name: str
    value: str
    counted: str
    interval: str
    left: float | None
    width: float
    at: float


@dataclass(frozen=True, slots=True)
class _Tile:
    name: str
    value: str
    counted: str
    interval: str


@dataclass(frozen=True, slots=True)
class _Picture:
    title: str
    svg: Markup
    note: str


def report(results: Sequence[Result], *, history: Sequence[Sequence[Result]] = (), grown: Sequence[Result] | None = None) -> str:
    """The page for these results; `history` holds the results of each commit, oldest first.

    Growth with the library's size is drawn from `grown`: results of speed, of which a run beyond another's sizes adds to its curves;
    without it, from those of the results themselves.
    """
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["cell"] = shown_number
    environment.filters["count"] = shown_count
    environment.filters["interval"] = shown_interval
    environment.filters["words"] = plain_name
    page: str = environment.from_string(TEMPLATE.read_text(encoding="utf-8")).render(
        title="Citewell, measured",
        stamp=f"{_commits(results)} · written {now()}",
        history=[(set_title(name), Markup(svg)) for name, svg in _history(history)] if len(history) > 1 else [],
        compared=_compared(results),
        growth=_growth(results if grown is None else grown),
        sections=[_section(number, result) for number, result in enumerate(results)],
    )
    return page


def read_all(paths: Sequence[Path]) -> list[Result]:
    """The results of files, and of the files in folders. Raises: ResultError."""
    files = [file for path in paths for file in (sorted(path.rglob("*.json")) if path.is_dir() else [path])]
    if not files:
        raise ResultError(paths[0] if paths else Path(), "no results here")
    return [result for file in files for result in read_results(file)]


def read_history(folder: Path) -> list[list[Result]]:
    """The results of every commit's file in the folder, oldest first."""
    commits = [read_results(path) for path in folder.glob("*.json")]
    return sorted((results for results in commits if results), key=lambda results: results[0].date)


def _section(number: int, result: Result) -> Mapping[str, object]:
    setting = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in result.settings.items())
    missed = [case for case in result.cases if case.verdict]
    return {
        "anchor": f"result-{number}",
        "kind": result.kind.capitalize(),
        "title": set_title(result.name),
        "name": result.name,
        "note": f"{NOTES.get(result.kind, '')} {setting}{'.' if setting else ''}",
        "tiles": list(_tiles(result)),
        "bars": outcome_bars(result),
        "charts": [(caption, Markup(svg)) for caption, svg in _charts(result)],
        "figures": [_row(name, figure) for name, figure in result.figures.items()],
        "breakdowns": result.breakdowns,
        "tables": [(name, table) for name, table in result.tables.items() if name != CONFUSION],
        "misses": _by_verdict(missed),
        "n_misses": len(missed),
        "n_cases": len(result.cases),
    }


def _by_verdict(missed: Sequence[Case]) -> dict[str, list[Case]]:
    """Misses by what went wrong: the severe first, then the most frequent."""
    found: dict[str, list[Case]] = {}
    for case in sorted(missed, key=lambda case: case.case_id):
        found.setdefault(case.verdict, []).append(case)
    return dict(sorted(found.items(), key=lambda item: (not item[0].startswith("severe"), -len(item[1]), item[0])))


def _charts(result: Result) -> Iterator[tuple[str, str]]:
    if result.tables.get(CONFUSION):
        yield "Confusion matrix, rows coloured by share", confusion_chart(result.tables[CONFUSION])
    if result.curves.get(CURVE):
        curve = abstention_chart(result.curves[CURVE], float(result.settings["threshold"]))
        yield "Silence kept against answers withheld, at every threshold", curve
    for by, (name, caption) in CHARTED.items():
        if by in result.breakdowns:
            yield f"{caption}, with 95 % intervals", breakdown_chart(result.breakdowns[by], name)
    for name, points in result.curves.items():
        if points and _PERCENTILE_CURVE.search(name):
            yield name.capitalize(), line_chart(points, x_label="percentile", y_label="ms")


def _compared(results: Sequence[Result]) -> list[tuple[str, list[Comparison]]]:
    """Results of the same questions under other settings, each against the last of them: "dense against hybrid: …"."""
    pairs = []
    for title in dict.fromkeys(result.title for result in results if result.cases):
        *others, last = [result for result in results if result.title == title and result.cases]
        pairs += [(f"{set_title(last.name)}: {_setting(other)} (A) and {_setting(last)} (B)", compare(other, last)) for other in others]
    return pairs


def _setting(result: Result) -> str:
    return ", ".join(f"{name} {value}" for name, value in result.settings.items()) or result.commit


def _growth(results: Sequence[Result]) -> list[_Picture]:
    """A picture for each cost that was measured at several sizes, all over the same sizes."""
    grown = growth(results)
    xs = [point[0] for one in grown for points in one.series.values() for point in points]
    pictures = []
    for one in grown:
        svg = Markup(growth_chart(one.series, unit=one.cost.unit, sizes=(min(xs), max(xs))))
        change = f"Ten times the passages: × {one.times_a_decade:.2g}. " if one.times_a_decade else ""
        pictures.append(_Picture(one.cost.title, svg, f"{change}{one.cost.why}"))
    return pictures


def _tiles(result: Result) -> Iterator[_Tile]:
    names = [name for name in HEADLINES.get(result.kind, {}) if name in result.figures][: TILES.get(result.kind, 4)]
    for name in names:
        figure = result.figures[name]
        yield _Tile(HEADLINES[result.kind][name], shown_value(name, figure), shown_count(figure), shown_interval(figure))


def _row(name: str, figure: Figure) -> _Row:
    texts = (plain_name(name), shown_value(name, figure), shown_count(figure), shown_interval(figure))
    if figure.low is None or figure.high is None or figure.high > 1:
        return _Row(*texts, None, 0, 0)
    low, high, at = (round(100 * value, 1) for value in (figure.low, figure.high, figure.value))
    return _Row(*texts, low, round(high - low, 1), min(at, 98.0))


def _commits(results: Sequence[Result]) -> str:
    found = dict.fromkeys(result.commit or commit() for result in results)
    return "commit " + ", ".join(name for name in found if name) if any(found) else "outside a repository"


def _history(history: Sequence[Sequence[Result]]) -> Iterator[tuple[str, str]]:
    """A picture a set, over the commits that measured it; two commits at least make a history."""
    for title in dict.fromkeys(result.title for results in history for result in results):
        those = [result for results in history for result in results if result.title == title]
        names = [name for name in those[-1].figures if name in HISTORY]
        if len(those) > 1 and names:
            series = {
                plain_name(name): [result.figures[name].value if name in result.figures else None for result in those] for name in names
            }
            yield those[-1].name, history_chart([result.commit[:7] for result in those], series)
