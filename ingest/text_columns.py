"""Tables in plain text: lines side by side whose cells stand above each other, parted by spaces or tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from statistics import median

from ingest.split import BULLET

_CELL = re.compile(r"\S+(?: \S+)*")
_NUMBER = re.compile(r"\d{1,4}")
_FEWEST_ROWS = 3  # two are enough where they have
_MANY_CELLS = 3
_LONGEST_CELL = 30  # characters that half of the cells beside the first may have; columns of prose have more
_TAB = 1000  # characters of a line no cell has

Span = tuple[int, int]


def rows_in_columns(lines: Sequence[str]) -> frozenset[int]:
    """Which of these lines, given whole with their indents and empty ones among them, are rows of tables.

    A table is told by the gaps that run through all its lines and by its figures, which all rows but the first hold: menus and
    prose in two columns have the one without the other.
    """
    tables = (run for run in _runs(lines) if _is_table([lines[number] for number in run]))
    return frozenset(chain.from_iterable(tables))


def _runs(lines: Sequence[str]) -> Iterator[list[int]]:
    """Lines of two cells or more that follow each other."""
    run: list[int] = []
    for number, line in enumerate(lines):
        if len(_cells(line)) > 1 and not BULLET.match(line.lstrip()):
            run.append(number)
            continue
        if run:
            yield run
        run = []
    if run:
        yield run


def _is_table(lines: Sequence[str]) -> bool:
    rows = [line for line in lines if any(map(str.isalnum, line))]  # without the rule beneath the head
    cells = list(map(_cells, rows))
    columns = _columns([span for row in cells for span in row])
    is_parted = len(columns) == max(map(len, cells), default=0) > 1
    is_long_enough = len(rows) >= _FEWEST_ROWS or (len(rows) > 1 and len(columns) >= _MANY_CELLS)
    if not (is_parted and is_long_enough and all(any(map(str.isdigit, row)) for row in rows[1:])):
        return False
    if all(_NUMBER.fullmatch(row.split()[-1]) for row in rows) and len(columns) == 2:  # a list of contents with its pages
        return False
    beside_first = [end - start for row in cells for start, end in row if start >= columns[0][1]]
    return median(beside_first) <= _LONGEST_CELL


def _cells(line: str) -> list[Span]:
    """Where its cells stand; tabs part them whatever their width."""
    if "\t" not in line.strip():
        return [match.span() for match in _CELL.finditer(line)]
    texts = [text.strip() for text in line.strip().split("\t")]
    return [(number * _TAB, number * _TAB + len(text)) for number, text in enumerate(texts) if text]


def _columns(spans: Sequence[Span]) -> list[Span]:
    """What the cells of all lines take up together, from left to right: gaps between these run through all lines."""
    columns: list[Span] = []
    for start, end in sorted(spans):
        if columns and start < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], end))
        else:
            columns.append((start, end))
    return columns
