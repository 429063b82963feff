"""Tables drawn as a grid: lines that cross, the cells between them, and which text stands in which cell."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ingest.pdf_lines import Line
from ingest.pdf_runs import Run

Rows = Sequence[tuple[tuple[Line, ...], ...]]
Stroke = tuple[float, float, float, float]  # x0, y0, x1, y1 of a thin line, upright or level
_REACH = 3.0  # points that lines may miss each other by and still meet
_OPEN = 12.0  # points from the last upright line to the end of the level ones, where a column has no line at its side
_ONE_LINE = 1.5  # points beside each other that are one line, as both edges of a thin box are
_MAX_STROKES = 20_000  # a drawing has more
_MAX_LINES = 600  # in either direction, of a page's tables
_MOST_CELL_WORDS = 40  # a cell that holds more is a part of the page, as in tables of web pages
_MOST_ROW_WORDS = 120
_MOST_WORDS_A_LINE = 5
_FEWEST_UNDRAWN = 4  # lines in each cell, for them to be rows: fewer may be words that went on
_MOST_LONG = 0.25  # of the rows may hold such a cell
_MOST_JOINED = 320  # characters of rows that share a cell and are therefore read as one row


@dataclass(frozen=True)
class Lattice:
    """Lines that cross: x of those upright and y of those level, with the stretches of each that are drawn."""

    upright: tuple[tuple[float, tuple[tuple[float, float], ...]], ...]
    level: tuple[tuple[float, tuple[tuple[float, float], ...]], ...]

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        return self.upright[0][0], self.level[0][0], self.upright[-1][0], self.level[-1][0]

    def holds(self, x: float, y: float) -> bool:
        """Whether a point stands in it."""
        left, top, right, bottom = self.box
        return left - 1 < x < right + 1 and top - 1 < y < bottom + 1

    def parts(self, x0: float, x1: float, y: float) -> bool:
        """Whether an upright line stands between two points of one height."""
        return any(x0 - 1 <= x <= x1 + 1 and _covers(drawn, y) for x, drawn in self.upright)

    def rows(self, lines: Sequence[Line]) -> list[tuple[tuple[Line, ...], ...]]:
        """The rows, each with its cells in order, empty ones included.

        Rows that share a cell with others are one, unless they are long or miss a cell: then each keeps its columns.
        """
        cells = self._cells(lines)
        rows: list[list[tuple[Line, ...]]] = []
        for _, group in itertools.groupby(self._bands(), key=lambda band: band[1]):
            places = [place for place, _ in group]
            own = [
                [cells.get((place, column), ()) for column in self._starts(place) if self._is_parted_above(place, column)]
                for place in places
            ]
            n_chars = sum(len(line.text) + 1 for row in own for cell in row for line in cell)
            if len(own) > 1 and n_chars <= _MOST_JOINED and all(all(row) for row in own):
                rows.append([cell for row in own for cell in row])
            else:
                rows += [[cells.get((place, column), ()) for column in self._starts(place)] for place in places]
        return [_without_end(one) for row in rows if any(row) for one in _without_lines_between(row)]

    def _bands(self) -> Iterator[tuple[int, int]]:
        """Rows of the grid with the first of those that a cell over several rows binds them to."""
        first = 0
        for place in range(len(self.level) - 1):
            if place and all(self._is_parted_above(place, column) for column in range(len(self.upright) - 1)):
                first = place
            yield place, first

    def _starts(self, place: int) -> list[int]:
        """The columns of a row at which a cell begins."""
        return [column for column in range(len(self.upright) - 1) if self._first_column(place, column) == column]

    def _cells(self, lines: Sequence[Line]) -> dict[tuple[int, int], tuple[Line, ...]]:
        cells: defaultdict[tuple[int, int], list[Line]] = defaultdict(list)
        for line in sorted(lines, key=lambda line: (line.y, line.x0)):
            x, y = line.x0 + min(2.0, (line.x1 - line.x0) / 2), line.y - 0.3 * line.size
            column = min(max(bisect_right([x for x, _ in self.upright], x) - 1, 0), len(self.upright) - 2)
            place = min(max(bisect_right([y for y, _ in self.level], y) - 1, 0), len(self.level) - 2)
            column = self._first_column(place, column)
            while place and not self._is_parted_above(place, column):
                place -= 1
            cells[place, self._first_column(place, column)].append(line)
        return {place: tuple(found) for place, found in cells.items()}

    def _first_column(self, place: int, column: int) -> int:
        middle = (self.level[place][0] + self.level[place + 1][0]) / 2
        while column and not _covers(self.upright[column][1], middle):
            column -= 1
        return column

    def _is_parted_above(self, place: int, column: int) -> bool:
        middle = (self.upright[column][0] + self.upright[column + 1][0]) / 2
        return not place or _covers(self.level[place][1], middle)


def cut(runs: Sequence[Run], lattices: Sequence[Lattice]) -> list[Run]:
    """The runs, those drawn across an upright line of a table in pieces."""
    pieces: list[Run] = []
    for run in runs:
        y = run.y - 0.3 * run.size
        lattice = next((lattice for lattice in lattices if lattice.holds(run.x0, y)), None) if run.breaks else None
        start, x0 = 0, run.x0
        for at, left, right in run.breaks if lattice else ():
            if lattice and lattice.parts(left, right, y) and run.text[start:at].strip() and run.text[at:].strip():
                pieces.append(replace(run, text=run.text[start:at].strip(), x0=x0, x1=left, breaks=()))
                start, x0 = at, right
        pieces.append(replace(run, text=run.text[start:].strip(), x0=x0, breaks=()) if start else run)
    return pieces


def _without_lines_between(row: list[tuple[Line, ...]]) -> list[list[tuple[Line, ...]]]:
    """The row, or the rows that it holds where none are drawn between them: all cells have as many lines, each beside the others."""
    n_lines = len(row[0])
    if len(row) < 2 or n_lines < _FEWEST_UNDRAWN or any(len(cell) != n_lines for cell in row):
        return [row]
    if any(_n_words(cell) > _MOST_WORDS_A_LINE * n_lines for cell in row):
        return [row]  # prose
    lines = list(zip(*row, strict=True))
    if any(abs(one.y - line.y) > 0.35 * line.size for line, *others in lines for one in others):
        return [row]
    return [[(line,) for line in beside] for beside in lines]


def _without_end(row: list[tuple[Line, ...]]) -> tuple[tuple[Line, ...], ...]:
    """The row without the empty cells at its end."""
    last = max(place for place, cell in enumerate(row) if cell)
    return tuple(row[: last + 1])


def lattices_of(strokes: Iterable[Stroke]) -> list[Lattice]:
    """Groups of lines that cross each other and part two columns at least, from top to bottom."""
    strokes = list(strokes)
    if len(strokes) > _MAX_STROKES:
        return []
    upright = _lines((x0, min(y0, y1), max(y0, y1)) for x0, y0, x1, y1 in strokes if abs(y1 - y0) > abs(x1 - x0))
    level = _lines((y0, min(x0, x1), max(x0, x1)) for x0, y0, x1, y1 in strokes if abs(y1 - y0) <= abs(x1 - x0))
    if max(len(upright), len(level)) > _MAX_LINES:
        return []
    heights = [y for y, _, _ in level]
    group = list(range(len(upright) + len(level)))
    for one, (x, top, bottom) in enumerate(upright):
        for other in range(bisect_left(heights, top - _REACH), bisect_right(heights, bottom + _REACH)):
            if level[other][1] - _REACH <= x <= level[other][2] + _REACH:
                _join(group, one, len(upright) + other)
    crossing: defaultdict[int, tuple[list[Stretch], list[Stretch]]] = defaultdict(lambda: ([], []))
    for index in range(len(group)):
        is_level = index >= len(upright)
        crossing[_leader(group, index)][is_level].append(level[index - len(upright)] if is_level else upright[index])
    found = (part for ups, levels in crossing.values() for part in _tables(_by_place(ups), _by_place(levels)))
    return sorted(found, key=lambda lattice: lattice.box[1])


Stretch = tuple[float, float, float]  # where the line stands, from, to
Drawn = tuple[float, tuple[tuple[float, float], ...]]


def _tables(upright: Sequence[Drawn], level: Sequence[Drawn]) -> Iterator[Lattice]:
    """The group as one table, or as those that stand on each other without a gap: a row with none of the columns above it begins one."""
    first, columns = 0, set[int]()
    for place in range(len(level) - 1):
        middle = (level[place][0] + level[place + 1][0]) / 2
        inner = {index for index in range(1, len(upright) - 1) if _covers(upright[index][1], middle)}
        if inner and columns and not inner & columns:
            yield from _table(upright, level[first : place + 1])
            first, columns = place, set()
        columns |= inner
    yield from _table(upright, level[first:])


def _table(upright: Sequence[Drawn], level: Sequence[Drawn]) -> Iterator[Lattice]:
    if len(level) < 2:
        return
    top, bottom = level[0][0], level[-1][0]
    kept = [(x, drawn) for x, drawn in upright if any(start < bottom - _REACH and end > top + _REACH for start, end in drawn)]
    if not kept:
        return
    left, right = min(drawn[0][0] for _, drawn in level), max(drawn[-1][1] for _, drawn in level)
    if kept[0][0] - left > _OPEN:  # a table without lines at its sides
        kept.insert(0, (left, ((top, bottom),)))
    if right - kept[-1][0] > _OPEN:
        kept.append((right, ((top, bottom),)))
    if len(kept) >= 3:
        yield Lattice(tuple(kept), tuple(level))


def split_by_tables(lattices: Sequence[Lattice], lines: Sequence[Line]) -> list[tuple[Lattice, list[Line]]]:
    """The lattices that hold data, each with the lines in it; drawings, forms and pages laid out in boxes are left out."""
    return _with_lines(lattices, lines, _is_data)


def split_by_boxes(lattices: Sequence[Lattice], lines: Sequence[Line]) -> list[tuple[Lattice, list[Line]]]:
    """The lattices that hold no data but prose, which is read box by box, each with the lines in it."""
    return _with_lines(lattices, lines, _is_prose)


def _with_lines(
    lattices: Sequence[Lattice], lines: Sequence[Line], is_wanted: Callable[[Lattice, Rows], bool]
) -> list[tuple[Lattice, list[Line]]]:
    found = []
    rest = list(lines)
    for lattice in lattices:
        inside = [line for line in rest if lattice.holds((line.x0 + line.x1) / 2, line.y - 0.3 * line.size)]
        if inside and is_wanted(lattice, lattice.rows(inside)):
            found.append((lattice, inside))
            taken = {id(line) for line in inside}
            rest = [line for line in rest if id(line) not in taken]
    return found


def _is_data(lattice: Lattice, rows: Rows) -> bool:
    """Whether at least half of the rows have two cells with words, and few have more words than a row of a table does."""
    n_long = sum(_is_long(row) for row in rows)
    n_full = sum(sum(bool(cell) for cell in row) > 1 for row in rows)
    return n_long <= _MOST_LONG * len(rows) and n_full >= 0.5 * len(rows) and 2 * len(rows) >= len(lattice.level) - 1


def _is_prose(_: Lattice, rows: Rows) -> bool:
    """Whether several boxes hold words, and one of them as many as a part of a page does."""
    n_words = [_n_words(cell) for row in rows for cell in row if cell]
    return len(n_words) > 1 and max(n_words) > _MOST_CELL_WORDS


def _is_long(row: Sequence[Sequence[Line]]) -> bool:
    """Whether two cells of a row hold more words than one of a table does, or all together more than a reader takes for a row."""
    n_words = [_n_words(cell) for cell in row]
    return sum(n > _MOST_CELL_WORDS for n in n_words) > (len(n_words) > 1) or sum(n_words) > _MOST_ROW_WORDS


def _n_words(cell: Sequence[Line]) -> int:
    return sum(len(line.text.split()) for line in cell)


def _lines(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Stretches beside or upon each other as one, by place."""
    merged: list[Stretch] = []
    for _, group in itertools.groupby(_clustered(stretches), key=lambda pair: pair[0]):
        for place, start, end in sorted((stretch for _, stretch in group), key=lambda stretch: stretch[1]):
            if merged and abs(merged[-1][0] - place) <= 2 * _ONE_LINE and start <= merged[-1][2] + _REACH and start >= merged[-1][1]:
                merged[-1] = (merged[-1][0], merged[-1][1], max(end, merged[-1][2]))
            else:
                merged.append((place, start, end))
    return sorted(merged)


def _clustered(stretches: Iterable[Stretch]) -> Iterator[tuple[float, Stretch]]:
    leader: float | None = None
    for stretch in sorted(stretches):
        if leader is None or stretch[0] - leader > _ONE_LINE:
            leader = stretch[0]
        yield leader, stretch


def _by_place(stretches: Iterable[Stretch]) -> list[Drawn]:
    return [
        (place, tuple((start, end) for _, (_, start, end) in group))
        for place, group in itertools.groupby(_clustered(stretches), key=lambda pair: pair[0])
    ]


def _covers(drawn: Sequence[tuple[float, float]], place: float) -> bool:
    return any(start - 1 <= place <= end + 1 for start, end in drawn)


def _leader(group: list[int], index: int) -> int:
    while group[index] != index:
        group[index] = group[group[index]]
        index = group[index]
    return index


def _join(group: list[int], one: int, other: int) -> None:
    group[_leader(group, one)] = _leader(group, other)
