"""PDFs of which one part is broken and the rest says enough: read all the same, or refused by what is wrong."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import pytest

from ingest.errors import UnreadableDocumentError
from ingest.load_pdf import load_pdf
from tests.ingest.zoo.pdfs import FONT, pdf, simple, stream

WORDS = "Ketamine was given to twenty women with long-standing pain. Sleep improved in most of them after a week."
JAPANESE = "ケタミンは慢性の痛みを持つ女性二十人に投与された。睡眠は一週間後に改善した。"


def drawn(code: str) -> bytes:
    return stream(b"BT /F1 9 Tf 20 700 Td <" + code.encode() + b"> Tj ET")


def text_of(folder: Path, data: bytes) -> str:
    path = folder / "broken.pdf"
    path.write_bytes(data)
    return load_pdf(path).pages[0]


def with_font(font: bytes, words: str = WORDS.encode().hex(), **objects: bytes) -> bytes:
    return pdf(simple(o4=drawn(words), o5=font, **objects))


FORMS = {
    "a table of characters without end": (b"/ToUnicode 8 0 R", stream(b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange endcmap")),
    "a table of characters that is the font": (b"/ToUnicode 5 0 R", b"null"),
    "widths that are none": (b"/FirstChar 32/LastChar 122/Widths[(a) null 9 0 R]", b"null"),
}


@pytest.mark.parametrize(("entry", "object_8"), FORMS.values(), ids=FORMS)
def test_a_font_is_read_without_its_broken_part(tmp_path: Path, entry: bytes, object_8: bytes) -> None:
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding" + entry + b">>"
    assert text_of(tmp_path, with_font(font, o8=object_8)) == WORDS


@pytest.mark.parametrize(
    ("name", "codec"),
    [("EUC-H", "euc_jp"), ("90ms-RKSJ-H", "cp932"), ("90pv-RKSJ-H", "cp932"), ("UniJIS-UTF16-H", "utf-16-be"), ("UniJIS-UTF8-H", "utf-8")],
)
def test_text_in_an_encoding_of_its_own_is_decoded(tmp_path: Path, name: str, codec: str) -> None:
    font = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/%s/DescendantFonts[8 0 R]>>" % name.encode()
    descendant = b"<</Type/Font/Subtype/CIDFontType0/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 0>>>>"
    assert text_of(tmp_path, with_font(font, JAPANESE.encode(codec).hex(), o8=descendant)) == JAPANESE


@pytest.mark.parametrize("name", ["H", "Adobe-Japan1-2", "Foo-H"])
def test_text_in_an_encoding_that_nobody_knows_is_not_guessed_at(tmp_path: Path, name: str) -> None:
    font = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/%s/DescendantFonts[8 0 R]>>" % name.encode()
    descendant = b"<</Type/Font/Subtype/CIDFontType0/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 0>>>>"
    with pytest.raises(UnreadableDocumentError, match="glyphs without meaning"):
        text_of(tmp_path, with_font(font, JAPANESE.encode("euc_jp").hex(), o8=descendant))


def test_names_of_glyphs_are_never_taken_for_text(tmp_path: Path) -> None:
    font = b"<</Type/Font/Subtype/Type3/FontMatrix[0.001 0 0 0.001 0 0]/CharProcs<<>>/FirstChar 32/LastChar 122/Widths[]/Encoding<<%s>>>>"
    assert text_of(tmp_path, with_font(font % b"/Differences[32/g1]")) == WORDS
    assert text_of(tmp_path, with_font(font % b"/Differences[103/g71]")).startswith("Ketamine was \ufffdiven to")
    every = b"/Differences[0" + b"".join(b"/g%d" % number for number in range(256)) + b"]"
    with pytest.raises(UnreadableDocumentError, match="unknown characters"):
        text_of(tmp_path, with_font(font % every))


@pytest.mark.parametrize("target", ["<00b0>", "<00a7>"])
def test_signs_in_place_of_letters_are_no_text(tmp_path: Path, target: str) -> None:
    table = b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <41> <7a> " + target.encode() + b" endbfrange endcmap"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding/ToUnicode 8 0 R>>"
    with pytest.raises(UnreadableDocumentError, match="without usable characters"):
        text_of(tmp_path, with_font(font, b"QWERTZABCD EFGHIJKLMN OPQRSTUVWX ".hex() * 6, o8=stream(table)))


def packed() -> bytes:
    """A PDF whose catalogue, pages and font are packed into a stream, and whose table is one."""
    inside = {number: body for number, body in simple().items() if number != 4}
    head, body = b"", b""
    for number, packed_object in inside.items():
        head += b"%d %d " % (number, len(body))
        body += packed_object + b" "
    extra = b"/Filter/FlateDecode/Type/ObjStm/N %d/First %d" % (len(inside), len(head))
    out = bytearray(b"%PDF-1.5\n")
    places = {}
    for number, content in {4: drawn(WORDS.encode().hex()), 6: stream(zlib.compress(head + body), extra)}.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    rows = b"".join(
        struct.pack(">BIH", 1, places[number], 0)
        if number in places
        else struct.pack(">BIH", 2, 6, list(inside).index(number))
        if number in inside
        else struct.pack(">BIH", *((1, start, 0) if number == 7 else (0, 0, 0)))
        for number in range(8)
    )
    out += b"7 0 obj\n" + stream(zlib.compress(rows), b"/Filter/FlateDecode/Type/XRef/Size 8/W[1 4 2]/Root 1 0 R") + b"\nendobj\n"
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % start


def test_packed_objects_are_found_where_the_end_of_the_file_is_lost(tmp_path: Path) -> None:
    whole = packed()
    assert text_of(tmp_path, whole) == WORDS
    assert text_of(tmp_path, whole[: whole.index(b"7 0 obj")]) == WORDS
    assert text_of(tmp_path, whole[: whole.index(b"startxref") - 60]) == WORDS


@pytest.mark.parametrize("before", [b"x" * 2000, b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n"])
def test_what_stands_before_the_head_is_passed_over(tmp_path: Path, before: bytes) -> None:
    assert text_of(tmp_path, before + with_font(FONT)) == WORDS


def test_encrypted_by_nothing_is_not_encrypted_and_by_something_unknown_is(tmp_path: Path) -> None:
    objects = simple(o4=drawn(WORDS.encode().hex()))
    assert text_of(tmp_path, pdf(objects, b"/Root 1 0 R/Encrypt null")) == WORDS
    for what in (b"<</Filter/Foo/V 1>>", b"<</Filter/Standard/V 9/R 9/O(x)/U(y)/P 0>>"):
        with pytest.raises(UnreadableDocumentError, match="encrypted in a way that cannot be read"):
            text_of(tmp_path, pdf(objects, b"/Root 1 0 R/ID[<00><00>]/Encrypt " + what))


@pytest.mark.parametrize("catalogue", [b"<</Type/Catalog>>", b"1 0 R", b"<</Type/Catalog/Pages[3 0 R]>>"])
def test_no_error_of_the_programs_reaches_the_receipt(tmp_path: Path, catalogue: bytes) -> None:
    with pytest.raises(UnreadableDocumentError) as refused:
        text_of(tmp_path, pdf(simple(o1=catalogue)))
    assert refused.value.reason.startswith("damaged PDF")
    assert "object" not in refused.value.reason.replace("Invalid object in /Pages", "")
