"""Tables that plain text lays out by spaces or tabs, and lines side by side that are none."""

from __future__ import annotations

import pytest

from index.document import Role
from index.table_headers import cells, is_table_header
from ingest.structure import blocks_of_text
from ingest.text_columns import rows_in_columns

STONES = """\
HOW MUCH TO DRINK

Drink enough to pass two litres a day.

Weight of the person      Water a day      In hot weather
50 to 60 kg               2.0 litres       2.5 litres
under 50 kg               1.5 litres       2.0 litres
More than 80 kg           3.0 litres       3.5 litres

WHO PAYS

The fund pays for the first visit.
"""


def test_rows_are_rows_and_neither_headings_nor_prose() -> None:
    roles = [(STONES[block.start : block.end].split("  ")[0], block.role) for block in blocks_of_text(STONES)]
    assert roles == [
        ("HOW MUCH TO DRINK", Role.HEADING),
        ("Drink enough to pass two litres a day.", Role.PARAGRAPH),
        ("Weight of the person", Role.TABLE_ROW),
        ("50 to 60 kg", Role.TABLE_ROW),
        ("under 50 kg", Role.TABLE_ROW),  # begins small, and does not go on with the line before
        ("More than 80 kg", Role.TABLE_ROW),
        ("WHO PAYS", Role.HEADING),
        ("The fund pays for the first visit.", Role.PARAGRAPH),
    ]


@pytest.mark.parametrize(
    "table",
    [
        "Stone size     Passes by itself\nUnder 4 mm     80 in 100\n4 to 6 mm      60 in 100\n",
        "Group      n     Response\nDrug A     120   45%\n",
        "              Drug A     Placebo\n------------  ---------  -------\nNausea        12 (5%)    4\nRash                     3\n",
        "Dose\tResponse\n10 mg\t31 of 80\n20 mg\t44 of 82\n",
    ],
    ids=["two columns", "two rows", "an empty cell and a rule", "tabs"],
)
def test_gaps_through_all_lines_and_figures_make_a_table(table: str) -> None:
    lines = table.splitlines()
    assert rows_in_columns(["Before it.", "", *lines, "", "After it."]) == frozenset(range(2, 2 + len(lines)))


@pytest.mark.parametrize(
    "lines",
    [
        "Home   About us   Contact\nNews   Events     Shop\nJobs   Press      Help\n",
        "Introduction        3\nMethods             5\nResults            12\n",
        "The trial had 40 people in        In 2019 the rule was changed for\n"
        "its first arm and 41 in the       all 12 hospitals of the region and\n"
        "second one, 3 of whom left        3 clinics, which had asked for it\n",
        "1.   Take 2 tablets\n2.   Wait 30 minutes\n3.   Take 1 more\n",
        "Name:     Ada Holm\nPhone:    555 0100\nOffice:   upstairs\n",
        "One line      with 2 cells\n",
    ],
    ids=["menu", "contents", "prose in two columns", "numbered list", "names and values", "a single line"],
)
def test_what_stands_side_by_side_without_being_a_table(lines: str) -> None:
    assert rows_in_columns(lines.splitlines()) == frozenset()


def test_cells_parted_by_spaces_are_cells() -> None:
    assert cells("50 to 60 kg               2.0 litres       2.5 litres") == ["50 to 60 kg", "2.0 litres", "2.5 litres"]
    assert is_table_header("Weight      Water a day      In hot weather", "60 kg       2.0 litres       2.5 litres")
    assert cells("a |  | b") == ["a", "", "b"]


def test_a_table_is_looked_at_once_however_many_rows_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []

    def is_table(rows: list[str]) -> bool:
        looked_at.append(len(rows))
        return True

    monkeypatch.setattr("ingest.text_columns._is_table", is_table)
    assert len(rows_in_columns(["10 mg      31 of 80"] * 500)) == 500
    assert looked_at == [500]
