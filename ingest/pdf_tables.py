"""Tables of a page: where they stand, and their rows, each with its cells in reading order."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.pdf_lattice import Lattice, split_by_tables
from ingest.pdf_lines import Line

CAPTION = re.compile(
    r"(?:supplementary |suppl\. |extended data |online )?"
    r"(?:table|figure|fig\.?|scheme|box|chart|panel|appendix table|tabelle|abbildung|abb\.)\s*"
    r"(?:[a-z]?\d+(?:\.\d+)*[a-z]?|[IVX]+)(?=[.:|\s–—-]|$)",
    re.IGNORECASE,
)
TABLE_CAPTION = re.compile(r"(?:supplementary |appendix )?(?:table|tabelle)\s", re.IGNORECASE)
_MIN_ROWS = 3
_PROSE = 0.6  # of a table's width: two lines on end that are longer and alone in their rows are prose
_PAIR_CHARS = 60
_FIGURE = re.compile(r"[<>≤≥~±≈–-]?\s*\d")
_LONGEST_HEADER = 40  # characters of a line
_CAPTION_REACH = 90.0  # points between a caption and its table's first rule

Rule = tuple[float, float, float]


@dataclass(frozen=True)
class Table:
    """Rows of cells of lines; y is that of its first line, so that it can be ordered among lines."""

    rows: tuple[tuple[tuple[Line, ...], ...], ...]
    x0: float
    x1: float
    y: float
    size: float
    grid: tuple[float, ...] = ()  # where its upright lines stand, if they are drawn


def tables_of(lines: Sequence[Line], rules: Sequence[Rule], lattices: Sequence[Lattice] = ()) -> tuple[list[Table], list[Line]]:
    """The tables, and the lines that are in none."""
    rest = sorted(lines, key=lambda line: (line.y, line.x0))
    tables: list[Table] = []
    for lattice, inside in split_by_tables(lattices, rest):
        first = min(inside, key=lambda line: line.y)
        left, top, right, bottom = lattice.box
        tables.append(Table(tuple(lattice.rows(inside)), left, right, first.y, first.size, tuple(x for x, _ in lattice.upright)))
        taken = {id(line) for line in inside}
        rest = [line for line in rest if id(line) not in taken]
        rules = [rule for rule in rules if not (top - 2 < rule[2] < bottom + 2 and rule[0] > left - 6 and rule[1] < right + 6)]
    for x0, x1, top, bottom in _ruled(rest, rules):
        inside = [line for line in rest if top - 1 < line.y < bottom + 1 and line.x0 > x0 - 8 and line.x1 < x1 + 8]
        if table := _table(inside, rules):
            header = _header_above(rest, inside, (x0, x1, top))
            tables.append(_headed(table, header, inside))
            rest = [line for line in rest if line not in {*inside, *header}]
    for inside in (*_unruled(rest), *_pairs(rest)):
        if not set(map(id, inside)) <= set(map(id, rest)):
            continue
        if table := _table(inside, rules):
            tables.append(table)
            rest = [line for line in rest if line not in set(inside)]
    return tables, rest


def _ruled(lines: Sequence[Line], rules: Sequence[Rule]) -> list[tuple[float, float, float, float]]:
    """Boxes between the first and last of three or more horizontal rules of one width, or of two under a table's caption."""
    captions = [line for line in lines if TABLE_CAPTION.match(line.text) and CAPTION.match(line.text)]
    groups: list[list[Rule]] = []
    for rule in sorted(set(rules), key=lambda rule: rule[2]):
        for group in groups:
            if abs(group[-1][0] - rule[0]) < 6 and abs(group[-1][1] - rule[1]) < 6:
                group.append(rule)
                break
        else:
            groups.append([rule])
    boxes = []
    for group in [part for rules_of_one_width in groups for part in _without_prose(rules_of_one_width, lines)]:
        ys = [y for _, _, y in group]
        top = next((y for y in ys if any(0 < y - caption.y < _CAPTION_REACH for caption in captions)), None)
        if top is not None and ys[-1] - top > 10:
            boxes.append((group[0][0], group[0][1], top, ys[-1]))
        elif top is None and len(group) >= _MIN_ROWS + 1 and _many_cells(lines, group[0][0], group[0][1], ys[0], ys[-1]):
            boxes.append((group[0][0], group[0][1], ys[0], ys[-1]))
    return boxes


def _without_prose(group: Sequence[Rule], lines: Sequence[Line]) -> list[list[Rule]]:
    """The rules in the groups that prose and headings between them part: tables of one width may follow each other."""
    sizes = sorted(line.size for line in lines if group[0][2] < line.y < group[-1][2])
    largest = 1.15 * sizes[len(sizes) // 2] if sizes else 0.0
    parts = [[group[0]]]
    for above, rule in itertools.pairwise(group):
        between = [line for line in lines if above[2] < line.y < rule[2] and line.x0 > rule[0] - 8 and line.x1 < rule[1] + 8]
        rows = _baselines(between)
        is_prose = [len(row) == 1 and row[0].x1 - row[0].x0 > _PROSE * (rule[1] - rule[0]) for row in rows]
        is_headed = any(len(row) == 1 and row[0].size > largest for row in rows)
        if is_headed or any(one and other for one, other in itertools.pairwise(is_prose)):
            parts.append([])
        parts[-1].append(rule)
    return parts


def _pairs(lines: Sequence[Line]) -> list[list[Line]]:
    """Runs of rows of two short cells whose second one holds a figure; a list of contents, whose figures rise, is none."""
    found: list[list[Line]] = []
    group: list[list[Line]] = []
    for row in [*_baselines(lines), []]:
        if len(row) == 2 and all(len(line.text) < _PAIR_CHARS for line in row) and (not group or _goes_on(group[-1], row)):
            group.append(row)
            continue
        if _is_list_of_figures(group):
            found.append([line for other in group for line in other])
        group = [row] if len(row) == 2 and all(len(line.text) < _PAIR_CHARS for line in row) else []
    return found


def _goes_on(above: Sequence[Line], row: Sequence[Line]) -> bool:
    """Whether both cells stand beneath those above, by their edges or their middles."""
    is_near = row[0].y - above[0].y < 3.5 * row[0].size
    return is_near and all(
        min(abs(one.x0 - other.x0), abs(one.x1 - other.x1), abs(one.x0 + one.x1 - other.x0 - other.x1) / 2) < 4
        for one, other in zip(above, row, strict=True)
    )


def _is_list_of_figures(rows: Sequence[Sequence[Line]]) -> bool:
    values = [row[1].text.strip() for row in rows]
    is_headed = bool(values) and not any(character.isdigit() for character in values[0])
    figures = [value for value in values[is_headed:] if _FIGURE.match(value)]
    if len(rows) < _MIN_ROWS or len(figures) < max(2, 0.6 * (len(rows) - is_headed)):
        return False
    pages = [int(value) for value in figures if value.isdecimal()]
    return is_headed or len(pages) < len(figures) or pages != sorted(pages)


def _many_cells(lines: Sequence[Line], x0: float, x1: float, top: float, bottom: float) -> bool:
    rows = _baselines([line for line in lines if top < line.y < bottom and x0 - 8 < line.x0 and line.x1 < x1 + 8])
    return len(rows) >= _MIN_ROWS - 1 and sum(len(row) > 1 for row in rows) >= 0.5 * len(rows)


def _header_above(lines: Sequence[Line], inside: Sequence[Line], edge: tuple[float, float, float]) -> list[Line]:
    """The lines over a table's first rule that head its columns: short, side by side, right above it and no caption."""
    x0, x1, top = edge
    columns = _columns(_baselines(inside))
    size = max(line.size for line in inside)
    rows: list[list[Line]] = []
    reach = top
    for row in reversed(_baselines([line for line in lines if line.y <= top - 1 and line.x0 > x0 - 8 and line.x1 < x1 + 8])):
        is_near = reach - row[0].y < 1.6 * size and all(line.size < 1.15 * size for line in row)
        if not is_near or any(CAPTION.match(line.text) for line in row) or not _heads(row, columns):
            break
        rows.append(row)
        reach = row[0].y
    while rows and len(rows[-1]) == 1 and _column_of(rows[-1][0], columns) == 0:
        rows.pop()  # the end of a caption or of a paragraph
    found = [line for row in rows for line in row]
    return found if len({_column_of(line, columns) for line in found}) > 1 else []


def _heads(row: Sequence[Line], columns: Sequence[float]) -> bool:
    if len(row) > 1:
        return all(len(line.text) < _LONGEST_HEADER for line in row)
    after = _column_of(row[0], columns) + 1
    return after >= len(columns) or row[0].x1 < columns[after]


def _headed(table: Table, header: Sequence[Line], inside: Sequence[Line]) -> Table:
    if not header:
        return table
    rows = (_cells(header, _columns(_baselines(inside))), *table.rows)
    return replace(table, rows=rows, y=min(line.y for line in header))


def _unruled(lines: Sequence[Line]) -> list[list[Line]]:
    """Runs of three or more rows of three or more short cells; under a table's caption, of two or more."""
    found: list[list[Line]] = []
    group: list[list[Line]] = []
    needed = 3
    for row in [*_baselines(lines), []]:
        goes_on = bool(group) and bool(row) and row[0].y - group[-1][0].y < 3.5 * row[0].size
        is_row = len(row) >= needed and sum(len(line.text) for line in row) / len(row) < 28
        if goes_on and (is_row or (len(row) < needed and _aligned(row, group))):
            group.append(row)
            continue
        if len(group) >= _MIN_ROWS and sum(len(other) >= needed for other in group) >= _MIN_ROWS:
            found.append([line for other in group for line in other])
        group = [row] if is_row else []
        if row and TABLE_CAPTION.match(row[0].text) and CAPTION.match(row[0].text):
            needed = 2
        elif not group:
            needed = 3 if not row or (len(row) == 1 and len(row[0].text) > 60) else needed
    return found


def _aligned(row: Sequence[Line], group: Sequence[Sequence[Line]]) -> bool:
    """Whether each piece stands under a cell's start: a wrapped cell or a short row."""
    starts = [line.x0 for other in group for line in other]
    return all(any(abs(line.x0 - start) < 4 for start in starts) and len(line.text) < 60 for line in row)


def _baselines(lines: Sequence[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.y, line.x0)):
        if rows and abs(rows[-1][0].y - line.y) < 0.35 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.x0) for row in rows]


def _table(lines: Sequence[Line], rules: Sequence[Rule]) -> Table | None:
    rows = _baselines(lines)
    if len(rows) < 2 or sum(len(row) > 1 for row in rows) < 0.3 * len(rows):
        return None
    columns = _columns(rows)
    groups: list[list[Line]] = []
    previous: list[Line] = []
    gaps = sorted(after[0].y - before[0].y for before, after in itertools.pairwise(rows))
    usual = gaps[len(gaps) // 4]
    between = [y for x0, x1, y in rules if x1 - x0 > 30]
    n_between = sum(any(a[0].y < y <= b[0].y for y in between) for a, b in itertools.pairwise(rows))
    is_ruled = n_between >= 0.25 * len(rows) and n_between > 2
    for row in rows:
        starts_row = not previous
        if previous:
            parted = any(previous[0].y < y < row[0].y - 0.3 * row[0].size for y in between)
            far = row[0].y - previous[0].y > 1.25 * usual
            first = _column_of(row[0], columns) == 0
            starts_row = parted or (not is_ruled and (far or first) and (first or len(row) > 1))
        if starts_row:
            groups.append([])
        groups[-1] += row
        previous = row
    built = tuple(_cells(group, columns) for group in groups)
    return Table(built, min(line.x0 for line in lines), max(line.x1 for line in lines), rows[0][0].y, rows[0][0].size)


def _columns(rows: Sequence[Sequence[Line]]) -> list[float]:
    """Left edges of the columns: where cells of rows with most cells start."""
    edges: list[float] = []
    most = max(len(row) for row in rows)
    for row in sorted(rows, key=len, reverse=True):
        if len(row) < max(2, most - 1):
            break
        for line in row:
            if all(not (abs(line.x0 - edge) < 12) for edge in edges):
                edges.append(line.x0)
    return sorted(edges)


def _column_of(line: Line, columns: Sequence[float]) -> int:
    return max(0, sum(edge <= line.x0 + 8 for edge in columns) - 1)


def _cells(lines: Sequence[Line], columns: Sequence[float]) -> tuple[tuple[Line, ...], ...]:
    cells: dict[int, list[Line]] = {}
    for line in sorted(lines, key=lambda line: (line.y, line.x0)):
        cells.setdefault(_column_of(line, columns), []).append(line)
    return tuple(tuple(cells[column]) for column in sorted(cells))
