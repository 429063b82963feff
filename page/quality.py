"""The Quality view: the last evaluation's figures and pictures, the guard's matrix, and the limits in plain words.

It reads page/quality.json, which `python -m eval figures` writes; the page never runs an evaluation.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from markupsafe import Markup

from page.markup import safe
from page.texts import Texts

FORMAT = 1
_CONFUSION = "confusion"
_NUMBER = re.compile(r"\d+(?:\.\d+)?%?")
_WRITTEN = re.compile(r"(<text[^>]*>)([^<]*)(</text>)")
_TITLES = {"answers": "answers_title", "guard": "guard_title", "retrieval": "retrieval_title", "speed": "speed_title"}


def read_quality(path: Path | None = None) -> list[dict[str, Any]]:
    """The sets of figures; none if nothing has been kept or the file is of another format."""
    place = path or files("page").joinpath("quality.json")
    try:
        record = json.loads(place.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return list(record["sets"]) if isinstance(record, dict) and record.get("format") == FORMAT else []


def quality(sets: Sequence[Mapping[str, Any]], texts: Texts) -> str:
    """The whole view."""
    words = texts.quality
    limits = Markup("").join(Markup("<li>{}</li>").format(safe(limit)) for limit in texts.limits)
    shown = Markup("").join(_set(found, texts) for found in sets) if sets else Markup("<p>{}</p>").format(safe(words["none"]))
    return str(
        Markup(
            "<section class='cw-panel' lang='{}' aria-labelledby='cw-quality-title'><h2 id='cw-quality-title' tabindex='-1'>{}</h2>"
            "<p class='cw-intro'>{}</p><section class='cw-limits'><h3>{}</h3><ul>{}</ul></section>{}</section>"
        ).format(texts.language, safe(words["title"]), safe(words["intro"]), safe(words["limits_title"]), limits, shown)
    )


def _set(found: Mapping[str, Any], texts: Texts) -> Markup:
    words = texts.quality
    title = words[_TITLES[found["kind"]]] if found["kind"] in _TITLES else str(found["kind"])
    measured = words["measured"].format(date=str(found["date"])[:10], commit=found["commit"])
    return Markup("<section class='cw-set'><h3>{}: {}</h3><div class='cw-tiles'>{}</div>{}{}{}<p class='cw-place'>{}</p></section>").format(
        safe(title),
        _named(str(found["title"]), texts),
        Markup("").join(_tile(found["figures"][name], texts) for name in found["headlines"]),
        _matrix(found["tables"].get(_CONFUSION), texts),
        _pictures(found.get("pictures", {}), texts),
        _all(found["figures"], texts),
        safe(measured),
    )


def _tile(figure: Mapping[str, Any], texts: Texts) -> Markup:
    """One figure, large, with a bar where it is a share, how many it counts and its interval."""
    value, counted = float(figure["value"]), str(figure.get("counted", ""))
    is_share = str(figure["shown"]).endswith("%") or (counted and 0 <= value <= 1)
    tone = "cw-fewer" if figure.get("fewer_is_better") else "cw-more"
    bar = Markup("<span class='cw-bar {}'><i style='width:{:.1f}%'></i></span>").format(tone, 100 * value) if is_share else Markup("")
    details = ", ".join(part for part in (in_chart(counted, texts), str(figure.get("interval", ""))) if part)
    return Markup("<div class='cw-tile'><strong>{}</strong>{}{}<small>{}</small></div>").format(
        safe(str(figure["shown"])), _named(str(figure["label"]), texts), bar, safe(details)
    )


def _named(label: str, texts: Texts) -> Markup:
    """What the evaluation calls something, in the page's language where it has words for it."""
    if label in texts.figures:
        return Markup("<span>{}</span>").format(safe(texts.figures[label]))
    return Markup("<span lang='en'>{}</span>").format(safe(label))


def _matrix(table: Sequence[Sequence[Any]] | None, texts: Texts) -> Markup:
    """Messages by what they were and what the guard took them for."""
    if not table:
        return Markup("")
    names = [texts.routes.get(str(name), str(name)) for name in table[0][1:]]
    head = Markup("").join(Markup("<th scope='col'>{}</th>").format(safe(name)) for name in names)
    rows = Markup("").join(_matrix_row(row, number, texts) for number, row in enumerate(table[1:]))
    return Markup(
        "<div class='cw-wide' tabindex='0' role='region' aria-label='{0}'><table class='cw-matrix'><caption>{0}</caption>"
        "<thead><tr><th scope='col'>{1}</th>{2}</tr></thead><tbody>{3}</tbody></table></div>"
    ).format(safe(texts.quality["guard_intro"]), safe(texts.quality["guard_row"]), head, rows)


def _matrix_row(row: Sequence[Any], number: int, texts: Texts) -> Markup:
    counts = [float(cell) for cell in row[1:]]
    total = max(1.0, sum(counts))
    cells = Markup("").join(
        Markup("<td class='{}' style='--share:{:.3f}'>{:.0f}</td>").format("cw-hit" if place == number else "cw-miss", count / total, count)
        for place, count in enumerate(counts)
    )
    return Markup("<tr><th scope='row'>{}</th>{}</tr>").format(safe(texts.routes.get(str(row[0]), str(row[0]))), cells)


def _pictures(pictures: Mapping[str, str], texts: Texts) -> Markup:
    """Charts, drawn by the evaluation as SVG in our colours, their words in the page's language; the guard's matrix is a table instead."""
    shown = Markup("").join(
        Markup("<figure class='cw-chart' role='img' aria-label='{0}'><figcaption>{0}</figcaption>{1}</figure>").format(
            safe(in_chart(name, texts)), Markup(_WRITTEN.sub(lambda found: found[1] + in_chart(found[2], texts) + found[3], svg))
        )
        for name, svg in pictures.items()
        if name != _CONFUSION and svg.lstrip().startswith("<svg") and "<script" not in svg
    )
    return Markup("<div class='cw-charts'>{}</div>").format(shown) if shown else Markup("")


def in_chart(words: str, texts: Texts) -> str:
    """What is written in a chart, in the page's language; what the catalogue does not know stays as it is."""
    numbers = iter(_NUMBER.findall(words))
    known = texts.charts.get(_NUMBER.sub("{n}", words))
    return words if known is None else re.sub(r"\{n\}", lambda _: next(numbers), known)


def _all(figures: Mapping[str, Mapping[str, Any]], texts: Texts) -> Markup:
    words = texts.quality
    rows = Markup("").join(
        Markup("<tr><th scope='row'>{}</th><td>{}</td><td>{}</td><td>{}</td></tr>").format(
            _named(str(figure.get("label", "")), texts),
            *(safe(in_chart(str(figure.get(name, "")), texts)) for name in ("shown", "interval", "counted")),
        )
        for figure in figures.values()
    )
    heads = Markup("").join(Markup("<th scope='col'>{}</th>").format(safe(words[name])) for name in ("figure", "value", "range", "count"))
    return Markup(
        "<details class='cw-fold'><summary>{0}</summary><div class='cw-wide' tabindex='0' role='region' aria-label='{0}'>"
        "<table class='cw-table'><thead><tr>{1}</tr></thead><tbody>{2}</tbody></table></div></details>"
    ).format(safe(words["all_figures"]), heads, rows)
