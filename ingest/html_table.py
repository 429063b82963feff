"""Which tables of a web page hold data, and not the page's menus or the page itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html

_FEWEST = 2  # rows, and cells of each: one row of cells may as well be a menu
_MOST_CELL_WORDS = 40  # a cell that holds more is a part of the page
_IN_CELLS = ("p", "div", "center")
_OF_PAGES = ("h1", "h2", "h3", "h4", "h5", "h6", "table")  # what holds these lays out the page


@dataclass(frozen=True, slots=True)
class DataTables:
    """The rows of tables of data, and the paragraphs in their cells, which end no row."""

    rows: frozenset[html.HtmlElement]
    paragraphs: frozenset[html.HtmlElement]


def find_data_tables(root: html.HtmlElement) -> DataTables:
    """Tables with two rows or more of two cells or more, not all of them links, without headings and tables in them."""
    tables = (table for table in root.iter("table") if next(table.iterdescendants(*_OF_PAGES), None) is None)
    rows = frozenset(row for table in tables for row in _data_rows(table))
    short = (row for row in rows if all(len(_words(cell)) <= _MOST_CELL_WORDS for cell in _cells(row)))
    return DataTables(rows, frozenset(paragraph for row in short for cell in _cells(row) for paragraph in cell.iter(*_IN_CELLS)))


def _data_rows(table: html.HtmlElement) -> list[html.HtmlElement]:
    rows = list(table.iter("tr"))
    full = [row for row in rows if sum(bool(_words(cell)) for cell in _cells(row)) >= _FEWEST]
    is_menu = all(_is_link(cell) for row in full for cell in _cells(row))
    return rows if len(full) >= _FEWEST and not is_menu else []


def _cells(row: html.HtmlElement) -> Iterator[html.HtmlElement]:
    return (cell for cell in row if cell.tag in {"td", "th"})


def _words(element: html.HtmlElement) -> list[str]:
    return str(element.text_content()).split()


def _is_link(cell: html.HtmlElement) -> bool:
    """Whether all its words lead elsewhere, as those of a menu do."""
    return sum(len(_words(link)) for link in cell.iter("a")) >= len(_words(cell))
