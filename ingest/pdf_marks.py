"""Bullets that are drawn and not written, as browsers print them: each becomes the sign that a reader sees."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from ingest.pdf_runs import Run

_REACH = 2.2  # em between a mark and its item's first word
_LARGEST = 0.7  # em
_LOW, _HIGH = 0.0, 0.75  # em above the baseline, between which a mark's middle stands
_FEW = 0.5  # of the marks of a size: dots of a drawing mostly have no words behind them
_MANY = 300  # marks on a page: a drawing
_SMALL = 0.8  # of the size of most of the page's text: words of a drawing are smaller


def with_marks(runs: Sequence[Run], marks: Sequence[tuple[float, float, float, float]]) -> list[Run]:
    """The runs, and a bullet for each mark that stands right before the first words of a line."""
    marks = list(dict.fromkeys(marks))
    if not marks or len(marks) > _MANY or not runs:
        return list(runs)
    ordered = sorted(runs, key=lambda run: run.x0)
    starts = [run.x0 for run in ordered]
    sizes = Counter[float]()
    for run in runs:
        sizes[round(run.size)] += len(run.text)
    usual = sizes.most_common(1)[0][0]
    found: list[tuple[tuple[int, int], Run]] = []
    for x0, top, x1, bottom in marks:
        size = round(x1 - x0), round(bottom - top)
        middle = (top + bottom) / 2
        begin = bisect_left(starts, x1 - 0.5)
        beside = (run for run in ordered[begin : bisect_left(starts, x1 + _REACH * 2 * usual)] if _is_beside(run, x1, middle))
        item = next(beside, None)
        if item is None or item.size < _SMALL * usual or x1 - x0 > _LARGEST * item.size:
            continue
        if not any(run.x1 > x0 - 3 * item.size and run.x0 < x0 and abs(run.y - item.y) < 0.5 * item.size for run in ordered[:begin]):
            found.append((size, Run("•", x0, x1, item.y, item.size, item.bold, item.italic, item.angle, item.hidden, item.artifact)))
    drawn = Counter((round(x1 - x0), round(bottom - top)) for x0, top, x1, bottom in marks)
    kept = Counter(size for size, _ in found)
    return [*runs, *(bullet for size, bullet in found if kept[size] >= _FEW * drawn[size])]


def _is_beside(run: Run, x: float, middle: float) -> bool:
    above = run.y - middle
    return run.x0 - x <= _REACH * run.size and _LOW * run.size < above < _HIGH * run.size and any(map(str.isalnum, run.text))
