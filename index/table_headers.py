"""Rows of a table with the row that heads it: "Placebo | 7%" tells nothing without "Group | PASI 75"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index.document import SECTION_JOINER, Role, Sentence

BETWEEN_CELLS = " | "
# Loaders join the cells of a row by " | ", earlier ones of PDFs by a tab; plain text has spaces between them. A cell may be empty.
_CELLS = re.compile(r"[^\S\t]*(?:\||\t)[^\S\t]*| {2,}")
_FIGURE = re.compile(r"(?<![\w.,])(?<![^\W\d_]-)\d[\d.,]*")  # none in a word, as in HbA1c or Covid-19


def table_headers(sentences: Iterable[Sentence]) -> list[str]:
    """For each of these sentences, in reading order, the header of the table that it is a row of; "" where there is none.

    Rows that follow each other are one table.
    """
    headers: list[str] = []
    table: list[Sentence] = []
    for sentence in sentences:
        if sentence.role is not Role.TABLE_ROW:
            headers += [*_of(table), ""]
            table = []
        else:
            table.append(sentence)
    return [*headers, *_of(table)]


def cells(row: str) -> list[str]:
    """The cells of a row, however a loader joined them."""
    return _CELLS.split(row)


def is_table_header(first: str, row: str) -> bool:
    """Whether a table's first row names the columns of another row.

    Rows of figures alone have no header: no cell of both may hold the same sort of figure. Nor has a list of names and values, as
    "Length | 40 minutes" or "Nurse | Ada Holm": the first of two columns names what the second holds.
    """
    names, below = cells(first), cells(row)
    if any(_sort(one) == _sort(other) != "" for one, other in zip(names, below, strict=False)):
        return False
    return len(names) > 2 or (len(names) == 2 and not _sort(names[1]) and not _is_name(names[1]))


def stands_under_columns(section: str, row: str) -> bool:
    """Whether the innermost heading already names the columns of a row, as where its table goes on over the page."""
    return len(cells(section.rsplit(SECTION_JOINER, 1)[-1])) == len(cells(row)) > 1


def _of(table: Sequence[Sentence]) -> list[str]:
    if len(table) < 2:
        return [""] * len(table)
    first = table[0].text
    return ["", *[first if is_table_header(first, table[1].text) else ""] * (len(table) - 1)]


def _sort(cell: str) -> str:
    """The sort of figure a cell holds, "" if none: "23%" and "4.1 %" are of one sort."""
    return _FIGURE.sub("0", cell.casefold()).replace(" ", "") if _FIGURE.search(cell) else ""


def _is_name(cell: str) -> bool:
    """Whether a cell holds somebody's or something's name: "Ada Holm"."""
    words = cell.split()
    return len(words) > 1 and all(word[:1].isupper() for word in words)
