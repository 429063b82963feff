"""Rows of a table with the row that heads it: "Placebo | 7%" tells nothing without "Group | PASI 75"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index.document import Role, Sentence

_BETWEEN = " | "  # as the loaders join the cells of a row


def table_headers(sentences: Iterable[Sentence]) -> list[str]:
    """For each of these sentences, in reading order, the header of the table that it is a row of; "" where there is none.

    Rows that follow each other are one table. Its first row heads it if it has three cells or more, or no figure where the next
    row has one: a list of names and values, as "Length | 40 minutes", has no header.
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


def _of(table: Sequence[Sentence]) -> list[str]:
    if len(table) < 2:
        return [""] * len(table)
    first, second = table[0].text, table[1].text
    is_header = first.count(_BETWEEN) >= 2 or (_BETWEEN in first and not _has_figure(first) and _has_figure(second))
    return ["", *[first if is_header else ""] * (len(table) - 1)]


def _has_figure(text: str) -> bool:
    return any(character.isdigit() for character in text)
