"""Tables of PDFs as offices print them: every row under its own columns and heading, every figure kept, drawn bullets read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from index.document import Document, Role
from ingest.load_pdf import load_pdf
from ingest.split import split
from tests.ingest.zoo import printed

STYLES = getSampleStyleSheet()
GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.grey)]
PROSE = "Check the label before each use and keep the lid shut between doses. Ask the nurse in charge when in doubt. "
Rows = Sequence[Sequence[str]]


def text(words: str, style: str = "BodyText") -> Paragraph:
    return Paragraph(words, STYLES[style])


def table(rows: Rows, style: Sequence[Any] = GRID, *, repeated: int = 1) -> Table:
    return Table([[text(cell) if cell else "" for cell in row] for row in rows], repeatRows=repeated, style=list(style))


def load(path: Path, *flow: Flowable) -> Document:
    SimpleDocTemplate(str(path / "card.pdf"), pagesize=A4, invariant=True).build([text("Ward card", "Title"), text(PROSE), *flow])
    return load_pdf(path / "card.pdf")


def rows_of(document: Document) -> list[str]:
    return [" ".join(document.text_of(block).split()) for block in document.blocks if block.role is Role.TABLE_ROW]


def headings_of(document: Document) -> list[str]:
    return [document.text_of(block) for block in document.blocks if block.role is Role.HEADING and block.level > 1]


def sections_of(document: Document) -> dict[str, str]:
    """The section of each table's row."""
    parts = split(document)
    sections = {passage.passage_id: passage.section for passage in parts.passages}
    return {" ".join(one.text.split()): sections[one.passage_id] for one in parts.sentences if one.role is Role.TABLE_ROW}


INSULIN = [["Glucose", "Rate"], ["below 4", "0"], ["4.1 to 8", "1.5"], ["above 8", "2.5"]]
POTASSIUM = [["Serum potassium", "Add"], ["above 5.5", "none"], ["3.5 to 5.5", "20 mmol"]]


def test_tables_of_one_width_are_parted_by_the_heading_and_prose_between_them(tmp_path: Path) -> None:
    document = load(
        tmp_path,
        text("1. Insulin", "Heading2"),
        table(INSULIN),
        text("Rates double in shock."),
        text("2. Potassium", "Heading2"),
        text("Add it to each bag."),
        table(POTASSIUM),
    )
    assert headings_of(document) == ["1. Insulin", "2. Potassium"]
    assert rows_of(document) == [" | ".join(row) for row in [*INSULIN, *POTASSIUM]]
    assert sections_of(document)["3.5 to 5.5 | 20 mmol"] == "2. Potassium"


def test_a_table_that_stands_right_on_another_is_another(tmp_path: Path) -> None:
    steps = [["Time", "Step", "Who"], ["at noon", "stop", "nurse"]]
    assert rows_of(load(tmp_path, table(steps), table(INSULIN))) == [" | ".join(row) for row in [*steps, *INSULIN]]


LONG = [["Vaccine", "Age", "Dose (ml)"], *([f"Vaccine {n}", f"{n} months", f"0.{n % 9 + 1}"] for n in range(1, 100))]


@pytest.mark.parametrize("repeated", [1, 0])
def test_a_table_over_pages_is_read_row_by_row_under_its_columns(tmp_path: Path, repeated: int) -> None:
    document = load(tmp_path, text("1. Doses", "Heading2"), table(LONG, repeated=repeated), text("2. Later", "Heading2"), text(PROSE))
    assert len(document.pages) == 3
    header = " | ".join(LONG[0])
    assert [row for row in rows_of(document) if row != header] == [" | ".join(row) for row in LONG[1:]]
    assert rows_of(document).count(header) == (3 if repeated else 1)
    assert headings_of(document) == ["1. Doses", "2. Later"]
    section = sections_of(document)["Vaccine 99 | 99 months | 0.1"]
    assert section == ("1. Doses" if repeated else f"1. Doses › {header}")


def test_columns_are_not_inherited_by_a_table_of_the_same_width(tmp_path: Path) -> None:
    first, second = [["Drug", "Dose"], ["Zinc", "5 mg"]], [["Sign", "Weight"], ["fever", "2"]]
    document = load(tmp_path, Spacer(1, 560), table(first), text("That was all of it."), Spacer(1, 90), table(second))
    assert [block.page for block in document.blocks if block.role is Role.TABLE_ROW] == [1, 1, 2, 2]
    assert set(sections_of(document).values()) == {""}


def test_a_cell_over_several_rows_binds_them(tmp_path: Path) -> None:
    rows = [
        ["Illness", "Drug", "Dose"],
        ["Pneumonia", "doxycycline", "200 mg"],
        ["", "clarithromycin", "500 mg"],
        ["Bites", "zinc", "none"],
    ]
    found = rows_of(load(tmp_path, table(rows, [*GRID, ("SPAN", (0, 1), (0, 2))])))
    assert found[1:] == ["Pneumonia | doxycycline | 200 mg | clarithromycin | 500 mg", "Bites | zinc | none"]


def test_an_empty_cell_keeps_its_place(tmp_path: Path) -> None:
    rows = [
        ["Illness", "Drug", "Adults", "Children"],
        ["Pneumonia", "doxycycline", "200 mg", ""],
        ["", "clarithromycin", "", "7.5 mg/kg"],
        ["Sinusitis", "", "none", "none"],
    ]
    found = rows_of(load(tmp_path, table(rows, [*GRID, ("SPAN", (0, 1), (0, 2))])))
    assert found == [
        "Illness | Drug | Adults | Children",
        "Pneumonia | doxycycline | 200 mg",
        "| clarithromycin | | 7.5 mg/kg",
        "Sinusitis | | none | none",
    ]


def test_a_table_without_lines_keeps_its_figures(tmp_path: Path) -> None:
    targets = [["Use", "Target"], ["Acute mania", "0.8"], ["Prevention", "0.6"], ["Older people", "0.4"]]
    document = load(
        tmp_path, text("1. Lithium", "Heading2"), text(PROSE), table(targets, [("LINEBELOW", (0, 0), (-1, 0), 1, colors.black)])
    )
    assert rows_of(document) == [" | ".join(row) for row in targets]


def test_rows_without_lines_between_them_are_rows(tmp_path: Path) -> None:
    lines = [("BOX", (0, 0), (-1, -1), 1, colors.black), ("INNERGRID", (0, 0), (-1, 0), 1, colors.black)]
    rows = [["Drug", "Dose", "Times"], *([name, f"{n}.5 mg", str(n)] for n, name in enumerate(("Zinc", "Iron", "Lead", "Gold", "Tin"), 1))]
    style = [*lines, ("LINEBELOW", (0, 0), (-1, 0), 1, colors.black), ("LINEAFTER", (0, 0), (-2, -1), 1, colors.black)]
    assert rows_of(load(tmp_path, table(rows, style))) == [" | ".join(row) for row in rows]


def test_a_list_of_contents_is_no_table(tmp_path: Path) -> None:
    printer = printed.Printer(tmp_path / "contents.pdf")
    for number, name in enumerate(("Foreword", "Aims of the card", "Doses of insulin", "Doses of zinc"), start=3):
        printer.canvas.setFont(*printed.BODY)
        printer.canvas.drawString(400, printer.y, str(number))
        printer.line(name)
    printer.gap(30)
    printer.prose(printed.PROSE * 3)
    assert rows_of(load_pdf(printer.save())) == []


def test_boxes_of_prose_are_no_tables(tmp_path: Path) -> None:
    boxed = [[PROSE * 3, PROSE * 3]]
    assert rows_of(load(tmp_path, table(boxed), text("2. Later", "Heading2"), table([[PROSE]]), text(PROSE))) == []


def test_boxes_of_prose_are_read_one_by_one(tmp_path: Path) -> None:
    document = load(tmp_path, table([[printed.PROSE * 2, printed.OTHER * 2], [printed.OTHER * 2, printed.PROSE * 2]]), text(PROSE))
    flat = " ".join(document.pages[0].split())
    assert rows_of(document) == []
    assert flat.count(printed.PROSE.strip()) == flat.count(printed.OTHER.strip()) == 4
    assert flat.index("Chronic pain") < flat.index("Ketamine") < flat.rindex("Chronic pain")


def test_a_row_with_one_long_cell_is_a_row(tmp_path: Path) -> None:
    rows = [["Drug", "How it is given", "Most a day"], ["Zinc", PROSE * 3, "75 mg"], ["Iron", PROSE * 3, "90 mg"]]
    assert [row[:8] + row[-8:] for row in rows_of(load(tmp_path, table(rows)))][1:] == ["Zinc | C | 75 mg", "Iron | C | 90 mg"]


def test_figures_at_a_page_s_foot_are_no_page_numbers_in_a_table(tmp_path: Path) -> None:
    puffs = [["Inhaler", "Puffs"], ["Salbutamol", "2"], ["Terbutaline", "1"]]
    document = load(tmp_path, text("First"), Spacer(1, 540), table(puffs))
    assert len(document.pages) == 1
    assert rows_of(document) == [" | ".join(row) for row in puffs]


def drawn_list(path: Path, *, dots: Sequence[tuple[float, float]] = ()) -> Document:
    printer = printed.Printer(path / "list.pdf")
    printer.line("Not covered", ("Times-Bold", 14))
    printer.gap(6)
    for item in ("Whitening of teeth.", "Braces for members over 18 years of age, unless a surgeon has asked", "Treatment abroad"):
        printer.canvas.circle(printer.x + 14, printer.y + 3, 1.7, stroke=0, fill=1)
        printer.line(item, x=printer.x + 22, leading=14)
    printer.prose(printed.PROSE, indent=0)
    for x, y in dots:
        printer.canvas.circle(x, y, 1.7, stroke=0, fill=1)
    return load_pdf(printer.save())


def test_a_bullet_that_is_drawn_makes_an_item(tmp_path: Path) -> None:
    document = drawn_list(tmp_path)
    items = [document.text_of(block) for block in document.blocks if block.role is Role.LIST_ITEM]
    assert items == ["• Whitening of teeth.", "• Braces for members over 18 years of age, unless a surgeon has asked", "• Treatment abroad"]
    assert {passage.section for passage in split(document).passages} == {""} or "Not covered" in document.source.title


def test_dots_of_a_drawing_are_no_bullets(tmp_path: Path) -> None:
    dots = [(100 + 7 * n, 300 + 5 * n) for n in range(30)]
    document = drawn_list(tmp_path, dots=dots)
    assert not any("•" in page for page in document.pages)
