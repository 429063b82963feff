"""Paragraphs of a page in one flow: those that a column's end has cut joined again, floats moved out of their middle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.pdf_columns import page_gutter, reading_order
from ingest.pdf_lattice import Lattice, split_by_boxes
from ingest.pdf_lines import Line
from ingest.pdf_paragraphs import BULLET, ITEM, Paragraph, paragraphs_of
from ingest.pdf_tables import CAPTION, Rule, Table, tables_of

_CAPTION_ABOVE = 40.0  # points
_SAME_EDGE = 20.0  # points that a caption may stand out from its table
MAX_FLOAT = 60  # paragraphs and rows that a float may have and still be moved out of a sentence


def page_flow(
    lines: Sequence[Line],
    rules: Sequence[Rule],
    lattices: Sequence[Lattice],
    page: int,
    body_size: float,
    gutters: Sequence[float] = (),
) -> tuple[list[Paragraph], float | None]:
    """The page's paragraphs and table rows in reading order, each in one piece where the page holds all of it; and its gutter.

    `gutters` are those of the pages before it.
    """
    tables, rest = tables_of(lines, rules, lattices)
    gutter = page_gutter(rest, gutters)
    if gutter is not None and any(_takes_in_prose(table, rest, gutter) for table in tables):
        sides = [side for side in _sides(lines, gutter) if side]
        found = [tables_of(side, [rule for rule in rules if _is_within(rule, side)], lattices) for side in sides]
        tables, rest = [table for some, _ in found for table in some], [line for _, some in found for line in some]
    boxes = split_by_boxes(lattices, rest)
    boxed = {id(line) for _, inside in boxes for line in inside}
    outside = [line for line in rest if id(line) not in boxed]
    columns = reading_order(outside, gutter, _partings(tables, outside, gutter))
    flow = [paragraph for column in columns for paragraph in paragraphs_of(column, page)]
    for lattice, inside in boxes:
        left, _, right, _ = lattice.box
        place = _place(flow, Table((), left, right, min(line.y for line in inside), inside[0].size), gutter)
        flow[place:place] = [part for row in lattice.rows(inside) for cell in row for part in _in_order(cell, page)]
    for table in sorted(tables, key=lambda table: table.y):
        place = _place(flow, table, gutter)
        flow[place:place] = _rows(table, page)
    return _joined(flow, body_size), gutter


def _partings(tables: Sequence[Table], rest: Sequence[Line], gutter: float | None) -> list[float]:
    """Above the tables across the gutter and above their captions, and beneath these."""
    found: list[float] = []
    for table in tables:
        if gutter is not None and table.x0 < gutter - 3 * table.size and table.x1 > gutter + 3 * table.size:
            own = [line for line in rest if 0 < table.y - line.y < _CAPTION_ABOVE and CAPTION.match(line.text)]
            found += [table.y - 1, *(line.y - 1 for line in own if abs(line.x0 - table.x0) < _SAME_EDGE)]
    return found


def _sides(lines: Sequence[Line], gutter: float) -> tuple[list[Line], list[Line], list[Line]]:
    """Lines left of the gutter, right of it, and across it."""
    sides = {-1: [], 1: [], 0: []}  # type: dict[int, list[Line]]
    for line in lines:
        sides[_side(line.x0, line.x1, gutter)].append(line)
    return sides[-1], sides[1], sides[0]


def _is_within(rule: Rule, lines: Sequence[Line]) -> bool:
    return min(line.x0 for line in lines) - 12 < rule[0] and rule[1] < max(line.x1 for line in lines) + 12


def _takes_in_prose(table: Table, rest: Sequence[Line], gutter: float) -> bool:
    """Whether it is one column's table with the other column's lines beside it."""
    if _side(table.x0, table.x1, gutter):
        return False
    cells = [line for row in table.rows for cell in row for line in cell]
    if _holds_lines_of_a_column(cells, rest, gutter):
        return True
    for own, others in zip(_sides(cells, gutter)[:2], _sides(rest, gutter)[:2], strict=True):
        widths = sorted(line.x1 - line.x0 for line in others)
        if own and widths and sum(line.x1 - line.x0 > 0.7 * widths[int(0.9 * (len(widths) - 1))] for line in own) >= 0.5 * len(own):
            return True
    return False


def _holds_lines_of_a_column(cells: Sequence[Line], rest: Sequence[Line], gutter: float) -> bool:
    """Whether all that a table has on one side of the gutter are a few lines that go on above or beneath, level with its rows by chance."""
    left, right, across = _sides(cells, gutter)
    few, others = sorted((left, right), key=len)
    if across or not few or 2 * len(few) > len(others):
        return False
    return all(any(abs(near.x0 - line.x0) < 2 and abs(near.y - line.y) < 2 * line.size for near in rest) for line in few)


def _in_order(lines: Sequence[Line], page: int) -> list[Paragraph]:
    return [paragraph for column in reading_order(lines, page_gutter(lines)) for paragraph in paragraphs_of(column, page)]


def _rows(table: Table, page: int) -> list[Paragraph]:
    return [
        Paragraph(page, tuple(line for cell in row for line in cell), table.x0, table.x1, cells=row, grid=table.grid) for row in table.rows
    ]


def _place(flow: Sequence[Paragraph], table: Table, gutter: float | None) -> int:
    """Behind the last paragraph above the table within its width, in its own column if it has one; atop that column if there is none."""
    within = [index for index, paragraph in enumerate(flow) if min(paragraph.right, table.x1) - max(paragraph.left, table.x0) > 10]
    side = _side(table.x0, table.x1, gutter)
    if side:
        own = [index for index in within if _side(_left(flow[index]), _right(flow[index]), gutter) == side]
        above = [index for index in own if flow[index].lines[-1].y < table.y]
        beneath = [index for index in own if index not in above and flow[index].lines[0].y > table.y and not flow[index].cells]
        if not above and beneath:
            return min(beneath, key=lambda index: flow[index].lines[0].y)
        within = above or within
    above = [index for index in within if flow[index].lines[-1].y < table.y]
    return max(above, key=lambda index: flow[index].lines[-1].y) + 1 if above else 0


def _side(left: float, right: float, gutter: float | None) -> int:
    """-1 left of the gutter, 1 right of it, 0 across it or where there is none."""
    if gutter is None or left < gutter < right:
        return 0
    return -1 if right <= gutter else 1


def _left(paragraph: Paragraph) -> float:
    return min(line.x0 for line in paragraph.lines)


def _right(paragraph: Paragraph) -> float:
    return max(line.x1 for line in paragraph.lines)


def _joined(flow: Sequence[Paragraph], body_size: float) -> list[Paragraph]:
    """Fragments of one paragraph put together, the captions and tables that stood between them behind it."""
    joined: list[Paragraph] = []
    for paragraph in flow:
        index = _open_before(joined, body_size)
        if index is not None and _goes_on(joined[index], paragraph, body_size):
            joined[index] = replace(joined[index], lines=(*joined[index].lines, *paragraph.lines))
        else:
            joined.append(paragraph)
    return joined


def _open_before(flow: Sequence[Paragraph], body_size: float) -> int | None:
    """The last body paragraph, if only floats came after it."""
    for index in range(len(flow) - 1, max(-1, len(flow) - MAX_FLOAT), -1):
        paragraph = flow[index]
        is_float = bool(paragraph.cells) or bool(CAPTION.match(paragraph.text)) or paragraph.size < 0.93 * body_size
        if not is_float:
            return index
    return None


def _goes_on(first: Paragraph, second: Paragraph, body_size: float) -> bool:
    if _is_next_line(first, second, body_size):
        return True
    if (
        first.is_ended
        or not (first.fills or first.text.endswith(("-", "\u00ad")))
        or second.cells
        or (second.lines[0].y > first.lines[-1].y and (second.left == first.left or not second.text[:1].islower()))
    ):
        return False
    if abs(first.size - second.size) > 0.05 * body_size or first.lines[-1].bold or second.lines[0].bold:
        return False
    if BULLET.match(second.text) or CAPTION.match(second.text) or second.is_indented:
        return False
    return not ITEM.match(second.text) or second.text[:1].islower() or first.text.endswith("-")


def _is_next_line(first: Paragraph, second: Paragraph, body_size: float) -> bool:
    """Whether a sentence goes on in small letters right beneath, at the same edge: a line may be too short to be seen as of its column."""
    above, beneath = first.lines[-1], second.lines[0]
    if first.is_ended or second.cells or not second.text[:1].islower() or BULLET.match(second.text) or ITEM.match(second.text):
        return False
    is_beneath = 0 < beneath.y - above.y < 1.5 * above.size and abs(beneath.x0 - above.x0) < 2
    return is_beneath and abs(first.size - second.size) <= 0.05 * body_size and above.bold == beneath.bold
