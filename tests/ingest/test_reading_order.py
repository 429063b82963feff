"""The words of a PDF come out in the order in which they were written, however the page is set."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from index.document import Document, Role
from ingest.load_pdf import load_pdf
from ingest.pdf_lines import lines_of
from ingest.pdf_runs import Run
from tests.ingest.zoo import columns
from tests.ingest.zoo.columns import Setting

_BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
_SIZES = st.sampled_from([7.0, 8.0, 9.0, 10.0, 11.0, 12.0])
_SETTINGS = st.builds(
    lambda size, more, setting: Setting(**(setting | {"size": size, "leading": min(16.0, max(9.0, size + more))})),
    _SIZES,
    st.sampled_from([1.0, 1.5, 2.0, 3.0, 4.0]),
    st.fixed_dictionaries(
        {
            "n_columns": st.sampled_from([1, 2, 2, 2]),
            "gutter": st.sampled_from([8.0, 10.0, 12.0, 15.0, 20.0, 30.0]),
            "justified": st.booleans(),
            "indent": st.sampled_from([0.0, 10.0, 14.0]),
            "space": st.sampled_from([0.0, 2.0, 4.0, 6.0]),
            "heading": st.sampled_from([9.0, 10.0, 13.0, 14.0, 16.0]),
            "font": st.sampled_from(["Times-Roman", "Helvetica"]),
            "title_across": st.booleans(),
            "superscripts": st.booleans(),
            "hanging": st.booleans(),
            "seed": st.integers(0, 10_000),
            "table": st.sampled_from(["", "column"]),
        }
    ),
)


def words_of(document: Document) -> list[str]:
    """All that is printed, without running heads, page numbers and the bars put between cells."""
    blocks = [block for block in document.blocks if block.role is not Role.BOILERPLATE or block.why == "text of a figure"]
    printed = " ".join(document.text_of(block) for block in blocks).replace(columns.HEAD, "")
    return [word for word in printed.split() if word != "|"]


def is_in_order(document: Document, pieces: list[columns.Piece]) -> bool:
    return words_of(document) == [word for piece in pieces for word in columns.plain(piece)]


@settings(max_examples=15, deadline=None, derandomize=True)
@given(_SETTINGS)
def test_words_come_out_as_they_were_written(setting: Setting) -> None:
    pieces = columns.written(setting)
    with TemporaryDirectory() as folder:
        assert is_in_order(load_pdf(columns.typeset(Path(folder) / "article.pdf", pieces, setting)), pieces)


@pytest.mark.parametrize(
    "setting",
    [
        Setting(size=9, leading=11, heading=13, seed=1),  # a heading of one column stands beside lines of the other
        Setting(size=10, leading=11.5, gutter=8, heading=14, seed=2),  # a gutter narrower than the type is high
        Setting(size=7, leading=9, gutter=18, heading=14, seed=35),  # a title's last word stands in the gutter
        Setting(n_columns=3, size=8, leading=9.5, gutter=12, heading=10, seed=3),
    ],
)
def test_words_come_out_as_they_were_written_where_they_once_did_not(tmp_path: Path, setting: Setting) -> None:
    pieces = columns.written(setting)
    assert is_in_order(load_pdf(columns.typeset(tmp_path / "article.pdf", pieces, setting)), pieces)


@pytest.mark.skipif(_BROWSER is None, reason="no browser to print with")
@pytest.mark.parametrize(
    "setting",
    [
        Setting(size=10, leading=12, gutter=10, seed=4),
        Setting(size=12, leading=13, gutter=8, font="Helvetica", title_across=False, superscripts=False, seed=2),  # lines of few words
        Setting(n_columns=1, size=11, leading=14, justified=False, seed=5),
    ],
)
def test_words_that_a_browser_printed_come_out_as_they_were_written(tmp_path: Path, setting: Setting) -> None:
    pieces = columns.written(setting)
    assert is_in_order(load_pdf(columns.printed(tmp_path / "article.pdf", pieces, setting, _BROWSER or "")), pieces)


def run(text: str, x: float, y: float, size: float, *, width: float | None = None) -> Run:
    return Run(text, x, x + (0.5 * size * len(text) if width is None else width), y, size, False, False, 0)


def read(*runs: Run) -> list[str]:
    return [line.text for line in lines_of(runs)]


def test_a_heading_beside_two_lines_takes_neither() -> None:
    heading, first, second = (
        run("Outcomes", 50, 66, 16),
        run("was held by a pharmacist", 310, 60, 9),
        run("brown, infusions were", 310, 71, 9),
    )
    assert read(heading, first, second) == ["was held by a pharmacist", "Outcomes", "brown, infusions were"]
    touching = run("A heading that fills it", 50, 66, 16, width=255)
    assert sorted(read(touching, first, second)) == ["A heading that fills it", "brown, infusions were", "was held by a pharmacist"]


def test_raised_and_lowered_figures_stay_with_their_words() -> None:
    assert read(run("10", 50, 100, 10), run("9", 60, 95.5, 7), run("/L were", 63.5, 100, 10)) == ["10⁹/L were"]
    assert read(run("CO", 50, 100, 10), run("2", 60, 102.5, 6.5), run(" rose", 63.3, 100, 10)) == ["CO2 rose"]
    names = [run("Doe", 50, 100, 10), run("1,2,*,†,5,6", 65, 96, 6), run(", Poe", 98, 100, 10), run("3", 123, 96, 6)]
    assert read(*names) == ["Doe1,2,*,†,5,6, Poe3"]
    assert read(run("1", 50, 96, 6), run("Department of Pain", 53.5, 100, 10)) == ["1Department of Pain"]


def test_small_lines_above_each_other_beside_a_large_word_stay_two_lines() -> None:
    label, above, beneath = (
        run("Iron", 50, 100, 12, width=24),
        run("given once, by drip, to adults", 90, 96, 7),
        run("who had no anaemia at the start", 90, 104, 7),
    )
    assert sorted(read(label, above, beneath)) == ["Iron", "given once, by drip, to adults", "who had no anaemia at the start"]


def test_an_initial_set_down_over_lines_begins_the_first_of_them() -> None:
    lines = [run("etamine was given to", 74, 100, 10), run("women with long pain,", 74, 112, 10), run("and it helped some.", 74, 124, 10)]
    assert read(run("K", 50, 124, 34, width=22), *lines) == ["Ketamine was given to", "women with long pain,", "and it helped some."]
    assert read(run("K", 50, 124, 34, width=22), lines[2]) == ["Kand it helped some."]  # one line: an initial that stands up


def test_lines_of_two_columns_are_parted_by_a_gutter_narrower_than_the_type() -> None:
    left = [run(f"left line number {n}", 50, 100 + 14 * n, 12, width=200) for n in range(6)]
    right = [run(f"right line number {n}", 258, 100 + 14 * n, 12, width=200) for n in range(6)]
    assert len(read(*left, *right)) == 12


def test_the_words_of_a_line_that_is_stretched_are_one_line_and_cells_are_not() -> None:
    words = [run(word, x, 100, 10, width=30) for word, x in (("remained ", 50), ("because ", 94), ("nurse ", 138), ("effects", 182))]
    assert read(*words) == ["remained because nurse effects"]
    cells = [run(word, x, 100, 10, width=30) for word, x in (("Remained", 50), ("12 of 30", 94), ("14 of 31", 138), ("0.62", 182))]
    assert len(read(*cells)) == 4


def test_a_last_page_with_few_lines_beside_each_other_has_the_columns_of_the_pages_before_it(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "short.pdf"), pagesize=(600, 800), invariant=True)
    for n_lines in (40, 2):
        for x in (50, 310):
            for n in range(n_lines):
                canvas.setFont("Times-Roman", 10)
                canvas.drawString(x, 640 - 13 * n, f"{'left' if x == 50 else 'right'} line of the column, number {n}, that goes on")
        canvas.showPage()
    canvas.save()
    text = load_pdf(tmp_path / "short.pdf").pages[1]
    assert text.index("left line of the column, number 1") < text.index("right line of the column, number 0")


def test_headers_above_a_tables_first_rule_are_its_first_row(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "headed.pdf"), pagesize=(600, 800), invariant=True)
    canvas.setFont("Times-Roman", 10)
    canvas.drawString(60, 730, "The table shows what changed in either group over twelve weeks of follow-up in all of the clinics.")
    canvas.drawString(60, 700, "Table 1. What changed by week 12")
    for x, lines in ((60, ("", "Outcome")), (240, ("Zinc", "(n=41)")), (340, ("Placebo", "(n=39)")), (440, ("", "p"))):
        for number, words in enumerate(lines):
            canvas.drawString(x, 682 - 11 * number, words)
    for number, row in enumerate((("Colds", "12", "19", "0.04"), ("Days in bed", "2.1", "3.4", "0.03"), ("Coughs", "9", "11", "0.51"))):
        canvas.line(60, 666 - 16 * number, 500, 666 - 16 * number)
        for x, cell in zip((60, 240, 340, 440), row, strict=True):
            canvas.drawString(x, 654 - 16 * number, cell)
    canvas.line(60, 618, 500, 618)
    canvas.drawString(60, 590, "Nobody left the trial before its end, and nobody was unblinded before the last visit.")
    canvas.save()
    document = load_pdf(tmp_path / "headed.pdf")
    rows = [document.text_of(block) for block in document.blocks if block.role is Role.TABLE_ROW]
    assert rows == [
        "Outcome | Zinc\n(n=41) | Placebo\n(n=39) | p",
        "Colds | 12 | 19 | 0.04",
        "Days in bed | 2.1 | 3.4 | 0.03",
        "Coughs | 9 | 11 | 0.51",
    ]
    assert [document.text_of(block) for block in document.blocks if block.role is Role.CAPTION] == ["Table 1. What changed by week 12"]


def test_a_table_across_the_columns_parts_them_and_its_short_caption_goes_with_it(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "across.pdf"), pagesize=(600, 800), invariant=True)
    canvas.setFont("Times-Roman", 10)
    for band, top in (("upper", 640), ("lower", 360)):
        for side, x in (("left", 50), ("right", 310)):
            for n in range(8):
                canvas.drawString(x, top - 13 * n, f"{band} {side} line of the column that goes on, {n}")
    canvas.drawString(50, 520, "Table 1. What changed")
    for number, row in enumerate(
        (("Outcome", "Zinc", "Placebo"), ("Colds", "12", "19"), ("Days in bed", "2.1", "3.4"), ("Coughs", "9", "11"))
    ):
        canvas.line(50, 508 - 16 * number, 540, 508 - 16 * number)
        for x, cell in zip((50, 240, 440), row, strict=True):
            canvas.drawString(x, 496 - 16 * number, cell)
    canvas.line(50, 444, 540, 444)
    canvas.save()
    text = load_pdf(tmp_path / "across.pdf").pages[0]
    places = [text.index(words) for words in ("upper left", "upper right", "Table 1", "Outcome", "Coughs", "lower left", "lower right")]
    assert places == sorted(places)


def test_lines_that_a_superscript_moves_apart_are_one_paragraph(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "raised.pdf"), pagesize=(600, 800), invariant=True)
    canvas.setFont("Times-Roman", 10)
    y = 640.0
    for n in range(9):
        words = f"the counts of all cells were measured on each day by a nurse who did not know {n}"
        canvas.drawString(60, y, words)
        if n == 4:
            canvas.setFont("Times-Roman", 7)
            canvas.drawString(60 + canvas.stringWidth(words, "Times-Roman", 10), y + 4, "12")
            canvas.setFont("Times-Roman", 10)
        y -= 17.5 if n == 3 else 12
    canvas.save()
    document = load_pdf(tmp_path / "raised.pdf")
    assert len(document.blocks) == 1
    assert "know 4¹²\n" in document.pages[0]


def test_lines_of_a_column_that_stand_level_with_the_rows_of_another_columns_table_are_none_of_its_cells(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "level.pdf"), pagesize=(600, 800), invariant=True)
    canvas.setFont("Times-Roman", 10)
    for n in range(34):
        canvas.drawString(50, 700 - 13 * n, f"left line of the column, number {n}, that goes on{'.' * (n == 33)}")
    for n in range(36):
        canvas.drawString(320, 700 - 13 * n, f"right line of the column, number {n}, that goes on and on")
    canvas.drawString(50, 250, "Table 1. Colds by the week")
    rows = (("", "Zinc", "Sham"), ("Week 1", "7.1", "7.0"), ("Week 2", "4.8", "5.6"), ("Week 3", "2.6", "4.9"))
    for number, row in enumerate(rows):
        for x, cell in zip((55, 150, 215), row, strict=True):
            canvas.drawString(x, 232 - 16 * number, cell)
    for y in (245, 227):
        canvas.line(50, y, 270, y)
    canvas.drawString(320, 232, "and its end.")
    canvas.save()
    document = load_pdf(tmp_path / "level.pdf")
    rows_read = [document.text_of(block) for block in document.blocks if block.role is Role.TABLE_ROW]
    assert rows_read == ["Zinc | Sham", "Week 1 | 7.1 | 7.0", "Week 2 | 4.8 | 5.6", "Week 3 | 2.6 | 4.9"]
    assert document.pages[0].index("Week 3") < document.pages[0].index("right line of the column, number 0")
