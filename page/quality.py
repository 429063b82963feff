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
_NOTE = re.compile(
    r"<text[^>]*var\(--ink\)[^>]*>([^<]*)</text>"
)  # what a chart says of a point of it; its axes are told in a softer colour
_BY_STYLE, _BY_STYLE_OF = "by style", "answered_correctly"
_LEADS = {"answers": "answered_correctly"}  # the figure beside a title; of other kinds the first
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
    shown = (
        Markup("").join(_set(found, texts, is_open=number == 0) for number, found in enumerate(sets))
        if sets
        else Markup("<p>{}</p>").format(safe(words["none"]))
    )
    return str(
        Markup(
            "<section class='cw-panel' lang='{}' aria-labelledby='cw-quality-title'><h2 id='cw-quality-title' tabindex='-1'>{}</h2>"
            "<p class='cw-intro'>{}</p><section class='cw-limits'><h3>{}</h3><ul>{}</ul></section>{}</section>"
        ).format(texts.language, safe(words["title"]), safe(words["intro"]), safe(words["limits_title"]), limits, shown)
    )


def _set(found: Mapping[str, Any], texts: Texts, *, is_open: bool) -> Markup:
    """One set of figures, folded beneath its title and the figure that matters most."""
    words = texts.quality
    title = words[_TITLES[found["kind"]]] if found["kind"] in _TITLES else str(found["kind"])
    measured = words["measured"].format(date=str(found["date"])[:10], commit=found["commit"])
    return Markup(
        "<details class='cw-set'{}><summary><h3>{}: {}</h3>{}</summary>"
        "<div class='cw-tiles'>{}</div>{}{}{}<p class='cw-place'>{}</p></details>"
    ).format(
        Markup(" open") if is_open else "",
        safe(title),
        _named(str(found["title"]), texts),
        _lead(found, texts),
        Markup("").join(_tile(found["figures"][name], texts) for name in found["headlines"]),
        _matrix(found["tables"].get(_CONFUSION), texts),
        _charts(found, texts),
        _all(found["figures"], texts),
        safe(measured),
    )


def _lead(found: Mapping[str, Any], texts: Texts) -> Markup:
    name = next((name for name in (_LEADS.get(str(found["kind"])), *found["headlines"]) if name in found["figures"]), None)
    if name is None:
        return Markup("")
    figure = found["figures"][name]
    return Markup("<span class='cw-lead'><strong>{}</strong> {}</span>").format(
        safe(str(figure["shown"])), _named(str(figure["label"]), texts)
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


def _charts(found: Mapping[str, Any], texts: Texts) -> Markup:
    groups = (found.get("breakdowns") or {}).get(_BY_STYLE)
    label = _named(str(found["figures"].get(_BY_STYLE_OF, {}).get("label", "")), texts)
    drawn = [_by_group(groups, Markup("{}: {}").format(safe(in_chart(_BY_STYLE, texts)), label), texts)] if groups else []
    as_svg = {name: svg for name, svg in found.get("pictures", {}).items() if name != _CONFUSION and not (drawn and name == _BY_STYLE)}
    shown = Markup("").join([*(_picture(name, svg, texts) for name, svg in as_svg.items()), *drawn])
    return Markup("<div class='cw-charts'>{}</div>").format(shown) if shown else Markup("")


def _picture(name: str, svg: str, texts: Texts) -> Markup:
    """A chart, drawn by the evaluation as SVG in our colours, its words in the page's language.

    What it says of a point stands beneath it, where it is as large as all else on a phone. The guard's matrix is a table instead.
    """
    if not svg.lstrip().startswith("<svg") or "<script" in svg:
        return Markup("")
    notes = Markup("<br>").join(safe(in_chart(words, texts)) for words in _NOTE.findall(svg))
    bare = _WRITTEN.sub(lambda found: _written(found, texts), _NOTE.sub("", svg))
    return Markup("<figure class='cw-chart' role='img' aria-label='{0}'><figcaption>{0}</figcaption>{1}{2}</figure>").format(
        safe(in_chart(name, texts)), Markup(bare), Markup("<p class='cw-of-point'>{}</p>").format(notes) if notes else ""
    )


def _written(found: re.Match[str], texts: Texts) -> str:
    """What stands in a chart, in the page's language; words are told from the numbers of an axis, beside which they stand."""
    opening, words, closing = found.groups()
    mark = "" if _NUMBER.fullmatch(words) else " class='cw-axis'"
    return opening.replace("<text", f"<text{mark}", 1) + in_chart(words, texts) + closing


def _by_group(groups: Mapping[str, Mapping[str, Any]], title: Markup, texts: Texts) -> Markup:
    """A rate by group, the most frequent right at the top: a dot each on the line of its interval, in rows that fit any width."""
    known = [(figures[_BY_STYLE_OF], group) for group, figures in groups.items() if _BY_STYLE_OF in figures]
    rows = Markup("").join(_group(figure, group, texts) for figure, group in sorted(known, key=lambda row: (-row[0]["value"], row[1])))
    return Markup(
        "<figure class='cw-chart'><figcaption>{}</figcaption><table class='cw-by-group'><tbody>{}</tbody></table></figure>"
    ).format(title, rows)


def _group(figure: Mapping[str, Any], group: str, texts: Texts) -> Markup:
    low, high, at = (100 * float(figure[name]) for name in ("low", "high", "value"))
    return Markup(
        "<tr><th scope='row'>{}</th><td class='cw-line' aria-hidden='true'>"
        "<i style='left:{:.1f}%;width:{:.1f}%'></i><b style='left:{:.1f}%'></b></td><td>{}</td></tr>"
    ).format(safe(in_chart(group, texts)), low, high - low, at, safe(in_chart(f"{figure['count']} of {figure['n']}", texts)))


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
