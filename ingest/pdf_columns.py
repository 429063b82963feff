"""Lines of a page in the order a reader takes them: bands from top to bottom, in each the columns from left to right."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.pdf_lines import Line

_MIN_LINES = 3  # on either side, for a gutter to part columns
_MIN_WIDTH = 7.0  # em: a column of prose is at least this wide
_MIN_GUTTER = 0.6  # em
_MAX_WITHIN = 3  # lines
_BESIDE_FOR_ONE_WITHIN = 8  # lines: cells beside each other are fewer
_FILLED = 0.7  # of a column's width
_MAX_DEPTH = 6


def page_gutter(lines: Sequence[Line], known: Sequence[float] = ()) -> float | None:
    """The gutter of a page; where few lines stand beside each other, one that parts other pages of the document."""
    ordered = sorted(lines, key=lambda line: (line.y, line.x0))
    gutter = _gutter(ordered)
    return _gutter_as_before(ordered, known) if gutter is None and known else gutter


def reading_order(lines: Sequence[Line], gutter: float | None, partings: Sequence[float] = (), *, depth: int = 0) -> list[list[Line]]:
    """Columns of lines, each from top to bottom, in reading order.

    A gutter is a white strip that most lines keep clear of. Lines across it (titles, wide figures and tables) part the
    page into bands; in each band the left side is read before the right one. Tables are taken out before this is called;
    where they stand across the gutter are the `partings`.
    """
    ordered = sorted(lines, key=lambda line: (line.y, line.x0))
    if gutter is None:
        return [ordered] if ordered else []
    columns: list[list[Line]] = []
    band: list[Line] = []
    across: list[Line] = []
    left_partings = sorted(partings)
    for line in ordered:
        while left_partings and line.y > left_partings[0]:
            columns += [across] if across else _split(band, gutter, depth)
            band, across = [], []
            del left_partings[0]
        if line.x0 < gutter < line.x1 or (across and _is_centred_beneath(line, across[-1], ordered)):
            columns += _split(band, gutter, depth)
            band = []
            across.append(line)
        else:
            if across:
                columns.append(across)
                across = []
            band.append(line)
    return columns + ([across] if across else _split(band, gutter, depth))


def _is_centred_beneath(line: Line, across: Line, lines: Sequence[Line]) -> bool:
    """Whether it goes on a title across the columns: alone in its row, right beneath, with the same middle."""
    is_beneath = 0 < line.y - across.y < 2.2 * across.size and abs(line.x0 + line.x1 - across.x0 - across.x1) < 4
    return is_beneath and not any(other is not line and abs(other.y - line.y) < 0.5 * line.size for other in lines)


def _gutter_as_before(lines: Sequence[Line], known: Sequence[float]) -> float | None:
    """A known gutter that no line crosses, with lines beside each other, one of which fills its column."""
    for gutter in known:
        left = [line for line in lines if line.x1 <= gutter]
        right = [line for line in lines if line.x0 >= gutter]
        if left and right and len(left) + len(right) == len(lines) and _beside(left, right):
            em, edge, end = min(line.size for line in lines), min(line.x0 for line in left), max(line.x1 for line in left)
            if end - edge > max(_FILLED * (gutter - edge), _MIN_WIDTH * em):
                return gutter
    return None


def _split(band: Sequence[Line], gutter: float, depth: int) -> list[list[Line]]:
    left = [line for line in band if line.x1 <= gutter]
    right = [line for line in band if line.x0 >= gutter]
    return [column for side in (left, right) if side for column in _inner(side, depth + 1)]


def _inner(lines: Sequence[Line], depth: int) -> list[list[Line]]:
    gutter = _gutter(sorted(lines, key=lambda line: (line.y, line.x0))) if depth < _MAX_DEPTH else None
    return reading_order(lines, gutter, depth=depth)


def _gutter(lines: Sequence[Line]) -> float | None:
    """The x that parts most lines into two sides that look like columns; None if there is none."""
    if len(lines) < 2 * _MIN_LINES:
        return None
    em = sorted(line.size for line in lines)[len(lines) // 2]
    best, best_score = None, 0.0
    for left_edge, right_edge, n_within in _gaps(lines):
        x = (left_edge + right_edge) / 2
        score = _score(lines, x, em)
        if score > max(best_score, _BESIDE_FOR_ONE_WITHIN if n_within else 0):
            best, best_score = x, score
    return best


def _gaps(lines: Sequence[Line]) -> list[tuple[float, float, int]]:
    """White strips between where many lines end and where many others begin, and how many lines, as a title's last, end within."""
    starts = sorted({round(line.x0, 0) for line in lines})
    all_ends = sorted((line.x1 for line in lines), reverse=True)
    gaps = []
    for start in starts:
        if sum(abs(line.x0 - start) < 1.5 for line in lines) < 2:
            continue
        ends = [end for end in all_ends if end < start][: _MAX_WITHIN + 1]
        gaps += [(end, start, index) for index, end in enumerate(ends) if not index or ends[index - 1] - end > 2]
    return gaps


def _score(lines: Sequence[Line], x: float, em: float) -> float:
    """How many lines stand beside each other across x; 0 if its sides are no columns."""
    left = [line for line in lines if line.x1 <= x]
    right = [line for line in lines if line.x0 >= x]
    n_across = len(lines) - len(left) - len(right)
    if len(left) < _MIN_LINES or len(right) < _MIN_LINES or n_across > 0.6 * len(lines):
        return 0.0
    for side in (left, right):
        width = max(line.x1 for line in side) - min(line.x0 for line in side)
        if width < _MIN_WIDTH * em:
            return 0.0
    if min(line.x0 for line in right) - max(line.x1 for line in left) < _MIN_GUTTER * em:
        return 0.0
    beside = _beside(left, right)
    if beside < _MIN_LINES:
        return 0.0
    return beside - 0.5 * n_across


def _beside(left: Sequence[Line], right: Sequence[Line]) -> int:
    """Lines of the shorter side within the height that both sides share."""
    top = max(min(line.y for line in left), min(line.y for line in right)) - 1
    bottom = min(max(line.y for line in left), max(line.y for line in right)) + 1
    return min(sum(top <= line.y <= bottom for line in side) for side in (left, right))
