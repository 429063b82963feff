"""Notices of licence, copyright and publisher are never quotable, whatever the format; what articles say of licensed drugs is."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path

import pytest
from docx import Document as WordDocument

from index.document import Document
from ingest.load import load
from tests.ingest.zoo.printed import OTHER, PROSE, Printer

FOLDER = Path(__file__).with_name("licences")


def lines_of(name: str) -> tuple[str, ...]:
    return tuple((FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines())


NOTICES = lines_of("notices")  # as publishers of articles, guidelines and leaflets print them
LATER = lines_of("later")  # written when the patterns had been made for the others: eight of the 26 were known then
ARTICLE = lines_of("article")  # of the matter itself, in words that notices have too


def in_pdf(folder: Path, texts: tuple[str, ...]) -> Path:
    printer = Printer(folder / "article.pdf")
    printer.line("Graded exercise for chronic pain: a review", ("Helvetica-Bold", 18), leading=26)
    printer.line("Introduction", ("Helvetica-Bold", 11), leading=14)
    for number, text in enumerate(texts):
        printer.prose((PROSE, OTHER)[number % 2])
        printer.gap()
        printer.prose(text, ("Times-Roman", 9), indent=0)
        printer.gap()
        if printer.y < 220:
            printer.next_page()
    printer.prose(OTHER)
    return printer.save()


def in_html(folder: Path, texts: tuple[str, ...]) -> Path:
    parts = "".join(f"<p>{PROSE}</p><p>{escape(text)}</p>" for text in texts)
    article = f"<main><article><h1>Exercise</h1>{parts}<p>{OTHER}</p></article></main>"
    page = f"<html><head><title>Exercise</title></head><body>{article}</body></html>"
    (path := folder / "article.html").write_text(page, encoding="utf-8")
    return path


def in_word(folder: Path, texts: tuple[str, ...]) -> Path:
    document = WordDocument()
    document.add_heading("Exercise", 1)
    for text in texts:
        document.add_paragraph(PROSE)
        document.add_paragraph(text)
    document.add_paragraph(OTHER)
    document.save(str(path := folder / "article.docx"))
    return path


def in_text(folder: Path, texts: tuple[str, ...], suffix: str = ".txt") -> Path:
    parts = "\n\n".join(f"{PROSE}\n\n{text}" for text in texts)
    (path := folder / f"article{suffix}").write_text(f"# Exercise\n\n{parts}\n\n{OTHER}\n", encoding="utf-8")
    return path


def in_markdown(folder: Path, texts: tuple[str, ...]) -> Path:
    return in_text(folder, texts, ".md")


def in_jats(folder: Path, texts: tuple[str, ...]) -> Path:
    parts = "".join(f"<p>{PROSE}</p><p>{escape(text)}</p>" for text in texts)
    head = "<front><article-meta><title-group><article-title>Exercise</article-title></title-group></article-meta></front>"
    (path := folder / "article.xml").write_text(
        f"<article>{head}<body><sec><title>Text</title>{parts}</sec></body></article>", encoding="utf-8"
    )
    return path


FORMATS = [in_pdf, in_html, in_word, in_text, in_markdown, in_jats]


def quotable(document: Document) -> str:
    return " ".join("".join(document.text_of(block).split()) for block in document.blocks if block.role.is_quotable)


def found_in(text: str, quoted: str) -> bool:
    """Whether its words stand there, wherever lines break."""
    return "".join(text.split())[:60] in quoted.replace("-", "") or "".join(text.split()).replace("-", "")[:60] in quoted.replace("-", "")


@pytest.mark.parametrize("in_format", FORMATS)
def test_notices_are_never_quotable(tmp_path: Path, in_format: Callable[[Path, tuple[str, ...]], Path]) -> None:
    quoted = quotable(load(in_format(tmp_path, NOTICES + LATER)))
    assert found_in(PROSE, quoted)
    assert [text for text in NOTICES + LATER if found_in(text, quoted)] == []


@pytest.mark.parametrize("in_format", FORMATS)
def test_sentences_of_the_article_with_the_same_words_are(tmp_path: Path, in_format: Callable[[Path, tuple[str, ...]], Path]) -> None:
    quoted = quotable(load(in_format(tmp_path, ARTICLE)))
    assert [text for text in ARTICLE if not found_in(text, quoted)] == []


def test_a_paragraph_that_ends_in_a_notice_keeps_its_own_sentences(tmp_path: Path) -> None:
    mixed = "Sleep improved in most of them after a week. Nobody left the study early. © 2024 The Authors. See the licence for its terms."
    document = load(in_html(tmp_path, (mixed,)))
    told = [document.text_of(block) for block in document.blocks if block.why == "licence notice"]
    assert told == ["© 2024 The Authors. See the licence for its terms."]
    assert found_in("Sleep improved in most of them after a week. Nobody left the study early.", quotable(document))
