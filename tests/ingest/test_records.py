"""Title, authors, date, DOI and kind, as files of each format state them, and as programs and templates misstate them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx import Document as WordFile
from reportlab.pdfgen.canvas import Canvas

from index.document import Source
from ingest.kind import with_kind
from ingest.load import load
from ingest.stated import is_said, stated_authors, stated_title
from ingest.text_record import with_record

TITLE = "Ketamine for Fibromyalgia Pain in Women"
LINES = [
    "Fibromyalgia is a common cause of widespread pain, and few drugs help for long.",
    "Ketamine was given to twenty women with long-standing pain in this study.",
    "Sleep improved in most of them after one week of treatment, and no harm was seen.",
] * 4
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in LINES)
MADE_UP = (
    *("Microsoft Word - draft.doc", "(Microsoft Word - draft.doc)", "Microsoft PowerPoint - talk.pptx", "untitled", "paper_final_v3.docx"),
    *("PII: S0140-6736(20)30183-5", "S0140673620301835 1..8", "doi:10.1016/j.pain.2020.01.001", "nejm199901 1..9", "untitled 1..12"),
    *("Layout 1", "Document1", "C:\\Users\\x\\draft.doc", "file:///C|/x.htm", "http://www.x.org/page.asp?id=3", "Template for manuscripts"),
    *("Print", "PAIN-D-20-00123R1 1..12", "Title", "Presentation1", "main.dvi", "Full Page Photo", "10.1093_pain_pnaa001 1..9", "Proof"),
)
LEFT_OVER = ("ketamine fibromyalgia", "Aspirin in the Prevention of Stroke: A Randomised Trial", "Annual report of the hospital")


def record(path: Path) -> Source:
    return with_kind(with_record(load(path))).source


def check(source: Source, **expected: Any) -> None:  # noqa: ANN401
    assert {name: getattr(source, name) for name in expected} == expected


def printed(folder: Path, *, stated: str = "", title: str = TITLE, above: tuple[str, int] = ("", 0), below: tuple[str, ...] = ()) -> Path:
    path = folder / "printed.pdf"
    canvas = Canvas(str(path))
    canvas.setTitle(stated)
    canvas.setAuthor("Windows User")
    y = 800.0
    for text, size in (above, *((line, 20) for line in title.splitlines()), ("Anna Smith, John Doe and Mary Major", 10)):
        canvas.setFont("Helvetica-Bold" if size == 20 else "Helvetica", max(1, size))
        canvas.drawString(60, y, text)
        y -= size * 1.25 + (10 if text == above[0] else 0)
    for text, size in (*((line, 10) for line in below), ("Abstract", 12), *((line, 10) for line in LINES)):
        canvas.setFont("Helvetica-Bold" if size == 12 else "Helvetica", size)
        y -= 16
        canvas.drawString(60, y, text)
    canvas.save()
    return path


@pytest.mark.parametrize("stated", [*MADE_UP, *LEFT_OVER, ""])
def test_a_title_that_a_program_made_up_or_left_over_gives_way_to_the_printed_one(tmp_path: Path, stated: str) -> None:
    source = record(printed(tmp_path, stated=stated, below=("Published: 3 March 2021", "https://doi.org/10.1234/pain.2021.17")))
    check(source, title=TITLE, authors=(), date="2021-03-03")
    assert ("title", "largest type on the first page") in source.inferred


@pytest.mark.parametrize("stated", [TITLE, TITLE.upper(), f"{TITLE}: protocol"])
def test_a_title_that_the_page_says_is_kept_as_the_file_states_it(tmp_path: Path, stated: str) -> None:
    source = record(printed(tmp_path, stated=stated))
    assert source.title == stated
    assert ("title", "PDF metadata") in source.inferred


def test_a_title_on_two_lines_is_one(tmp_path: Path) -> None:
    check(
        record(printed(tmp_path, title="Ketamine for Fibromyalgia Pain in\nWomen and Men")),
        title="Ketamine for Fibromyalgia Pain in Women and Men",
    )


@pytest.mark.parametrize(
    "above", ["JOURNAL OF PAIN", "The European Journal of Pain Medicine", "Original Research Article", "Review Article"]
)
def test_the_journals_name_and_the_sort_of_article_are_no_title_however_large(tmp_path: Path, above: str) -> None:
    assert record(printed(tmp_path, above=(above, 28))).title == TITLE


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Received 1 January 2020; Accepted 12 May 2020", "2020-05-12"),
        ("Publication date: 7 June 2019", "2019-06-07"),
        ("Published April 2018", "2018-04"),
        ("Last updated: Sept. 9, 2017", "2017-09-09"),
        ("Issued 2016-02-03", "2016-02-03"),
    ],
)
def test_the_date_is_the_one_that_the_page_states(tmp_path: Path, line: str, date: str) -> None:
    check(record(printed(tmp_path, below=(line,))), date=date)


def meta(**tags: str | list[str]) -> str:
    pairs = [(name, value) for name, values in tags.items() for value in (values if isinstance(values, list) else [values])]
    return "".join(f'<meta name="{name.replace("__", ".")}" content="{value}">' for name, value in pairs)


LD = '<script type="application/ld+json">{"@context":"https://schema.org",%s}</script>'
BOTH = ("Anna Smith", "John Doe")
PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "for search engines of scholars": (
        meta(
            citation_title=TITLE, citation_author=["Smith, Anna", "Doe, John"], citation_publication_date="2021/03/04",
            citation_doi="10.1234/abc.1", citation_journal_title="Journal of Pain",
        ),
        {"title": TITLE, "authors": BOTH, "date": "2021-03-04", "doi": "10.1234/abc.1", "publisher": "Journal of Pain", "kind": "article"},
    ),
    "likewise, all authors in one": (
        meta(citation_title=TITLE, citation_authors="Anna Smith; John Doe", citation_date="2021", citation_doi="doi:10.1234/abc.2"),
        {"title": TITLE, "authors": BOTH, "date": "2021", "doi": "10.1234/abc.2"},
    ),
    "likewise, with degrees": (
        meta(citation_author=["Smith, Anna, MD, PhD", "Doe J", "van der Berg, Jan", "The Pain Group"], citation_online_date="2020/1/5"),
        {"authors": ("Anna Smith", "Doe J", "Jan van der Berg", "The Pain Group"), "date": "2020-01-05"},
    ),
    "Dublin Core": (
        meta(DC__Title=TITLE, DC__Creator=list(BOTH), DC__Date="2020-02-03", DC__Publisher="Press")
        + meta(DC__Identifier="https://doi.org/10.1234/abc.3"),
        {"title": TITLE, "authors": BOTH, "date": "2020-02-03", "doi": "10.1234/abc.3", "publisher": "Press"},
    ),
    "PRISM": (meta(prism__doi="doi:10.1234/abc.5", prism__publicationDate="2018-09-10"), {"date": "2018-09-10", "doi": "10.1234/abc.5"}),
    "Open Graph": (
        f'<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="Example Health">'
        '<meta property="article:published_time" content="2022-05-06T10:00:00Z"><meta name="author" content="Anna Smith">',
        {"title": TITLE, "date": "2022-05-06", "authors": ("Anna Smith",), "publisher": "Example Health"},
    ),
    "JSON-LD": (
        LD % f'"@type":"MedicalScholarlyArticle","headline":"{TITLE}","author":[{{"@type":"Person","name":"Anna Smith"}},'
        '{"@type":"Person","name":"John Doe"}],"datePublished":"2019-07-08","publisher":{"@type":"Organization","name":"Press"}',
        {"title": TITLE, "date": "2019-07-08", "authors": BOTH, "publisher": "Press"},
    ),
    "JSON-LD with a graph": (
        LD % f'"@graph":[{{"@type":"WebPage","name":"{TITLE}","datePublished":"2019-07-08T01:00:00+00:00"}},{{"@type":"NewsArticle",'
        f'"headline":"{TITLE}","author":{{"@type":"Person","name":"Anna Smith"}},"datePublished":"2019-07-08"}}]',
        {"title": TITLE, "date": "2019-07-08", "authors": ("Anna Smith",)},
    ),
    "nothing": ("", {"title": TITLE, "doi": "", "authors": ()}),
}  # fmt: skip


@pytest.mark.parametrize(("head", "expected"), PAGES.values(), ids=PAGES)
def test_a_web_page_says_what_it_is(tmp_path: Path, head: str, expected: dict[str, Any]) -> None:
    path = tmp_path / "page.html"
    path.write_text(f"<html><head><title>{TITLE}</title>{head}</head><body><article><h1>{TITLE}</h1>{PARAGRAPHS}</article></body></html>")
    check(record(path), **expected)


ARTICLES: dict[str, tuple[str, dict[str, Any]]] = {
    "two dates and a group": (
        f'<article-id pub-id-type="doi">10.1234/j.1</article-id><title-group><article-title>{TITLE}</article-title></title-group>'
        '<contrib-group><contrib contrib-type="author"><name><surname>Smith</surname><given-names>Anna B</given-names></name></contrib>'
        '<contrib contrib-type="author"><collab>The Pain Group</collab></contrib></contrib-group><pub-date pub-type="ppub"><month>3</month>'
        '<year>2021</year></pub-date><pub-date pub-type="epub"><day>4</day><month>Feb</month><year>2021</year></pub-date>',
        {"title": TITLE, "doi": "10.1234/j.1", "authors": ("Anna B Smith", "The Pain Group"), "date": "2021-02-04", "kind": "article"},
    ),
    "a subtitle": (
        f"<title-group><article-title>{TITLE}</article-title><subtitle>A randomised trial</subtitle></title-group>"
        '<pub-date date-type="pub" iso-8601-date="2020-06-07"><year>2020</year></pub-date>',
        {"title": f"{TITLE}: A randomised trial", "kind": "randomised_trial", "date": "2020-06-07"},
    ),
    "a note in the title and a season": (
        f"<title-group><article-title>{TITLE}<xref>*</xref></article-title></title-group><contrib-group>"
        '<contrib contrib-type="author"><string-name>Anna Smith</string-name></contrib><contrib contrib-type="editor"><name>'
        "<surname>Edit</surname></name></contrib></contrib-group>"
        '<pub-date pub-type="collection"><season>Spring</season><year>2015</year></pub-date>',
        {"title": TITLE, "authors": ("Anna Smith",), "date": "2015"},
    ),
}


@pytest.mark.parametrize(("front", "expected"), ARTICLES.values(), ids=ARTICLES)
def test_an_articles_front_matter_says_what_it_is(tmp_path: Path, front: str, expected: dict[str, Any]) -> None:
    path = tmp_path / "article.xml"
    body = f"<front><article-meta>{front}</article-meta></front><body>{PARAGRAPHS}</body>"
    path.write_text(f'<?xml version="1.0"?><article article-type="research-article">{body}</article>')
    check(record(path), **expected)


@pytest.mark.parametrize(
    ("stated", "author", "title", "authors"),
    [
        (TITLE, "Anna Smith; John Doe", TITLE, BOTH),
        ("Word Document", "python-docx", TITLE, ()),
        ("Document1", "Windows User", TITLE, ()),
        ("PowerPoint Presentation", "Microsoft Office User", TITLE, ()),
        ("Minutes of the board meeting", "", TITLE, ()),
        ("", "admin", TITLE, ()),
    ],
)
def test_a_word_files_properties_count_where_the_file_bears_them_out(
    tmp_path: Path, stated: str, author: str, title: str, authors: tuple[str, ...]
) -> None:
    word = WordFile()
    word.core_properties.title, word.core_properties.author = stated, author
    word.add_heading(TITLE, 0)
    for line in LINES:
        word.add_paragraph(line)
    word.save(str(tmp_path / "file.docx"))
    check(record(tmp_path / "file.docx"), title=title, authors=authors)


@pytest.mark.parametrize("authors", ["author: Anna Smith", "authors: [Anna Smith]", "authors:\n  - Anna Smith"])
def test_the_front_matter_of_a_markdown_file_is_its_record(tmp_path: Path, authors: str) -> None:
    path = tmp_path / "note.md"
    path.write_text(
        f'---\ntitle: "{TITLE}"\n{authors}\ndate: 2021-04-05T10:00\ndoi: https://doi.org/10.1234/m.1\n---\n\n# Introduction\n\n{LINES[0]}\n'
    )
    source = record(path)
    check(source, title=TITLE, authors=("Anna Smith",), date="2021-04-05", doi="10.1234/m.1")
    assert load(path).pages[0].startswith("Introduction")
    path.write_text(f"---\n\n{LINES[0]}\n\n---\n\n{LINES[1]}\n")
    assert LINES[0] in load(path).pages[0]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Anna Smith, John Doe, and Mary Major", ("Anna Smith", "John Doe", "Mary Major")),
        ("Smith A; Doe J", ("Smith A", "Doe J")),
        ("Adobe InDesign CS6", ()),
        ("jsmith2", ()),
        ("HP Inc.", ()),
        ("(anonymous)", ()),
        ("(unspecified)", ()),
    ],
)
def test_names_of_people_are_authors(text: str, names: tuple[str, ...]) -> None:
    assert stated_authors(text) == names


@pytest.mark.parametrize(
    "title",
    [
        "Opioids", "Form and Function in Pain", "A Document of Our Time", "Page 3 Effects in Trials", "Template-based care: a review",
        "The Manuscript Tradition of Galen", "Report of the Committee on Pain", "COVID-19 and fibromyalgia", "Word finding in dementia",
    ],
)  # fmt: skip
def test_true_titles_are_not_taken_for_made_up_ones(title: str) -> None:
    assert stated_title(title) == title
    assert is_said(title, title, f"{title}\nAnna Smith")
