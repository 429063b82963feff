"""Rows and cells of a Word table as they stand in the file, whatever it says of spans and widths."""

from __future__ import annotations

from collections.abc import Iterator

from docx.oxml.ns import qn
from lxml import etree

_MOST_COLUMNS = 1000  # that a cell may span


def rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows in order, also those in controls and insertions; deleted ones not."""
    for row in _children(table, qn("w:tr"), qn("w:tbl")):
        if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None:
            yield row


def cells(row: etree._Element) -> Iterator[tuple[int, bool, etree._Element]]:
    """Each cell with the column where it begins, and whether it goes on from the cell above it."""
    column = _number(row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}"), 0)
    for cell in _children(row, qn("w:tc"), qn("w:tbl")):
        merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        yield column, merge is not None and merge.get(qn("w:val")) != "restart", cell
        column += _number(cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}"), 1)


def _children(element: etree._Element, wanted: str, inner: str) -> Iterator[etree._Element]:
    for child in element:
        if child.tag == wanted:
            yield child
        elif child.tag not in {inner, qn("w:del"), qn("w:moveFrom")} and isinstance(child.tag, str):
            yield from _children(child, wanted, inner)


def _number(element: etree._Element | None, usual: int) -> int:
    stated = element.get(qn("w:val"), "") if element is not None else ""
    return min(int(stated), _MOST_COLUMNS) if stated.isdecimal() else usual
