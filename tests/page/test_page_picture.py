"""A page of a PDF drawn as a picture, with the passage found on it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from index.document import Quote, Source
from page.draw_page import draw, find, lines
from page.page_picture import page_picture
from page.texts import texts_in

LINES = ("Ketamine was given to eleven wo-", "men with fibromyalgia, and the pain", "relief lasted for 2 to 7 days.")
PASSAGE = "Ketamine was given to eleven women with fibromyalgia, and the pain relief lasted for 2 to 7 days."


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "study.pdf"
    canvas = Canvas(str(path), pagesize=(400, 600))
    canvas.drawString(50, 550, "A page before this one.")
    canvas.showPage()
    for number, line in enumerate(LINES):
        canvas.drawString(50, 500 - 20 * number, line)
    canvas.drawString(50, 100, "Something else stands here.")
    canvas.save()
    return path


@pytest.mark.parametrize("name", ["study.pdf", "study", "study.pdf.download"])
def test_a_passage_is_found_across_lines_and_hyphens_whatever_the_file_is_called(pdf: Path, name: str) -> None:
    drawn = draw(str(pdf.rename(pdf.with_name(name))), 2, PASSAGE, 800)
    assert drawn["width"] == 800
    assert len(drawn["boxes"]) == 3
    for number, (left, top, width, height) in enumerate(drawn["boxes"]):
        baseline = 1 - (500 - 20 * number) / 600
        assert left == pytest.approx(50 / 400, abs=0.01)
        assert top < baseline <= top + height + 0.005
        assert 0.2 < width < 0.6


@pytest.mark.parametrize(
    ("passage", "page_text", "found"),
    [
        ("pain relief", "the pain re-\r\nlief lasted", "pain re-\r\nlief"),
        ("Increased thresholds in  women", "increased\nthresholds in women.", "increased\nthresholds in women"),
        ("nothing like it at all", "another sentence", None),
        ("", "text", None),
    ],
)
def test_letters_and_digits_decide(passage: str, page_text: str, found: str | None) -> None:
    place = find(passage, page_text)
    assert (page_text[slice(*place)] if place else None) == found


def test_characters_of_a_line_give_one_box() -> None:
    assert lines([(0, 0, 5, 10), (5, 1, 9, 9), (0, -15, 5, -5), (7, 7, 7, 7)]) == [(0, 0, 9, 10), (0, -15, 5, -5)]


def test_the_picture_says_what_it_shows_and_a_changed_or_missing_file_is_not_drawn(pdf: Path) -> None:
    texts = texts_in("en")
    text = "\n".join(LINES)
    quote = Quote("study", 2, 0, len(text), text)
    source = Source("study", "A study <b>", path=str(pdf), sha256=hashlib.sha256(pdf.read_bytes()).hexdigest(), extractor="pdf/1")
    markup = page_picture(quote, source, texts)
    assert markup.count("cw-box") == 3
    assert "Page 2 of A study &lt;b&gt;" in markup
    pdf.write_bytes(pdf.read_bytes() + b"%")
    assert texts.reader_picture_changed in page_picture(quote, source, texts)
    pdf.unlink()
    assert texts.reader_picture_missing in page_picture(quote, source, texts)


def test_a_raised_number_is_found_where_the_page_has_a_plain_one() -> None:
    page = "Stop it when platelets fall below 50 × 109/L in the blood."
    assert find("platelets fall below 50 × 10⁹/L in", page) == (page.index("platelets"), page.index(" the blood"))
