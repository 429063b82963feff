"""HTML, Markdown and Word: the article with its structure, nothing glued, nothing of the page around it."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from index.document import Document, Role
from ingest.errors import UnreadableDocumentError
from ingest.load import detect, load
from ingest.split import split

PAGE = """<!doctype html><html lang="en"><head><title>Sleep and pain</title><meta name="author" content="A. Writer">
<meta name="citation_doi" content="10.1000/xyz"><script>alert(1)</script><style>p{}</style></head><body>
<nav><ul><li><a href="/">Home</a></li><li>Shop</li></ul></nav><article><h1>Sleep and pain</h1>
<p>Sleep is <b>worse</b> in people with pain,<br>as a study of <i>ten</i><sup>2</sup> women showed in a long trial.</p>
<h2>What helps</h2><p>Several things were found to help people who sleep badly because of pain:</p>
<ul><li>regular exercise in the morning</li><li>less coffee</li></ul>
<table><tr><th>Dose</th><th>Hours</th></tr><tr><td>5 mg</td><td>6.5</td></tr></table>
<p>andNEU<span>1</span> stays one word, while paragraphs <em>never</em> run together in this long text about sleep.</p></article>
<footer><p>© 2024 A clinic. All rights reserved.</p></footer><div>We use cookies on our website.</div></body></html>"""


def texts(document: Document, role: Role) -> list[str]:
    return [document.text_of(block) for block in document.blocks if block.role is role]


def test_a_saved_web_page(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"  # the name is wrong; the content decides
    path.write_text(PAGE, encoding="utf-8")
    document = load(path)
    assert document.source.title == "Sleep and pain"
    assert document.source.doi == "10.1000/xyz"
    assert texts(document, Role.HEADING) == ["Sleep and pain", "What helps"]
    assert texts(document, Role.LIST_ITEM) == ["• regular exercise in the morning", "• less coffee"]
    assert texts(document, Role.TABLE_ROW) == ["Dose | Hours", "5 mg | 6.5"]
    assert "Sleep is worse in people with pain, as a study of ten² women showed in a long trial." in document.pages[0]
    assert "alert" not in document.pages[0]
    quotable = " ".join(passage.text for passage in split(document).passages)
    for around in ("cookies", "rights reserved", "Shop"):
        assert around in document.pages[0]
        assert around not in quotable


def test_markdown_without_its_marks(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text(
        "# Notes\n\nSome **bold** [link](http://x) text ![a picture](http://y).\n\n- one\n- two\n\n<script>x</script>\n", encoding="utf-8"
    )
    document = load(path)
    assert document.source.title == "Notes"
    assert texts(document, Role.PARAGRAPH) == ["Some bold link text a picture."]
    assert texts(document, Role.LIST_ITEM) == ["• one", "• two"]


NOTES = "# Sleep and pain\n\nSleep is **worse** in people with pain, as [a trial](https://example.org/a) of ten women showed.\n"
MARKED = (
    NOTES,
    "Sleep and pain\n==============\n\nSleep is **worse** in people with pain, as a trial of ten women showed.\n",
    "---\ntitle: Sleep\n---\n\n## Sleep\n\nSleep is worse in people with pain, as a trial showed.\n",
    "# Sleep\n\nSleep is worse in people with pain, as a trial showed.\n\n## What helps\n\nExercise in the morning helps most of them.\n",
    "Doses were these:\n\n| Drug | Dose |\n|---|---|\n| Ketamine | 5 mg |\n\nThey were *never* raised, and nobody left the trial.\n",
)
PLAIN = (
    "Sleep and pain\n\nSleep is worse in people with pain, as a trial of ten women showed.\n",
    "Sleep and pain\n\n* Sleep is worse in people with pain.\n* A trial of ten women showed it.\n\n- p < 0.05 * 2\n",
    "#1 in pain care\n\nThe value [1] was 5 * 3 = 15 (see the table), and file_name_one was kept by the staff.\n",
    "Sleep\n-----------\n\nIt is worse in people with pain [12](as the table says) and better after a year.\n",
)


@pytest.mark.parametrize("text", MARKED)
@pytest.mark.parametrize("name", ["notes.txt", "notes.md", "notes"])
def test_markdown_is_known_by_its_marks_and_not_by_its_name(tmp_path: Path, text: str, name: str) -> None:
    (path := tmp_path / name).write_text(text, encoding="utf-8")
    assert detect(path) == "markdown"
    assert not any(mark in load(path).pages[0] for mark in ("**", "](", "##", "---", "==="))


@pytest.mark.parametrize("text", PLAIN)
def test_text_with_signs_in_it_is_no_markdown(tmp_path: Path, text: str) -> None:
    (path := tmp_path / "notes.txt").write_text(text, encoding="utf-8")
    assert detect(path) == "text"
    assert load(path).pages == (text,)


def test_a_plain_text_named_markdown_is_a_plain_text(tmp_path: Path) -> None:
    (path := tmp_path / "notes.md").write_text(PLAIN[0], encoding="utf-8")
    assert detect(path) == "text"


def test_a_word_file(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_heading("A report", level=0)
    word.add_heading("Methods", level=1)
    word.add_paragraph("Ten people took part in the study.")
    word.add_paragraph("first item", style="List Bullet")
    table = word.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Dose", "5 mg"
    path = tmp_path / "report.pdf"
    word.save(str(path))
    document = load(path)
    assert detect(path) == "docx"
    assert document.source.title == "A report"
    assert texts(document, Role.HEADING) == ["A report", "Methods"]
    assert texts(document, Role.TABLE_ROW) == ["Dose | 5 mg"]
    assert {passage.section for passage in split(document).passages} == {"Methods"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1"])
def test_encodings_are_found_out(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "text.txt"
    words = "Sörensen’s café study" if encoding not in {"latin-1"} else "Sörensen's café study"
    path.write_bytes((f"A title\n\n{words} of naïve patients, in which pain fell by half after ten days.\n" * 5).encode(encoding))
    assert words in load(path).pages[0]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.html", b"", "empty"),
        ("scan.docx", b"\x89PNG\r\n\x1a\n" + bytes(50), "picture"),
        ("old.doc", b"\xd0\xcf\x11\xe0" + bytes(600), "old Word"),
        ("broken.docx", b"PK\x03\x04" + bytes(30), "archive"),
        ("binary.txt", bytes(range(256)) * 20, "no type of document"),
        ("script-only.html", b"<html><body><script>document.write('x')</script></body></html>", "no text"),
    ],
)
def test_what_cannot_be_read_says_why(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableDocumentError, match=reason) as error:
        load(path)
    assert error.value.remedy


def test_pictures_within_a_page_do_not_count_towards_its_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.load_html.MAX_MARKUP", 20_000)
    path = tmp_path / "page.html"
    sentence = "Ketamine was given to twenty women with long-standing pain."
    path.write_text(f"<html><body><p>{sentence}</p><img src='data:image/png;base64,{'A' * 100_000}'></body></html>")
    assert sentence in load(path).pages[0]
    path.write_text(f"<html><body><p>{sentence}</p>{'<p>words</p>' * 2_000}</body></html>")
    with pytest.raises(UnreadableDocumentError, match="MB without its pictures"):
        load(path)
