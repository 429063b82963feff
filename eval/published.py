"""The figures that README and the page's Quality tab show, written from the results kept in eval/results, never by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.answers import CURVE
from eval.charts import abstention_chart, breakdown_chart, confusion_chart
from eval.errors import EvalError
from eval.figure import Figure
from eval.guard_eval import CONFUSION
from eval.labels import FEWER_IS_BETTER, HEADLINES, plain_name, set_title, shown_count, shown_interval, shown_value
from eval.report import read_all
from eval.results import RESULTS, ROOT, Result

README = ROOT / "README.md"
QUALITY = ROOT / "page" / "quality.json"
OPENS, CLOSES = "<!-- figures -->", "<!-- /figures -->"
QUALITY_FORMAT = 1  # raise when the shape of quality.json changes


def publish() -> tuple[Path, Path]:
    """Write both from what is kept in eval/results. Raises: EvalError."""
    results = read_all([RESULTS])
    write_figures(figures_table(results))
    write_quality(results)
    return README, QUALITY


def newest(results: Iterable[Result]) -> list[Result]:
    """The newest result of each title, answers first, then guard, retrieval and speed."""
    found = {result.title: result for result in sorted(results, key=lambda result: result.date)}
    kinds = list(HEADLINES)
    order = {"three-documents/test": 0}
    return sorted(found.values(), key=lambda result: (kinds.index(result.kind), order.get(result.name, 1), result.name))


def figures_table(results: Iterable[Result]) -> str:
    """The newest figures as Markdown: a table of answers with a column for each set, and one of all else."""
    shown = newest(results)
    answers = [result for result in shown if result.kind == "answers"]
    others = [result for result in shown if result.kind != "answers"]
    stamps = dict.fromkeys(f"{result.commit} ({result.date[:10]})" for result in shown)
    lines = [
        *([*_answers_table(answers), ""] if answers else []),
        *([*_others_table(others), ""] if others else []),
        f"Rates with their 95 % Wilson interval. Written by `python -m eval figures` from `eval/results/`: {', '.join(stamps)}.",
    ]
    return "\n".join(lines)


def write_figures(table: str, path: Path = README) -> None:
    """Put the table between its marks. Raises: EvalError if they are missing."""
    text = path.read_text(encoding="utf-8")
    before, opens, rest = text.partition(OPENS)
    _, closes, after = rest.partition(CLOSES)
    if not opens or not closes:
        raise EvalError(f"{path}: no place for the figures. Put {OPENS} and {CLOSES} on lines of their own.")
    path.write_text(f"{before}{OPENS}\n{table}\n{CLOSES}{after}", encoding="utf-8")


def quality_record(results: Iterable[Result]) -> dict[str, Any]:
    """What the page shows of the newest results: figures in words, and pictures as SVG in the page's colour variables."""
    return {"format": QUALITY_FORMAT, "sets": [_set_record(result) for result in newest(results)]}


def write_quality(results: Iterable[Result], path: Path = QUALITY) -> None:
    """Write what the page's Quality tab reads."""
    path.write_text(json.dumps(quality_record(results), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _answers_table(answers: Sequence[Result]) -> list[str]:
    rows = {name: words for name, words in HEADLINES["answers"].items() if any(name in result.figures for result in answers)}
    return [
        f"| Questions about | {' | '.join(set_title(result.name) for result in answers)} |",
        f"|---|{'---|' * len(answers)}",
        *(f"| {words} | {' | '.join(_cell(name, result.figures.get(name)) for result in answers)} |" for name, words in rows.items()),
    ]


def _others_table(others: Sequence[Result]) -> list[str]:
    lines = ["| Measured on | what | value |", "|---|---|---|"]
    for result in others:
        names = {name: words for name, words in HEADLINES[result.kind].items() if name in result.figures}
        for number, (name, words) in enumerate(names.items()):
            where = f"{result.kind}: {set_title(result.name)}" if number == 0 else ""
            lines.append(f"| {where} | {words} | {_cell(name, result.figures[name])} |")
    return lines


def _cell(name: str, figure: Figure | None) -> str:
    """ "83.3 % (40 of 48; 70.4–91.3)", for a measure "0.737 (0.694–0.778)"."""
    if figure is None:
        return ""
    inside = "; ".join(part for part in (shown_count(figure) if figure.count is not None else "", shown_interval(figure)) if part)
    return f"{shown_value(name, figure)} ({inside})" if inside else shown_value(name, figure)


def _set_record(result: Result) -> dict[str, Any]:
    labels = HEADLINES[result.kind]
    return {
        "kind": result.kind,
        "name": result.name,
        "title": set_title(result.name),
        "commit": result.commit,
        "date": result.date,
        "settings": result.settings,
        "headlines": [name for name in labels if name in result.figures],
        "figures": {name: _figure_record(name, labels.get(name), figure) for name, figure in result.figures.items()},
        "breakdowns": result.breakdowns and {by: _groups(groups) for by, groups in result.breakdowns.items()},
        "tables": result.tables,
        "pictures": _pictures(result),
    }


def _figure_record(name: str, label: str | None, figure: Figure) -> dict[str, Any]:
    return {
        "label": label or plain_name(name),
        "shown": shown_value(name, figure),
        "counted": shown_count(figure),
        "interval": shown_interval(figure),
        "fewer_is_better": name in FEWER_IS_BETTER,
        **figure.as_record(),
    }


def _groups(groups: Mapping[str, Mapping[str, Figure]]) -> dict[str, dict[str, Any]]:
    return {group: {name: figure.as_record() for name, figure in figures.items()} for group, figures in groups.items()}


def _pictures(result: Result) -> dict[str, str]:
    pictures: dict[str, str] = {}
    if result.curves.get(CURVE):
        pictures["abstention"] = abstention_chart(result.curves[CURVE], float(result.settings["threshold"]))
    if result.tables.get(CONFUSION):
        pictures["confusion"] = confusion_chart(result.tables[CONFUSION])
    if result.breakdowns.get("by style"):
        pictures["by style"] = breakdown_chart(result.breakdowns["by style"], "answered_correctly")
    return pictures
