"""A Word file's text is what a reader sees: nothing left out in the middle of a sentence, nothing that was deleted."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest

from index.document import Role
from ingest.errors import UnreadableDocumentError
from ingest.load import load
from tests.ingest.zoo.words import MAIN, STRICT, changed, run, with_footnote, word, write

BEFORE, AFTER = run("Ketamine was given to "), run("women with pain.")
SENTENCE = "Ketamine was given to twenty women with pain."
BOX = f'<v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent><w:p>{run(SENTENCE)}</w:p></w:txbxContent></v:textbox>'
GOOD = word(f"<w:p>{run(SENTENCE)}</w:p>")
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


@pytest.mark.parametrize(
    "middle",
    [
        f'<w:ins w:id="1" w:author="a">{run("twenty ")}</w:ins><w:del w:id="2"><w:r><w:delText>thirty </w:delText></w:r></w:del>',
        f'<w:moveTo w:id="1" w:author="a">{run("twenty ")}</w:moveTo><w:moveFrom w:id="2" w:author="a">{run("thirty ")}</w:moveFrom>',
        f"<w:sdt><w:sdtContent>{run('twenty ')}</w:sdtContent></w:sdt>",
        f'<w:smartTag w:uri="x" w:element="y">{run("twenty ")}</w:smartTag>',
        f'<w:fldSimple w:instr="REF a">{run("twenty ")}</w:fldSimple>',
        f'<w:hyperlink w:anchor="a">{run("twenty ")}</w:hyperlink>',
        '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>twenty </m:t></m:r></m:oMath>',
    ],
)
def test_no_word_is_left_out_within_a_sentence(tmp_path: Path, middle: str) -> None:
    assert load(write(tmp_path, word(f"<w:p>{BEFORE}{middle}{AFTER}</w:p>"))).pages == (SENTENCE,)


def test_signs_of_the_symbol_font_are_their_characters(tmp_path: Path) -> None:
    sign = '<w:r><w:t>Doses </w:t><w:sym w:font="Symbol" w:char="F0B3"/><w:t> 5 mg and </w:t><w:sym w:font="Odd" w:char="F0B3"/></w:r>'
    assert load(write(tmp_path, word(f"<w:p>{sign}{run(' were given.')}</w:p>"))).pages == ("Doses ≥ 5 mg and \ufffd were given.",)


@pytest.mark.parametrize(
    "body",
    [
        f"<w:sdt><w:sdtContent><w:p>{run(SENTENCE)}</w:p></w:sdtContent></w:sdt>",
        f"<w:p><w:r><w:pict>{BOX}</w:pict></w:r></w:p>",
        f"<w:p><w:r><mc:AlternateContent {MC}><mc:Choice>{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent></w:r>"
        "</w:p>",
    ],
)
def test_controls_and_text_boxes_are_read_once(tmp_path: Path, body: str) -> None:
    assert load(write(tmp_path, word(f"<w:p>{run('Women slept better.')}</w:p>", body))).pages == (f"Women slept better.\n\n{SENTENCE}",)


def test_footnotes_come_after_the_text(tmp_path: Path) -> None:
    assert load(write(tmp_path, with_footnote("Women slept better.", SENTENCE))).pages == (f"Women slept better.\n\n{SENTENCE}",)


def test_tables_within_tables_and_deleted_rows(tmp_path: Path) -> None:
    def cell(text: str) -> str:
        return f"<w:tc><w:p>{run(text)}</w:p>"

    inner = f"<w:tbl><w:tr>{cell('Dose')}</w:tc>{cell('5 mg')}</w:tc></w:tr></w:tbl>"
    gone = f'<w:tr><w:trPr><w:del w:id="1" w:author="a"/></w:trPr>{cell("6 mg")}</w:tc></w:tr>'
    document = load(write(tmp_path, word(f"<w:tbl><w:tr>{cell('Ketamine')}{inner}<w:p/></w:tc></w:tr>{gone}</w:tbl>")))
    rows = [document.text_of(block) for block in document.blocks if block.role is Role.TABLE_ROW]
    assert rows == ["Ketamine", "Dose | 5 mg"]


@pytest.mark.parametrize(
    "make",
    [
        lambda: changed(
            GOOD,
            replace={b"application/vnd.openxmlformats-officedocument." + MAIN: b"application/vnd.ms-word.document.macroEnabled.main+xml"},
        ),
        lambda: changed(GOOD, replace={MAIN: MAIN.replace(b"document", b"template")}),
        lambda: changed(GOOD, replace=STRICT),
        lambda: changed(
            GOOD,
            replace={b"word/document.xml": b"word/document2.xml"},
            rename={"word/document.xml": "word/document2.xml", "word/_rels/document.xml.rels": "word/_rels/document2.xml.rels"},
        ),
    ],
    ids=["with macros", "a template", "strict", "another name"],
)
def test_other_kinds_of_word_files_are_read(tmp_path: Path, make: Callable[[], bytes]) -> None:
    assert load(write(tmp_path, make())).pages == (SENTENCE,)


def with_embedded(data: bytes, name: str, kind: str) -> bytes:
    """A Word file whose text goes on in another document that it holds."""
    base = word(f"<w:p>{run('Women slept better.')}</w:p>", f'<w:altChunk xmlns:r="{RELATIONS}" r:id="rIdA"></w:altChunk>')
    relation = f'<Relationship Id="rIdA" Type="{RELATIONS}/aFChunk" Target="/word/{name}"/></Relationships>'
    override = f'<Override PartName="/word/{name}" ContentType="{kind}"/></Types>'
    ends = {b"</Relationships>": relation.encode(), b"</Types>": override.encode()}
    base = changed(base, only={"word/_rels/document.xml.rels", "[Content_Types].xml"}, replace=ends)
    out = BytesIO(base)
    with zipfile.ZipFile(out, "a") as target:
        target.writestr(f"word/{name}", data)
    return out.getvalue()


WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (f"<html><body><h1>Results</h1><p>{SENTENCE}</p></body></html>".encode(), "a.html", "text/html"),
        (f"<p>{SENTENCE}</p>".encode("utf-16"), "a.html", "application/xhtml+xml"),
        (f"MIME-Version: 1.0\nContent-Type: text/html\n\n<html><body><p>{SENTENCE}</p></body></html>".encode(), "a.mht", "message/rfc822"),
        (SENTENCE.encode(), "a.txt", "text/plain"),
        (word(f"<w:p>{run(SENTENCE)}</w:p>"), "a.docx", WORD_TYPE),
        (with_embedded(SENTENCE.encode(), "b.txt", "text/plain"), "a.docx", WORD_TYPE),
    ],
    ids=["page", "piece of a page", "page in one file", "text", "Word", "text in Word"],
)
def test_embedded_documents_are_part_of_the_text(tmp_path: Path, data: bytes, name: str, kind: str) -> None:
    document = load(write(tmp_path, with_embedded(data, name, kind)))
    quotable = [document.text_of(block) for block in document.blocks if block.role.is_quotable]
    assert list(dict.fromkeys(quotable)) == ["Women slept better.", SENTENCE]
    assert not document.notices


def test_embedded_documents_that_are_not_read_are_told(tmp_path: Path) -> None:
    assert load(write(tmp_path, with_embedded(rb"{\rtf1 words}", "a.rtf", "application/rtf"))).notices[0].startswith("not read: 1 ")


@pytest.mark.parametrize(
    "part", ["word/styles.xml", "word/numbering.xml", "word/settings.xml", "docProps/core.xml", "word/theme/theme1.xml"]
)
def test_parts_that_are_named_and_not_there_are_not_missed(tmp_path: Path, part: str) -> None:
    assert load(write(tmp_path, changed(GOOD, without=part))).pages == (SENTENCE,)


def test_parts_whose_names_have_backslashes_are_found(tmp_path: Path) -> None:
    with zipfile.ZipFile(BytesIO(GOOD)) as archive:
        names = {name: name.replace("/", "\\") for name in archive.namelist()}
    assert load(write(tmp_path, changed(GOOD, rename=names))).pages == (SENTENCE,)


def test_documents_embedded_as_they_are_get_told(tmp_path: Path) -> None:
    chunk = '<w:altChunk xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId99"></w:altChunk>'
    assert re.match("not read: 1 ", load(write(tmp_path, word(f"<w:p>{run(SENTENCE)}</w:p>", chunk))).notices[0])
    with pytest.raises(UnreadableDocumentError, match="embedded"):
        load(write(tmp_path, word(chunk)))


def test_damaged_properties_do_not_keep_the_text_from_being_read(tmp_path: Path) -> None:
    kind = b"application/vnd.openxmlformats-package.core-properties+xml"
    assert load(write(tmp_path, changed(GOOD, replace={kind: b"application/octet-stream"}))).pages == (SENTENCE,)


@pytest.mark.parametrize(("saved", "date"), [(None, ""), (datetime(2019, 5, 6), "2019-05-06")])
def test_the_date_of_the_template_says_nothing_of_the_document(tmp_path: Path, saved: datetime | None, date: str) -> None:
    word = docx.Document()
    word.add_paragraph("Ten people took part in the study.")
    if saved:
        word.core_properties.modified = saved
    word.save(str(tmp_path / "report.docx"))
    assert load(tmp_path / "report.docx").source.date == date
