"""What is saved in place of a document (errors, checks, links, data) is refused by its name; what only looks odd is read."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from index.document import Document, Role, Source
from ingest.errors import UnreadableDocumentError
from ingest.hidden import hidden_notices
from ingest.isolate import load_isolated
from ingest.load import load
from tests.ingest.zoo.pdfs import pdf, simple, stream
from tests.ingest.zoo.words import run, word, write

SENTENCE = "Ketamine was given to twenty women with long-standing pain."


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.rtf", b"\xef\xbb\xbf{\\rtf1\\ansi Ketamine was given to twenty women.}", "rich text"),
        ("a.txt", b" \r\n{\\rtf1 Ketamine was given to twenty women with pain.}", "rich text"),
        ("a.txt", b"%!\n/Helvetica findfont (Ketamine was given to them) show", "PostScript"),
        ("a.url", b"[InternetShortcut]\r\nURL=http://example.org/guideline.pdf\r\n", "link to a web page"),
        ("a.gdoc", b'{"url": "https://docs.example.org/d/1", "doc_id": "1"}', "JSON"),
        ("a.pdf", b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12345\n", "pointer of Git LFS"),
        ("a.bib", b"@article{a, title={Ketamine for pain}, year={2019}}\n" * 5, "BibTeX"),
        (
            "a.xml",
            b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument><w:body/></w:wordDocument>',
            "Word file",
        ),
        ("a.fodt", b'<?xml version="1.0"?><office:document><office:body>words</office:body></office:document>', "OpenDocument"),
        ("a.txt", b"\n" * 10_000, "no text"),
        ("a.txt", b"\xef\xbb\xbf", "no text"),
        ("a.txt", (SENTENCE + "\n\f").encode() * 5_001, "5002 pages, more than 5000"),
    ],
)
def test_what_is_no_document_is_named(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableDocumentError, match=reason):
        load(path)


@pytest.mark.parametrize(
    ("title", "body", "says"),
    [
        ("403 Forbidden", "<h1>Forbidden</h1><p>You don't have permission to access this resource on this server.</p>", "an error"),
        ("404 Not Found", "<h1>Not Found</h1><p>The requested URL /a.pdf was not found on this server.</p>", "an error"),
        ("x", "<p>The server is temporarily unable to service your request due to maintenance downtime.</p>", "an error"),
        ("x", "<p>Please verify you are a human by completing the CAPTCHA below to continue to the website.</p>", "robots"),
        ("x", "<p>www.example.org needs to review the security of your connection before proceeding.</p>", "robots"),
        ("x", "<h1>Too Many Requests</h1><p>You have sent too many requests in a given amount of time.</p>", "an error"),
        ("x", "<p>Request Rejected. The requested URL was rejected. Please consult with your administrator.</p>", "an error"),
        ("x", "<h1>Oops!</h1><p>Sorry, we can’t find the page you were looking for.</p>", "an error"),
        ("x", "<h1>We’ll be back soon</h1><p>Our site is down for maintenance. Please try again later.</p>", "an error"),
        ("x", "<p>Please complete the security check to access example.org.</p>", "robots"),
        ("x", "<h1>example.org</h1><p>This domain is for sale. Buy this domain.</p>", "for sale"),
        ("x", "<p>Your browser is out of date and is not supported. Please update your browser to view this.</p>", "another browser"),
    ],
)
def test_what_a_server_sends_instead_of_an_article_is_no_article(tmp_path: Path, title: str, body: str, says: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(f"<html><head><title>{title}</title></head><body>{body}</body></html>")
    with pytest.raises(UnreadableDocumentError, match=says):
        load(path)
    article = f"<p>{SENTENCE} Sleep improved in most of them after a week.</p>" * 12
    path.write_text(f"<html><head><title>Pain</title></head><body><h1>Pain</h1>{article}{body}</body></html>")
    assert SENTENCE in load(path).pages[0]


def test_a_pdf_that_asks_to_wait_is_a_form(tmp_path: Path) -> None:
    lines = ("Please wait...", "If this message is not eventually replaced with the proper contents of the document, your PDF",
             "viewer may not be able to display this type of document.")  # fmt: skip
    drawn = b" ".join(b"BT /F1 12 Tf 72 %d Td (%s) Tj ET" % (700 - 20 * number, line.encode()) for number, line in enumerate(lines))
    path = tmp_path / "form.pdf"
    path.write_bytes(pdf(simple(o4=stream(drawn))))
    with pytest.raises(UnreadableDocumentError, match="XFA"):
        load(path)


def test_characters_that_a_font_lies_about_make_no_words(tmp_path: Path) -> None:
    """Shifted by three, as fonts do that number their glyphs from somewhere else."""
    words = f"{SENTENCE} Sleep improved in most of them after several weeks without drugs or exercise."
    shifted = "".join(chr(ord(letter) + 3) if letter.isalpha() else letter for letter in words)
    shifted = shifted.replace("\\", "x")
    path = tmp_path / "lies.pdf"
    path.write_bytes(pdf(simple(o4=stream(b"BT /F1 8 Tf 40 700 Td (%s) Tj ET" % shifted.encode("latin-1")))))
    with pytest.raises(UnreadableDocumentError, match="no words"):
        load(path)
    path.write_bytes(pdf(simple(o4=stream(b"BT /F1 8 Tf 40 700 Td (%s) Tj ET" % words.encode()))))
    assert SENTENCE in load(path).pages[0]


def test_a_page_whose_declaration_belies_itself_is_read(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    for charset in ("utf-16", "utf-7", "x-bogus"):
        path.write_bytes(f"<html><head><meta charset={charset}></head><body><p>{SENTENCE} Müller.</p></body></html>".encode("cp1252"))
        assert load(path).pages == (f"{SENTENCE} Müller.",)


def test_an_element_of_a_page_is_no_journal_article(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(f"<article><h1>Pain</h1><p>{SENTENCE}</p></article>")
    assert load(path).pages[0].endswith(SENTENCE)


def test_articles_that_are_passed_over_are_told(tmp_path: Path) -> None:
    path = tmp_path / "set.xml"
    path.write_text(f"<pmc-articleset>{f'<article><body><p>{SENTENCE}</p></body></article>' * 3}</pmc-articleset>")
    assert load(path).notices == ("not read: 2 articles more in the same file",)


@pytest.mark.parametrize("href", ["/a.xhtml", "a.xhtml#start", "./a.xhtml"])
def test_chapters_are_found_however_they_are_named(tmp_path: Path, href: str) -> None:
    path = tmp_path / "book.epub"
    with zipfile.ZipFile(path, "w") as target:
        target.writestr("META-INF/container.xml", "<container><rootfiles><rootfile full-path='p.opf'/></rootfiles></container>")
        item = f"<item id='a' href='{href}' media-type='application/xhtml+xml'/>"
        target.writestr("p.opf", f"<package><manifest>{item}</manifest><spine><itemref idref='a'/></spine></package>")
        target.writestr("a.xhtml", f"<html><body><p>{SENTENCE}</p></body></html>")
    assert load(path).pages == (SENTENCE,)


CELL = f"<w:p>{run(SENTENCE)}</w:p>"


@pytest.mark.parametrize(
    "rows",
    [
        f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr>{CELL}</w:tc></w:tr>',
        f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="x"/></w:tcPr>{CELL}</w:tc></w:tr>',
        f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="-3"/></w:tcPr>{CELL}</w:tc></w:tr>',
        f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{CELL}</w:tc></w:tr>",
        f'<w:tr><w:trPr><w:gridBefore w:val="9"/></w:trPr><w:tc>{CELL}</w:tc></w:tr>',
        f"<w:sdt><w:sdtContent><w:tr><w:tc>{CELL}</w:tc></w:tr></w:sdtContent></w:sdt>",
        f"<w:tr><w:sdt><w:sdtContent><w:tc>{CELL}</w:tc></w:sdtContent></w:sdt></w:tr>",
    ],
)
def test_rows_of_odd_tables_are_read(tmp_path: Path, rows: str) -> None:
    document = load(write(tmp_path, word(f"<w:tbl>{rows}</w:tbl>")))
    assert [document.text_of(block) for block in document.blocks if block.role is Role.TABLE_ROW] == [SENTENCE]


def test_a_merged_cell_says_in_each_row_what_it_says(tmp_path: Path) -> None:
    def row(merge: str, text: str, dose: str) -> str:
        return f"<w:tr><w:tc><w:tcPr>{merge}</w:tcPr><w:p>{run(text)}</w:p></w:tc><w:tc><w:p>{run(dose)}</w:p></w:tc></w:tr>"

    table = row('<w:vMerge w:val="restart"/>', "Ketamine", "5 mg") + row("<w:vMerge/>", "", "6 mg") + row("", "Placebo", "6 mg")
    document = load(write(tmp_path, word(f"<w:tbl>{table}</w:tbl>")))
    assert [document.text_of(block) for block in document.blocks] == ["Ketamine | 5 mg", "Ketamine | 6 mg", "Placebo | 6 mg"]


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("a.txt", "JVBERi0xLjMKJZOMi54gUmVwb3J0TGFiIEdlbmVyYXRlZCBQREYgZG9jdW1lbnQgKG9wZW4K\n" * 30, "as base64"),
        ("a.txt", "begin 644 a.pdf\n" + 'M)5!$1BTQ+C,*)9.,BYX@4F5P;W)T3&%B($=E;F5R871E9"!01$8@9&]C=6UE\n' * 60, "as base64"),
        ("a.txt", "Ket\ufffdmine w\ufffds g\ufffdven t\ufffd tw\ufffdnty w\ufffdmen w\ufffdth p\ufffdin. " * 20, "unknown characters"),
        ("a.txt", "word oooooooooooooooooooooo " * 20, "over and over"),
        ("a.eml", "From: a@b\nMIME-Version: 1.0\nContent-Type: text/plain\n\n!!!notbase64!!!\n", "no text but 1 word"),
        ("a.html", f"<html><body style='display:none'><p>{SENTENCE}</p></body></html>", "mostly navigation, form or hidden"),
        ("a.txt", "Ketamine", "^[^:]*: no text that could be quoted \\(8 characters: “Ketamine”\\). Check that the right file"),
        ("a.pdf", "hello 7", "no PDF file, though it is named like one; no text .* “hello 7”.*download it again"),
        ("a.docx", "<html><title>Sign in</title><body><p>Sign in</p></body></html>", "no Word .* named like one; .* “Sign in”"),
        ("a.PDF", "\x01\x02\x03" * 500, "no PDF file, though it is named like one. Look into it"),
        ("a.pdf", "\x00" * 5000, "nothing but NULs"),
        ("a.txt", "\x00" * 5000, "nothing but NULs"),
        ("a.txt", "\x01\x02\x03" * 500, "no type of document that can be read. Save it as PDF"),
        ("a.pdf", "GIF89a" + "x" * 90, "this is a GIF picture. If it shows a text, run OCR"),
    ],
)
def test_what_is_read_and_says_nothing_is_refused_with_what_it_is(tmp_path: Path, name: str, text: str, reason: str) -> None:
    path = tmp_path / name
    path.write_text(text)
    with pytest.raises(UnreadableDocumentError, match=reason):
        load_isolated(path)


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.epub", "a.PDF"])
def test_a_text_under_the_name_of_another_type_is_read_all_the_same(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(SENTENCE)
    assert load_isolated(path).pages == (SENTENCE,)


def test_an_archive_tells_how_many_documents_are_in_it(tmp_path: Path) -> None:
    path = tmp_path / "papers.pdf"
    for names, said in ((["a.txt"], "with 1 document in it"), (["a.txt", "b.pdf"], "with 2 documents in it")):
        with zipfile.ZipFile(path, "w") as target:
            for inner in names:
                target.writestr(inner, SENTENCE)
        with pytest.raises(UnreadableDocumentError, match=said):
            load(path)


def test_a_list_of_a_folders_files_is_no_article(tmp_path: Path) -> None:
    path = tmp_path / "index.html"
    path.write_text(
        "<html><title>Index of /files</title><h1>Index of /files</h1><pre><a href=a>paper.pdf</a> 2020-01-01 12:00 3.4M\n</pre></html>"
    )
    with pytest.raises(UnreadableDocumentError, match="a list of a folder's files"):
        load(path)


def test_characters_that_could_not_be_read_are_told() -> None:
    pages = ("A dose of 5 \ufffdg.", "Nothing odd.", "\ufffd\ufffd")
    document = Document(Source("a", "A"), pages, ())
    assert list(hidden_notices(document)) == ["3 characters that could not be read, shown as \ufffd, on pages 1, 3"]
