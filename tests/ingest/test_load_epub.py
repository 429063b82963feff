"""An e-book: chapters in spine order, its record, and archives that are traps."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from index.document import Role
from ingest.errors import UnreadableDocumentError
from ingest.hidden import hidden_notices
from ingest.load_epub import load_epub

CONTAINER = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OPS/book.opf"/></rootfiles></container>"""
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>
<dc:title>Living with pain</dc:title><dc:creator>Ana Doe</dc:creator><dc:language>en-GB</dc:language>
<dc:date>2020-05-01</dc:date></metadata>
<manifest><item id="b" href="two.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="text/one%20.xhtml" media-type="application/xhtml+xml"/>
<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/></manifest>
<spine><itemref idref="n"/><itemref idref="a"/><itemref idref="b"/></spine></package>"""
ONE = """<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><h1>Sleep</h1><p>Sleep <b>well</b>.<br/>Rest.</p>
<script>no()</script><ul><li>early</li><li><p>late</p></li></ul><table><tr><th>Drug</th><th>Dose</th></tr></table>loose</body></html>"""
TWO = "<html><body><h2>Moving</h2><p>Walk a little.</p></body></html>"


def write(folder: Path, entries: dict[str, str]) -> Path:
    path = folder / "book.epub"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in entries.items():
            archive.writestr(name, text)
    return path


def book(**changes: str) -> dict[str, str]:
    return {"META-INF/container.xml": CONTAINER, "OPS/book.opf": PACKAGE, "OPS/text/one .xhtml": ONE, "OPS/two.xhtml": TWO, **changes}


def test_chapters_are_pages_in_spine_order(tmp_path: Path) -> None:
    document = load_epub(write(tmp_path, book()))
    assert len(document.pages) == 2
    assert [(block.page, block.role, document.text_of(block)) for block in document.blocks] == [
        (1, Role.HEADING, "Sleep"),
        (1, Role.PARAGRAPH, "Sleep well. Rest."),
        (1, Role.LIST_ITEM, "• early"),
        (1, Role.LIST_ITEM, "• late"),
        (1, Role.TABLE_ROW, "| Drug | Dose"),
        (1, Role.PARAGRAPH, "loose"),
        (2, Role.HEADING, "Moving"),
        (2, Role.PARAGRAPH, "Walk a little."),
    ]


def test_package_becomes_the_record(tmp_path: Path) -> None:
    source = load_epub(write(tmp_path, book())).source
    assert (source.title, source.authors, source.language, source.date) == ("Living with pain", ("Ana Doe",), "en", "2020-05-01")


def test_missing_chapter_keeps_its_page_and_is_said(tmp_path: Path) -> None:
    entries = book()
    del entries["OPS/two.xhtml"]
    document = load_epub(write(tmp_path, entries))
    assert document.pages[1] == ""
    assert document.notices == ("damaged: 1 of 2 chapters missing",)


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        (book(**{"META-INF/rights.xml": "<rights/>"}), "digital rights"),
        ({"META-INF/container.xml": "<container/>"}, "damaged"),
        ({"META-INF/container.xml": CONTAINER}, "damaged"),
        (book(**{"OPS/text/one .xhtml": "", "OPS/two.xhtml": "<html/>"}), "without text"),
        (book(**{"OPS/two.xhtml": "x" * (21 * 1024 * 1024)}), "unpacks to far more"),
    ],
)
def test_broken_and_hostile_books_are_refused_by_name(tmp_path: Path, entries: dict[str, str], reason: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=reason):
        load_epub(write(tmp_path, entries))


def test_deep_nesting_is_no_trap(tmp_path: Path) -> None:
    deep = "<html><body>" + "<div>" * 50_000 + "<p>bottom</p>" + "</div>" * 50_000 + "</body></html>"
    document = load_epub(write(tmp_path, book(**{"OPS/two.xhtml": deep})))
    assert "Sleep well." in document.pages[0]


@pytest.mark.parametrize("attribute", ["style='display:none'", "style='color:#fff'", "hidden=''", "aria-hidden='true'"])
def test_what_a_chapter_hides_is_not_quoted(tmp_path: Path, attribute: str) -> None:
    two = f"<html><body><p>Walk a little. <span {attribute}>Run far.</span> Rest then.</p></body></html>"
    document = load_epub(write(tmp_path, book(**{"OPS/two.xhtml": two})))
    quotable = " ".join(document.text_of(block) for block in document.blocks if block.role.is_quotable)
    assert "Run far." in document.pages[-1]
    assert "Walk a little." in quotable
    assert "Rest then." in quotable
    assert "Run far." not in quotable
    assert "hidden text on page 2" in list(hidden_notices(document))


def test_items_keep_their_numbers(tmp_path: Path) -> None:
    two = "<html><body><ol start='3'><li>Walk.</li><li><p>Rest.</p></li><li></li></ol><p>Then:</p><ul><li>sleep</li></ul></body></html>"
    document = load_epub(write(tmp_path, book(**{"OPS/two.xhtml": two})))
    assert [document.text_of(block) for block in document.blocks if block.page == 2] == ["3. Walk.", "4. Rest.", "Then:", "• sleep"]
