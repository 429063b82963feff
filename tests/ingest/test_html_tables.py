"""Rows of a web page's tables are read; paths, menus and pages laid out as tables are not taken for rows."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from index.document import Document, Role
from ingest.boilerplate import why_boilerplate, why_row
from ingest.load import load

PROSE = (
    "<p>Warfarin thins the blood, and its dose is set by a test of the blood every few weeks.</p>"
    "<p>Most people take it in the evening, so that a change can be made on the same day.</p>"
)


def page(path: Path, body: str) -> Document:
    path.write_text(f"<!doctype html><html><body>{body}</body></html>", encoding="utf-8")
    return load(path)


def texts(document: Document, role: Role) -> list[str]:
    return [document.text_of(block) for block in document.blocks if block.role is role]


def table(*rows: str) -> str:
    cells = ("".join(f"<td>{text}</td>" for text in row.split("|")) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


@pytest.mark.parametrize(
    "rows",
    [
        ["Course | Visits | Price", "Short | 2 | £80", "Long (with a check) | 5 | £190"],
        ["Weight | Dose", "50 | 3", "70 | 5"],
        ["Drug | Effect | Advice", "Aspirin | stronger | avoid", "Kale | weaker | eat evenly"],
    ],
)
def test_every_row_of_a_table_is_read(tmp_path: Path, rows: list[str]) -> None:
    assert texts(page(tmp_path / "p.html", f"<h1>Warfarin</h1>{PROSE}{table(*rows)}"), Role.TABLE_ROW) == rows


def test_paragraphs_in_cells_end_no_row(tmp_path: Path) -> None:
    rows = ["<p>Weight</p>|<div>Dose</div>", "<p>50 kg</p>|<p>3 mg,</p><p>later 4 mg</p>"]
    document = page(tmp_path / "p.html", f"<h1>Warfarin</h1>{PROSE}{table(*rows)}")
    assert texts(document, Role.TABLE_ROW) == ["Weight | Dose", "50 kg | 3 mg, later 4 mg"]


def test_what_is_hidden_in_a_cell_stays_hidden(tmp_path: Path) -> None:
    rows = ["Food|Effect", 'Kale|weaker<p style="display:none">old words of an editor</p>']
    document = page(tmp_path / "p.html", f"<h1>Warfarin</h1>{PROSE}{table(*rows)}")
    assert texts(document, Role.TABLE_ROW) == ["Food | Effect", "Kale | weaker"]
    assert "old words of an editor" in texts(document, Role.BOILERPLATE)


@pytest.mark.parametrize(
    "around",
    [
        "<p>Home › Medicines › Warfarin</p>",
        "<div>Medicines | Conditions A to Z | Our wards</div>",
        table("<a>Medicines</a>|<a>Conditions A to Z</a>|<a>Our wards</a>"),
        table("<a>Aspirin</a>|<a>Heparin</a>|<a>Statins</a>", "<a>Nitrates</a>|<a>Digoxin</a>|<a>Insulin</a>"),
    ],
)
def test_paths_and_menus_are_no_tables(tmp_path: Path, around: str) -> None:
    document = page(tmp_path / "p.html", f"{around}<h1>Warfarin</h1>{PROSE}")
    assert texts(document, Role.TABLE_ROW) == []
    assert len(texts(document, Role.BOILERPLATE)) == max(1, around.count("<tr>"))


def test_a_page_laid_out_as_a_table_is_no_table(tmp_path: Path) -> None:
    document = page(tmp_path / "p.html", table(f"<p>Wards</p>|<h1>Warfarin</h1>{PROSE}", "<p>Open daily</p>|<p>Ground floor</p>"))
    assert len(texts(document, Role.PARAGRAPH)) >= PROSE.count("<p>")
    assert texts(document, Role.TABLE_ROW) == []


def test_a_row_of_furniture_is_known_in_a_table_too() -> None:
    assert why_row("_id | Analytics cookies | two years")
    assert why_row("— | …")
    assert why_row("Visits | 2 | £80") == ""
    assert why_boilerplate("Visits | 2 | £80")


ROWS = ["Course | Visits | Price", "Short | 2 | £80", "Long | 5 | £190"]


def test_rows_of_markdown_and_word_are_no_paths_either(tmp_path: Path) -> None:
    (notes := tmp_path / "notes.md").write_text("# Prices\n\n" + "\n".join([ROWS[0], "-|-|-", *ROWS[1:]]) + "\n", encoding="utf-8")
    word = docx.Document()
    grid = word.add_table(rows=3, cols=3)
    for number, row in enumerate(ROWS):
        for column, text in enumerate(row.split(" | ")):
            grid.cell(number, column).text = text
    word.save(str(tmp_path / "prices.docx"))
    assert texts(load(notes), Role.TABLE_ROW) == texts(load(tmp_path / "prices.docx"), Role.TABLE_ROW) == ROWS
