"""A Word file's text is what a reader sees: nothing left out in the middle of a sentence, nothing that was deleted."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from index.document import Role
from ingest.errors import UnreadableDocumentError
from ingest.load import load
from tests.ingest.zoo.words import MAIN, STRICT, changed, run, with_footnote, word, write

BEFORE, AFTER = run("Ketamine was given to "), run("women with pain.")
SENTENCE = "Ketamine was given to twenty women with pain."
BOX = f'<v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent><w:p>{run(SENTENCE)}</w:p></w:txbxContent></v:textbox>'
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


GOOD = word(f"<w:p>{run(SENTENCE)}</w:p>")


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


def test_documents_embedded_as_they_are_get_told(tmp_path: Path) -> None:
    chunk = '<w:altChunk xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId99"></w:altChunk>'
    assert re.match("not read: 1 ", load(write(tmp_path, word(f"<w:p>{run(SENTENCE)}</w:p>", chunk))).notices[0])
    with pytest.raises(UnreadableDocumentError, match="embedded"):
        load(write(tmp_path, word(chunk)))


def test_damaged_properties_do_not_keep_the_text_from_being_read(tmp_path: Path) -> None:
    kind = b"application/vnd.openxmlformats-package.core-properties+xml"
    assert load(write(tmp_path, changed(GOOD, replace={kind: b"application/octet-stream"}))).pages == (SENTENCE,)
