"""The columns of a table that goes on over the page: its rows keep the names that stand above them on an earlier page."""

from __future__ import annotations

from collections.abc import Sequence

from index.reflow import reflow
from index.table_headers import BETWEEN_CELLS, cells, is_table_header

_COLUMNS = "columns: "  # why of a block


def columns_why(header: str) -> str:
    """The reason of a row's block, given the row that heads its table on an earlier page."""
    return _COLUMNS + BETWEEN_CELLS.join(map(reflow, cells(header)))


def columns_section(why: str) -> str:
    """The names of a row's columns by its block's reason, to stand as the innermost section; "" for all others."""
    return why.removeprefix(_COLUMNS) if why.startswith(_COLUMNS) else ""


def header_of(rows: Sequence[str]) -> str:
    """The first of a table's rows if it heads the others, else ""."""
    return rows[0] if len(rows) > 1 and is_table_header(rows[0], rows[1]) else ""
