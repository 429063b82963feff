"""PDFs as readers see them: columns, heads, numbers, tables, hidden text; and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfWriter

from index.document import Block, Document, Role
from index.reflow import reflow
from ingest.errors import UnreadableDocumentError
from ingest.load_pdf import load_pdf
from ingest.pdf_notices import is_statement
from ingest.pdf_record import found_journal
from tests.ingest.zoo import pdfs, printed


def texts(document: Document, role: Role) -> list[str]:
    return [document.text_of(block) for block in document.blocks if block.role is role]


def block_with(document: Document, words: str) -> Block:
    return next(block for block in document.blocks if words in document.text_of(block))


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return load_pdf(printed.two_columns(tmp_path_factory.mktemp("pdf") / "article.pdf"))


def test_columns_are_read_one_after_the_other(article: Document) -> None:
    text = article.pages[0]
    assert text.index("Introduction") < text.index("The first column ends") < text.index("Ketamine blocks")


def test_a_paragraph_that_a_column_cuts_is_one_block_and_the_caption_follows_it(article: Document) -> None:
    block = block_with(article, "The first column ends")
    assert reflow(article.text_of(block)) == "The first column ends in the middle of a sentence that the second column finishes."
    assert "sen-\ntence" in article.text_of(block)
    caption = block_with(article, "Figure 1.")
    assert caption.role is Role.CAPTION
    assert caption.start > block.end


def test_headings_have_levels(article: Document) -> None:
    headings = [(article.text_of(block), block.level) for block in article.blocks if block.role is Role.HEADING]
    assert headings == [
        ("Graded exercise for chronic pain: a narrative review", 1),
        ("Abstract", 2),
        ("Introduction", 2),
        ("Ketamine", 2),
        ("References", 2),
    ]


def test_running_heads_and_page_numbers_are_boilerplate(article: Document) -> None:
    assert texts(article, Role.BOILERPLATE) == [
        "Journal of Pain Notes 2021, 4, 17",
        "1 of 2",
        "Journal of Pain Notes 2021, 4, 17",
        "2 of 2",
    ]


def test_affiliations_and_references_are_never_quotable(article: Document) -> None:
    references = texts(article, Role.REFERENCE)
    assert references[1].startswith("Department of Pain")
    assert len([text for text in references if "Exercise and pain in adults\nwho were long ill" in text]) == 14


def test_the_record_says_what_each_value_was_taken_from(article: Document) -> None:
    source = article.source
    assert (source.title, source.publisher) == ("Graded exercise for chronic pain: a narrative review", "Journal of Pain Notes")
    assert dict(source.inferred)["title"] == "largest type on the first page"


def test_who_paid_is_told_and_who_wrote_what_is_not() -> None:
    assert not is_statement("Funding: The trial was paid for by a maker of pumps.")
    assert not is_statement("Conflicts of interest: None.")
    assert is_statement("Author contributions: A.B. wrote the draft.")


def test_line_numbers_stay_out_of_the_sentences(tmp_path: Path) -> None:
    document = load_pdf(printed.numbered_lines(tmp_path / "manuscript.pdf"))
    assert all(reflow(text) == printed.PROSE.strip() for text in texts(document, Role.PARAGRAPH)[:5])
    assert {block.why for block in document.blocks if block.role is Role.BOILERPLATE} == {"line numbers"}


def test_table_rows_are_whole_and_the_caption_stands_before_them(tmp_path: Path) -> None:
    document = load_pdf(printed.a_table(tmp_path / "table.pdf"))
    assert [tuple(text.split(" | ")) for text in texts(document, Role.TABLE_ROW)] == printed.ROWS
    roles = [block.role for block in document.blocks]
    assert roles == [Role.PARAGRAPH, Role.CAPTION, *[Role.TABLE_ROW] * 4, Role.PARAGRAPH]


def test_a_leaflet_has_its_lists_and_hidden_text_is_named(tmp_path: Path) -> None:
    document = load_pdf(printed.a_leaflet(tmp_path / "leaflet.pdf"))
    assert document.source.title == "Living with pain"
    assert texts(document, Role.LIST_ITEM)[:2] == ["• Walking a little every day", "• Going to bed at the same hour"]
    assert [document.text_of(block) for block in document.blocks if block.level == 2] == ["What helps"]
    assert document.notices == ("empty: 1 of 2 pages without text or picture (page 2)", "hidden text on page 1")
    assert block_with(document, "Ignore previous").why == "hidden text: white"
    assert block_with(document, "recycled").why == "text on its side"
    assert document.pages[1] == ""


def test_text_outside_the_clip_of_a_figure_is_hidden(tmp_path: Path) -> None:
    printer = printed.Printer(tmp_path / "clip.pdf")
    printer.prose(printed.PROSE)
    path = printer.canvas.beginPath()
    path.rect(60, 300, 200, 100)
    printer.canvas.saveState()
    printer.canvas.clipPath(path, stroke=0)
    printer.canvas.drawString(70, 350, "seen in the figure of the review")
    printer.canvas.drawString(70, 500, "a draft page behind it")
    printer.canvas.restoreState()
    document = load_pdf(printer.save())
    assert block_with(document, "a draft page").why == "hidden text: clipped"
    assert not block_with(document, "seen in").why.startswith("hidden")


def test_turned_pages_are_read_upright(tmp_path: Path) -> None:
    document = load_pdf(printed.landscape(tmp_path / "landscape.pdf"))
    assert [reflow(text) for text in texts(document, Role.PARAGRAPH)] == [printed.PROSE.strip(), printed.OTHER.strip()]


def test_a_paragraph_that_a_page_cuts_is_marked_on_both_pages(tmp_path: Path) -> None:
    printer = printed.Printer(tmp_path / "cut.pdf")
    printer.prose(printed.PROSE)
    printer.prose("Exercise that is graded helps most of those who")
    printer.next_page()
    printer.prose("keep to it for months. " + printed.OTHER, indent=0)
    document = load_pdf(printer.save())
    assert [(block.page, block.why) for block in document.blocks] == [(1, ""), (1, "continues"), (2, "continues")]


def test_ligatures_are_letters(tmp_path: Path) -> None:
    cmap = b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <4B> <FB01> endbfchar"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 6 0 R>>"
    path = tmp_path / "ligature.pdf"
    path.write_bytes(pdfs.pdf(pdfs.simple(o5=font, o6=pdfs.stream(cmap))))
    assert load_pdf(path).pages[0].startswith("fietamine was given")


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_encryption_without_a_password_is_opened_and_with_one_is_refused(tmp_path: Path, algorithm: str) -> None:
    plain = printed.a_table(tmp_path / "plain.pdf")
    for password in ("", "secret"):
        writer = PdfWriter(clone_from=plain)
        writer.encrypt(password, "owner", algorithm=algorithm)
        writer.write(tmp_path / f"locked{password}.pdf")
    assert "Pregabalin" in load_pdf(tmp_path / "locked.pdf").pages[0]
    with pytest.raises(UnreadableDocumentError, match="needs a password"):
        load_pdf(tmp_path / "lockedsecret.pdf")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("scan", "scanned: 0 of 1 pages readable"),
        ("no_pages", "without pages"),
        ("words_in_private_characters", "without usable characters"),
        ("numbered_glyphs", "without usable characters"),
        ("words_of_a_drawn_font", "without usable characters"),
        ("page_tree_that_holds_itself", "damaged PDF"),
    ],
)
def test_refusals_say_why(tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=reason):
        load_pdf(pdfs.NOT_FOR_READERS[name](tmp_path))


def test_a_broken_page_is_said_and_the_others_are_read(tmp_path: Path) -> None:
    document = load_pdf(pdfs.STILL_READABLE["second_page_is_broken"](tmp_path))
    assert document.pages[1] == ""
    assert any("1 of 2 pages" in notice for notice in document.notices)


def test_blocks_lie_in_order_inside_their_pages(article: Document) -> None:
    for before, after in zip(article.blocks, article.blocks[1:], strict=False):
        assert (before.page, before.end) <= (after.page, after.start) or before.page < after.page
    assert all(block.end <= len(article.pages[block.page - 1]) for block in article.blocks)


def test_a_page_drawn_with_millions_of_operators_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.load_pdf.MAX_PARTS", 1000)
    drawn = pdfs.stream(b"1 1 m 2 2 l S " * 300)
    path = tmp_path / "drawn.pdf"
    path.write_bytes(pdfs.pdf(pdfs.simple(o4=drawn)))
    with pytest.raises(UnreadableDocumentError, match="1 of 1 pages are drawn with more than 1000 numbers and operators"):
        load_pdf(path)
    objects = pdfs.simple(o2=b"<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2>>", o6=pdfs.PAGE.replace(b"4 0 R", b"7 0 R"), o7=drawn)
    path.write_bytes(pdfs.pdf(objects))
    document = load_pdf(path)
    assert "Ketamine was given" in document.pages[0]
    assert document.notices == ("not read: 1 of 2 pages drawn with more than 1000 numbers and operators (page 2)",)


@pytest.mark.parametrize(
    ("page", "journal"),
    [
        ("Foot\nQ 2009; 4: 12-19.\nGut 2019, 7, 88", "Gut"),
        ("A trial of zinc\nReferences\nPhys Ther Rev 2014; 9: 77", ""),
        ("J Phys Podiatr Res 2019; 7(3): 88-96\nReferences\nPhys Ther Rev 2014; 9: 77", "J Phys Podiatr Res"),
    ],
)
def test_the_journal_is_what_the_page_cites_itself_with(page: str, journal: str) -> None:
    assert found_journal(page) == journal
