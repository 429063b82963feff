"""PDFs as they come from bug reports of PDF readers: each with the same sentence on its page, each odd or broken in one place."""

from __future__ import annotations

import base64
import re
import struct
import zlib
from collections.abc import Callable, Mapping

from tests.ingest.zoo.mutants import object_stream_pdf, printed_pdf
from tests.ingest.zoo.pdfs import FONT, PAGE, WORDS, pdf, simple, stream

TEXT = b"Ketamine was given to twenty women with long-standing pain."
FLATE = b"/Filter/FlateDecode"
PACKED = zlib.compress(WORDS)
READABLE: dict[str, bytes] = {}  # viewers show the sentence, and so it must be had
REFUSED: dict[str, bytes] = {}
EITHER = (  # viewers differ; what is read must be the sentence
    "packed objects that say they are more",
    "packed objects that say they are none",
    "packed objects that begin nowhere",
    "packed objects of no type",
    "references to references",
    "pages in a list in a list",
    "page that is there twice",
    "list of pages that is not there",
    "catalogue without pages",
    "compressed with a line end before",
    "compressed without a head",
    "contents in a list in a list",
    "wide font without its part",
    "drawn with a picture of no size",
)
DOUBTFUL: dict[str, bytes] = {}


def _page(entries: bytes, contents: bytes = b"/Contents 4 0 R") -> bytes:
    """A page of the usual fonts with these entries, and no box but theirs."""
    return b"<</Type/Page/Parent 2 0 R%s/Resources<</Font<</F1 5 0 R>>>>%s>>" % (contents, entries)


def _drawn(content: bytes) -> bytes:
    return pdf(simple(o4=stream(content)))


def _cut(data: bytes, start: bytes, end: bytes = b"") -> bytes:
    """Without what stands from `start` on, or from there to `end`."""
    at = data.index(start)
    return data[:at] + (data[data.index(end, at) :] if end else b"")


def _sub(data: bytes, old: bytes, new: bytes) -> bytes:
    assert old in data, old
    return data.replace(old, new)


def _moved(data: bytes, n: int) -> bytes:
    """With all places in the table of objects off by so many bytes."""
    return re.sub(rb"(\d{10})(?= 00000 n)", lambda found: b"%010d" % (int(found[1]) + n), data)


def _startxref(data: bytes, place: bytes) -> bytes:
    return re.sub(rb"startxref\n\d+", b"startxref\n" + place, data)


def _updated(data: bytes, number: int, body: bytes, prev: bytes | None = None) -> bytes:
    """With an object replaced by an update at the file's end."""
    last = re.findall(rb"startxref\n(\d+)", data)[-1]
    place = len(data)
    out = data + b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    trailer = b"trailer\n<</Size 10/Root 1 0 R/Prev %s>>\n" % (prev if prev is not None else last)
    return out + b"xref\n%d 1\n%010d 00000 n \n" % (number, place) + trailer + b"startxref\n%d\n%%%%EOF\n" % start


def _tables() -> dict[str, bytes]:
    usual, packed = pdf(simple()), object_stream_pdf()
    table = usual[usual.index(b"xref\n0") :]
    return {
        "startxref at nothing": _startxref(usual, b"0"),
        "startxref below zero": _startxref(usual, b"-1"),
        "startxref beyond the end": _startxref(usual, b"99999999"),
        "startxref in the middle of an object": _startxref(usual, b"120"),
        "startxref that is no number": _startxref(usual, b"abc"),
        "startxref one byte early": re.sub(rb"startxref\n(\d+)", lambda f: b"startxref\n%d" % (int(f[1]) - 1), usual),
        "startxref one byte late": re.sub(rb"startxref\n(\d+)", lambda f: b"startxref\n%d" % (int(f[1]) + 1), usual),
        "no startxref": _cut(usual, b"startxref"),
        "no end of file": _cut(usual, b"%%EOF"),
        "no trailer": _cut(usual, b"trailer"),
        "trailer without the catalogue": _sub(usual, b"/Root 1 0 R", b""),
        "trailer without a size": re.sub(rb"/Size \d+", b"", usual),
        "trailer whose size is too small": re.sub(rb"/Size \d+", b"/Size 2", usual),
        "trailer not closed": _sub(usual, b">>\nstartxref", b"\nstartxref"),
        "trailer whose catalogue is a page": _sub(usual, b"/Root 1 0 R", b"/Root 3 0 R"),
        "trailer whose catalogue is nowhere": _sub(usual, b"/Root 1 0 R", b"/Root 77 0 R"),
        "trailer that says it goes round": _sub(usual, b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % usual.index(b"xref\n0")),
        "trailer with a previous table below zero": _sub(usual, b"/Root 1 0 R", b"/Root 1 0 R/Prev -5"),
        "trailer with a previous table nowhere": _sub(usual, b"/Root 1 0 R", b"/Root 1 0 R/Prev 9999999"),
        "hybrid table that is nowhere": _sub(usual, b"/Root 1 0 R", b"/Root 1 0 R/XRefStm 9999999"),
        "hybrid table that is no stream": _sub(usual, b"/Root 1 0 R", b"/Root 1 0 R/XRefStm 15"),
        "table of nineteen bytes a line": _sub(usual, b" \n0", b"\n0"),
        "table with carriage returns": usual[: -len(table)] + table.replace(b"\n", b"\r"),
        "table that begins with one": _sub(usual, b"xref\n0 6", b"xref\n1 6"),
        "table on the keyword's line": _sub(usual, b"xref\n0 6\n", b"xref 0 6\n"),
        "table with a blank line": _sub(usual, b"xref\n0 6\n", b"xref\n\n0 6\n\n"),
        "table of more than there is": _sub(usual, b"xref\n0 6", b"xref\n0 60"),
        "table of fewer than there are": _sub(usual, b"xref\n0 6", b"xref\n0 3"),
        "table of letters": re.sub(rb"\d{10} 00000 n", b"abcdefghij 00000 n", usual),
        "table of zeros": re.sub(rb"\d{10} 00000 n", b"0000000000 00000 n", usual),
        "table that calls all free": usual.replace(b" n \n", b" f \n"),
        "table ten bytes off": _moved(usual, 10),
        "table two bytes short": _moved(usual, -2),
        "table with other numbers than the objects": _sub(usual, b"\n5 0 obj", b"\n6 0 obj").replace(b"5 0 R", b"6 0 R"),
        "objects of a later generation": re.sub(rb"(\d) 0 obj", rb"\1 3 obj", usual),
        "table as a stream, cut": _cut(packed, b"endstream\nendobj\nstartxref"),
        "table as a stream with wrong widths": _sub(packed, b"/W[1 2 1]", b"/W[1 1 1]"),
        "table as a stream with widths of nothing": _sub(packed, b"/W[1 2 1]", b"/W[0 0 0]"),
        "table as a stream with widths without end": _sub(packed, b"/W[1 2 1]", b"/W[1 2 999999999]"),
        "table as a stream with half an index": _sub(packed, b"/Size 8", b"/Size 8/Index[0]"),
        "table as a stream with an index without end": _sub(packed, b"/Size 8", b"/Size 8/Index[0 2147483647]"),
        "table as a stream that goes before itself": _sub(packed, b"/Size 8", b"/Size 8/Prev 9"),
        "packed objects that say they are more": _sub(packed, b"/N 4", b"/N 400"),
        "packed objects that say they are none": _sub(packed, b"/N 4", b"/N 0"),
        "packed objects that begin nowhere": re.sub(rb"/First \d+", b"/First 9999", packed),
        "packed objects that go on from themselves": _sub(packed, b"/Type/ObjStm", b"/Type/ObjStm/Extends 6 0 R"),
        "packed objects of no type": _sub(packed, b"/Type/ObjStm", b""),
        "update of a page": _updated(pdf(simple(o4=stream(b"BT ET"))), 4, stream(WORDS)),
        "update whose previous table is nowhere": _updated(pdf(simple(o4=stream(b"BT ET"))), 4, stream(WORDS), b"7"),
        "update that is cut": _updated(usual, 9, b"<</A 1>>")[:-60],
        "update of a catalogue that is broken": _updated(usual, 9, b"<</A"),
    }


def _surroundings() -> dict[str, bytes]:
    usual = pdf(simple())
    body = usual[usual.index(b"\n") + 1 :]
    return {
        "blank lines before the head": b"\r\n\r\n" + usual,
        "a mark of UTF-8 before the head": b"\xef\xbb\xbf" + usual,
        "a head of a Macintosh's before it": bytes(128) + usual,
        "a kilobyte of noise before the head": bytes(range(128, 228)) * 10 + usual,
        "a web page before the head": b"<html><body>Loading</body></html>\n" + usual,
        "head in small letters": b"%pdf-1.7\n" + body,
        "head without a version": b"%PDF-\n" + body,
        "head of a printer's": b"%!PS-Adobe-3.0 PDF-1.4\n" + body,
        "head of the year 2040": b"%PDF-9.9\n" + body,
        "no head": body,
        "nothing but zeros behind": usual + bytes(100_000),
        "a web page behind": usual + b"<!DOCTYPE html><html><body><p>Footer</p></body></html>\n" * 50,
        "one file twice": usual + usual,
        "carriage returns for line ends": re.sub(rb"\n", b"\r", _cut(usual, b"xref")) + b"trailer\r<</Root 1 0 R>>\r",
        "printed, cut in half before the table": _cut(printed_pdf(), b"xref"),
        "printed, with line ends of Windows": printed_pdf().replace(b"\n", b"\r\n"),
    }


def _objects() -> dict[str, bytes]:
    usual = pdf(simple())
    return {
        "no end of objects": usual.replace(b"endobj\n", b""),
        "no blanks in the heads of objects": _sub(usual, b" 0 obj\n", b" 0 obj"),
        "objects on one line": re.sub(rb"\n(?=<<|endobj)", b" ", _cut(usual, b"xref")) + b"trailer<</Root 1 0 R>>",
        "comments everywhere": _sub(usual, b"<</Type", b"<<%a comment >> endobj\n/Type"),
        "names in hexadecimal": _sub(_sub(usual, b"/Contents", b"/Con#74ents"), b"/F1 5", b"/F#31 5"),
        "an object twice, first an empty one": _cut(pdf(simple(o4=stream(b"BT ET"))), b"xref")
        + b"4 0 obj\n"
        + stream(WORDS)
        + b"\nendobj\ntrailer\n<</Root 1 0 R>>\n",
        "an entry twice": pdf(simple(o3=_sub(PAGE, b"/Contents 4 0 R", b"/Contents 99 0 R/Contents 4 0 R"))),
        "a dictionary not closed": pdf(simple(o3=PAGE[:-2])),
        "a dictionary closed once": pdf(simple(o3=PAGE[:-1])),
        "an array not closed": pdf(simple(o2=b"<</Type/Pages/Count 1/Kids[3 0 R>>")),
        "a number of an object without end": _sub(usual, b"5 0 R", b"99999999999999999999 0 R").replace(b"/Font<</F1 9", b"/Font<</F2 9"),
        "numbers that are odd": _drawn(_sub(WORDS, b"72 700", b"+72. --700").replace(b"--700", b"700.0.0")),
        "a trailer in the way": _sub(usual, b"4 0 obj", b"trailer <</Info 9 0 R>>\n4 0 obj"),
        "references to references": pdf(simple(o3=_sub(PAGE, b"4 0 R", b"6 0 R"), o6=b"7 0 R", o7=b"4 0 R")),
        "nulls for blanks": pdf(simple(o3=_sub(PAGE, b"/Contents 4 0 R", b"/Contents\x004\x000\x00R"))),
        "catalogue of no type": pdf(simple(o1=b"<</Pages 2 0 R>>")),
        "catalogue of broken parts": pdf(
            simple(
                o1=b"<</Type/Catalog/Pages 2 0 R/Outlines 99 0 R/Names[1]/Dests(x)/PageLabels<</Nums 3>>/Metadata 5 0 R/Lang 1/AcroForm[]"
                b"/OCProperties(x)/StructTreeRoot 1 0 R/MarkInfo[]/OpenAction 1 0 R/AA 7/ViewerPreferences[]/Version 1/Extensions[]>>"
            )
        ),
        "information that is a page": pdf(simple(), b"/Root 1 0 R/Info 3 0 R"),
        "information that is broken": pdf(simple(o6=b"<</Title(x\\/Author<zz>"), b"/Root 1 0 R/Info 6 0 R"),
        "an identity that is none": pdf(simple(), b"/Root 1 0 R/ID[1 null]"),
    }


def _trees() -> dict[str, bytes]:
    return {
        f"pages counted as {count.decode() or 'nothing'}": pdf(simple(o2=b"<</Type/Pages/Kids[3 0 R]%s>>" % count))
        for count in (b"", b"/Count 0", b"/Count -1", b"/Count 2000000000", b"/Count(one)", b"/Count 99 0 R")
    } | {
        "pages with a null among them": pdf(simple(o2=b"<</Type/Pages/Kids[null 3 0 R 99 0 R 5 0 R]/Count 4>>")),
        "pages listed elsewhere": pdf(simple(o2=b"<</Type/Pages/Kids 6 0 R/Count 1>>", o6=b"[3 0 R]")),
        "pages in a list in a list": pdf(simple(o2=b"<</Type/Pages/Kids[[3 0 R]]/Count 1>>")),
        "pages of no type": pdf(simple(o2=b"<</Kids[3 0 R]/Count 1>>")),
        "pages that say they are a page": pdf(simple(o2=b"<</Type/Page/Kids[3 0 R]/Count 1>>")),
        "page of no type": pdf(simple(o3=_sub(PAGE, b"/Type/Page/", b"/"))),
        "page of another's type": pdf(simple(o3=_sub(PAGE, b"/Type/Page/", b"/Type/Template/"))),
        "page that says it is a list": pdf(simple(o3=_sub(PAGE, b"/Type/Page/", b"/Type/Pages/"))),
        "page without a parent": pdf(simple(o3=_sub(PAGE, b"/Parent 2 0 R", b""))),
        "page whose parent is itself": pdf(simple(o3=_sub(PAGE, b"/Parent 2 0 R", b"/Parent 3 0 R"))),
        "page in place of the list of pages": pdf(simple(o1=b"<</Type/Catalog/Pages 3 0 R>>")),
        "page within the list": pdf(simple(o2=b"<</Type/Pages/Kids[%s]/Count 1>>" % PAGE)),
        "page that is there twice": pdf(simple(o2=b"<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2>>")),
        "empty lists among the pages": pdf(simple(o2=b"<</Type/Pages/Kids[6 0 R 3 0 R]/Count 1>>", o6=b"<</Type/Pages/Kids[]/Count 0>>")),
        "list of pages that is not there": pdf(simple(o1=b"<</Type/Catalog/Pages 99 0 R>>")),
        "catalogue without pages": pdf(simple(o1=b"<</Type/Catalog>>")),
        "resources of the grandparent": pdf(
            simple(
                o2=b"<</Type/Pages/Kids[6 0 R]/Count 1/Resources<</Font<</F1 5 0 R>>>>/MediaBox[0 0 612 792]>>",
                o6=b"<</Type/Pages/Kids[3 0 R]/Count 1/Parent 2 0 R>>",
                o3=b"<</Type/Page/Parent 6 0 R/Contents 4 0 R>>",
            )
        ),
    }


def _streams() -> dict[str, bytes]:
    usual = pdf(simple())
    head = b"<<%s>>\nstream\n" + WORDS
    even = WORDS.ljust(-(-len(WORDS) // 8) * 8)
    made: dict[str, bytes] = {
        f"length {length.decode() or 'missing'}": pdf(simple(o4=(head % length) + b"\nendstream"))
        for length in (
            b"",
            b"/Length 0",
            b"/Length -1",
            b"/Length 7",
            b"/Length 99 0 R",
            b"/Length(x)",
            b"/Length null",
            b"/Length 4 0 R",
            b"/Length 99999999999999",
            b"/Length 1.5",
            b"/Length[9]",
            b"/Length 3000",
        )
    }
    for length in (b"", b"/Length 7", b"/Length 99999999999999", b"/Length 2147483648"):
        made[f"compressed, length {length.decode() or 'missing'}"] = pdf(
            simple(o4=b"<<%s%s>>\nstream\n%s\nendstream" % (FLATE, length, PACKED))
        )
        made[f"no end of the stream, length {length.decode() or 'missing'}"] = pdf(simple(o4=head % length))
        made[f"compressed, no end of the stream, length {length.decode() or 'missing'}"] = pdf(
            simple(o4=b"<<%s%s>>\nstream\n%s" % (FLATE, length, PACKED))
        )
    made |= {
        "the stream's end glued to it": pdf(simple(o4=b"<</Length %d>>stream\n%sendstream" % (len(WORDS), WORDS))),
        "the stream's end misspelt": _sub(usual, b"endstream", b"endstrea"),
        "a carriage return before the stream": pdf(simple(o4=b"<</Length %d>>\nstream\r%s\nendstream" % (len(WORDS), WORDS))),
        "blanks before the stream": pdf(simple(o4=b"<</Length %d>>\nstream   \r\n%s\nendstream" % (len(WORDS), WORDS))),
        "a comment before the stream": pdf(simple(o4=b"<</Length %d>>%%x\nstream\n%s\nendstream" % (len(WORDS), WORDS))),
        "the words endstream within": _drawn(b"% endstream endobj is what this comment says\n" + WORDS),
        "a stream after the file's end": _cut(usual, b"xref") + b"trailer<</Root 1 0 R>>%%EOF\n4 0 obj\n" + stream(WORDS) + b"\nendobj\n",
        "compressed with noise behind": pdf(simple(o4=stream(PACKED + b"\r\n\r\nnoise", FLATE))),
        "compressed with a line end before": pdf(simple(o4=stream(b"\r\n" + PACKED, FLATE))),
        "compressed without a checksum": pdf(simple(o4=stream(PACKED[:-4], FLATE))),
        "compressed without a head": pdf(simple(o4=stream(PACKED[2:], FLATE))),
        "compressed twice": pdf(simple(o4=stream(zlib.compress(PACKED), b"/Filter[/FlateDecode/FlateDecode]"))),
        "compressed, by its short name": pdf(simple(o4=stream(PACKED, b"/Filter/Fl"))),
        "compressed, said by F": pdf(simple(o4=stream(PACKED, b"/Filter[/Fl]/DecodeParms[null]"))),
        "compressed, with parameters of nothing": pdf(simple(o4=stream(PACKED, FLATE + b"/DecodeParms<</Predictor 1/Columns 1>>"))),
        "compressed, with parameters that are none": pdf(simple(o4=stream(PACKED, FLATE + b"/DecodeParms 99 0 R"))),
        "compressed, with a list of parameters": pdf(simple(o4=stream(PACKED, b"/Filter[/FlateDecode]/DecodeParms<</Predictor 1>>"))),
        "compressed with a predictor": pdf(
            simple(
                o4=stream(
                    zlib.compress(b"".join(b"\x00" + even[i : i + 8] for i in range(0, len(even), 8))),
                    FLATE + b"/DecodeParms<</Predictor 12/Columns 8>>",
                )
            )
        ),
        "a filter elsewhere": pdf(simple(o4=stream(PACKED, b"/Filter 6 0 R"), o6=b"/FlateDecode")),
        "a list of no filters": pdf(simple(o4=stream(WORDS, b"/Filter[]"))),
        "a filter that is null": pdf(simple(o4=stream(WORDS, b"/Filter null"))),
        "hexadecimal": pdf(simple(o4=stream(WORDS.hex().encode() + b">", b"/Filter/ASCIIHexDecode"))),
        "hexadecimal without an end": pdf(simple(o4=stream(WORDS.hex().encode(), b"/Filter/AHx"))),
        "in base 85": pdf(simple(o4=stream(base64.a85encode(WORDS) + b"~>", b"/Filter/ASCII85Decode"))),
        "in base 85 without an end": pdf(simple(o4=stream(base64.a85encode(WORDS), b"/Filter/A85"))),
        "in base 85, compressed": pdf(simple(o4=stream(base64.a85encode(PACKED, wrapcol=70) + b"\n~>", b"/Filter[/A85/Fl]"))),
        "in runs": pdf(simple(o4=stream(bytes([len(WORDS) - 1]) + WORDS + b"\x80", b"/Filter/RunLengthDecode"))),
        "in runs without an end": pdf(simple(o4=stream(bytes([len(WORDS) - 1]) + WORDS, b"/Filter/RL"))),
        "encrypted by nothing": pdf(simple(o4=stream(WORDS, b"/Filter/Crypt/DecodeParms<</Name/Identity>>"))),
        "contents in two, parted in a word": pdf(
            simple(o3=_sub(PAGE, b"4 0 R", b"[4 0 R 6 0 R]"), o4=stream(WORDS[: WORDS.index(b"(")]), o6=stream(WORDS[WORDS.index(b"(") :]))
        ),
        "contents in a list elsewhere": pdf(simple(o3=_sub(PAGE, b"4 0 R", b"6 0 R"), o6=b"[4 0 R]")),
        "contents in a list in a list": pdf(simple(o3=_sub(PAGE, b"4 0 R", b"[[4 0 R]]"))),
        "contents with nothing among them": pdf(simple(o3=_sub(PAGE, b"4 0 R", b"[null 4 0 R]"))),
    }
    return made


def _fonts() -> dict[str, bytes]:
    def font(body: bytes, content: bytes = WORDS, **more: bytes) -> bytes:
        return pdf(simple(o4=stream(content), o5=body, **more))

    def coded(codes: bytes, body: bytes, **more: bytes) -> bytes:
        return font(body, _sub(WORDS, b"(" + TEXT + b")", b"<" + codes.hex().encode() + b">"), **more)

    wide = TEXT.decode().encode("utf-16-be")
    shifted = bytes(byte - 29 & 255 for byte in TEXT)
    ranges = b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <00> <DF> <001D> endbfrange"
    letters = b"".join(b"/%s" % name for name in (b"uni%04X" % code for code in range(32, 127)))
    type0 = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/%s/DescendantFonts[6 0 R]%s>>"
    cid = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 500>>"
    identity = b"1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange"
    each = b"%d beginbfchar\n" % len(set(TEXT)) + b"".join(b"<%04X> <%04X>\n" % (c, c) for c in sorted(set(TEXT))) + b"endbfchar"
    return {
        "font of no type": font(_sub(FONT, b"/Type/Font", b"")),
        "font without a name": font(_sub(FONT, b"/BaseFont/Helvetica", b"")),
        "font of an unknown kind": font(_sub(FONT, b"/Subtype/Type1", b"/Subtype/Type9")),
        "font of an unknown encoding": font(_sub(FONT, b"WinAnsiEncoding", b"FooEncoding")),
        "font that is nowhere": pdf(simple(o3=_sub(PAGE, b"5 0 R", b"99 0 R"))),
        "font that is null": font(b"null"),
        "font that is a stream": font(stream(b"", FONT[2:-2])),
        "font of a Macintosh's": font(_sub(FONT, b"WinAnsi", b"MacRoman")),
        "font that names characters by number": font(_sub(FONT, b"/WinAnsiEncoding", b"<</Differences[32%s]>>" % letters)),
        "font of differences that are none": font(_sub(FONT, b"/WinAnsiEncoding", b"<</Differences[(a) null 300 /a -1 /b]>>")),
        "font whose table of characters is a name": font(_sub(FONT, b">>", b"/ToUnicode/Identity-H>>")),
        "font whose table of characters is empty": font(_sub(FONT, b">>", b"/ToUnicode 6 0 R>>"), o6=stream(b"")),
        "font whose table of characters is noise": font(_sub(FONT, b">>", b"/ToUnicode 6 0 R>>"), o6=stream(bytes(range(256)))),
        "font whose table of characters is garbled": font(_sub(FONT, b">>", b"/ToUnicode 6 0 R>>"), o6=stream(b"\x00\x01xx", FLATE)),
        "font shifted, with a table": coded(shifted, _sub(FONT, b">>", b"/ToUnicode 6 0 R>>"), o6=stream(ranges)),
        "wide font": coded(wide, type0 % (b"Identity-H", b"/ToUnicode 7 0 R"), o6=cid, o7=stream(identity)),
        "wide font, character by character": coded(wide, type0 % (b"Identity-H", b"/ToUnicode 7 0 R"), o6=cid, o7=stream(each)),
        "wide font, its part not in a list": coded(
            wide, _sub(type0 % (b"Identity-H", b"/ToUnicode 7 0 R"), b"[6 0 R]", b" 6 0 R"), o6=cid, o7=stream(identity)
        ),
        "wide font without its part": coded(wide, type0 % (b"Identity-H", b"/ToUnicode 7 0 R"), o6=b"null", o7=stream(identity)),
        "wide font, its encoding a stream": coded(
            wide,
            type0 % (b"8 0 R", b"/ToUnicode 7 0 R"),
            o6=cid,
            o7=stream(identity),
            o8=stream(
                b"1 begincodespacerange <0000> <FFFF> endcodespacerange 1 begincidrange <0000> <FFFF> 0 endcidrange",
                b"/Type/CMap/CMapName/X",
            ),
        ).replace(b"/Encoding/8 0 R", b"/Encoding 8 0 R"),
        "wide font, standing": coded(wide, type0 % (b"Identity-V", b"/ToUnicode 7 0 R"), o6=cid, o7=stream(identity)),
        "wide font in UCS-2": coded(wide, type0 % (b"UniGB-UCS2-H", b""), o6=_sub(cid, b"Identity", b"GB1")),
        "wide font in Chinese": coded(TEXT, type0 % (b"GBK-EUC-H", b""), o6=_sub(cid, b"Identity", b"GB1")),
        "wide font in traditional Chinese": coded(TEXT, type0 % (b"ETen-B5-H", b""), o6=_sub(cid, b"Identity", b"CNS1")),
        "wide font in Korean": coded(TEXT, type0 % (b"KSCms-UHC-H", b""), o6=_sub(cid, b"Identity", b"Korea1")),
        "drawn font with a table": coded(
            shifted,
            b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<<>>/Encoding<</Differences[0]>>"
            b"/FirstChar 0/LastChar 255/Widths[%s]/ToUnicode 6 0 R>>" % (b"500 " * 256),
            o6=stream(ranges),
        ),
        "drawn font as large as the page": font(
            b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/CharProcs<<>>/Encoding/WinAnsiEncoding"
            b"/FirstChar 0/LastChar 255/Widths[%s]>>" % (b"0.5 " * 256)
        ),
        "widths below zero": font(_sub(FONT, b">>", b"/FirstChar 0/LastChar 255/Widths[%s]>>" % (b"-500 " * 256))),
        "widths of nothing": font(_sub(FONT, b">>", b"/FirstChar 0/LastChar 255/Widths[%s]>>" % (b"0 " * 256))),
        "widths without end": font(_sub(FONT, b">>", b"/FirstChar 0/LastChar 2000000000/Widths[500]>>")),
        "resources that are not there": pdf(simple(o3=b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R>>")),
        "resources that are nowhere": pdf(simple(o3=b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources 99 0 R>>")),
        "fonts that are a list": pdf(simple(o3=_sub(PAGE, b"/Font<</F1 5 0 R>>", b"/Font[5 0 R]"))),
    }


def _geometry() -> dict[str, bytes]:
    made = {
        f"turned by {angle.decode()}": pdf(simple(o3=_sub(PAGE, b"/Type/Page/", b"/Type/Page/Rotate %s/" % angle)))
        for angle in (b"90", b"180", b"270", b"-90", b"450", b"(90)", b"90.0", b"6 0 R")
    }
    made |= {
        f"box {box.decode()}": pdf(simple(o3=_page(box)))
        for box in (
            b"/MediaBox[-306 -396 306 396]/CropBox[-306 -396 306 1200]",
            b"/MediaBox[612 792 0 0]",
            b"",
            b"/MediaBox[0 0 612]",
            b"/MediaBox[0 0 1e9 1e9]",
            b"/MediaBox[(a)(b)(c)(d)]",
            b"/MediaBox 99 0 R",
            b"/MediaBox[0 0 6 0 R 7 0 R]",
            b"/MediaBox[0 0 612 792]/CropBox[5000 5000 6000 6000]",
            b"/MediaBox[0 0 612 792]/CropBox[0 0 0 0]",
            b"/MediaBox[0 0 612 792]/UserUnit 10",
            b"/MediaBox[0 0 612 792]/UserUnit 0",
            b"/MediaBox[0 0 612 792]/Rotate 90/CropBox[9 9 600 790]",
            b"/MediaBox[0 0 99999999999999999999999999 99999999999999999999999999]",
        )
    }
    words = b"(" + TEXT + b") Tj"
    glyphs = b" ".join(b"(%c) Tj %d 0 Td" % (byte, 3 if byte in b" .il-tf" else 6) for byte in TEXT)
    spaced = b"[" + b" -400 ".join(b"(" + word + b")" for word in TEXT.split()) + b"] TJ"
    apart = b" ".join(b"1 0 0 1 %d 700 Tm (%s) Tj" % (40 + 55 * n, word) for n, word in enumerate(TEXT.split()))
    backwards = b" ".join(b"1 0 0 1 %d 700 Tm (%s) Tj" % (40 + 55 * n, word) for n, word in reversed(list(enumerate(TEXT.split()))))
    contents = {
        "upside down by its matrix": b"q 1 0 0 -1 0 792 cm BT /F1 -12 Tf 72 92 Td %s ET Q" % words,
        "flipped and flipped back": b"q 1 0 0 -1 0 792 cm BT /F1 12 Tf 1 0 0 -1 72 92 Tm %s ET Q" % words,
        "a font of one, scaled": b"BT /F1 1 Tf 12 0 0 12 72 700 Tm %s ET" % words,
        "scaled without end and back": b"q 1000000 0 0 1000000 0 0 cm BT /F1 0.000012 Tf 0.000072 0.0007 Td %s ET Q" % words,
        "on its side": b"BT /F1 12 Tf 0 1 -1 0 300 72 Tm %s ET" % words,
        "glyph by glyph": b"BT /F1 12 Tf 72 700 Td %s ET" % glyphs,
        "blanks by kerning": b"BT /F1 12 Tf 72 700 Td %s ET" % spaced,
        "word by word": b"BT /F1 8 Tf %s ET" % apart,
        "word by word, the last first": b"BT /F1 8 Tf %s ET" % backwards,
        "with the old operators": b"BT /F1 12 Tf 14 TL 72 714 Td (%s) ' ET" % TEXT,
        "with blanks in the operator": b'BT /F1 12 Tf 14 TL 72 714 Td 0 0 (%s) " ET' % TEXT,
        "outside of text": b"/F1 12 Tf 72 700 Td %s" % words,
        "text within text": b"BT BT /F1 12 Tf 72 700 Td %s ET ET" % words,
        "text that is never ended": b"BT /F1 12 Tf 72 700 Td %s" % words + b" ET BT",
        "states that are never closed": b"q q q BT /F1 12 Tf 72 700 Td %s ET" % words,
        "states closed that were never opened": b"Q Q Q BT /F1 12 Tf 72 700 Td %s ET Q" % words,
        "clipped by its letters": b"BT 7 Tr /F1 12 Tf 72 700 Td %s ET" % words,
        "outlined": b"BT 1 Tr /F1 12 Tf 72 700 Td %s ET" % words,
        "in octal": b"BT /F1 12 Tf 72 700 Td (%s) Tj ET" % b"".join(b"\\%03o" % byte for byte in TEXT),
        "over several lines": b"BT /F1 12 Tf 72 700 Td (%s) Tj ET" % TEXT.replace(b"to ", b"to \\\n"),
        "in hexadecimal with blanks": b"BT /F1 12 Tf 72 700 Td <%s> Tj ET" % b" ".join(b"%02x" % byte for byte in TEXT),
        "with a picture in its line": b"BI /W 4 /H 1 /BPC 8 /CS /G ID EI EI EI\nEI Q\n" + WORDS,
        "with a picture of no size": b"BI ID EI\n" + WORDS,
        "with words for what is meant": b"/Span<</ActualText(%s)>>BDC BT /F1 12 Tf 72 700 Td %s ET EMC" % (TEXT, words),
        "with marks that are never closed": b"/P <</MCID 0>> BDC /Artifact BMC /Span BMC EMC EMC " + WORDS,
        "with a dictionary that is nowhere": b"/P /MC0 BDC " + WORDS + b" EMC",
        "at a size of nothing, then of twelve": b"BT /F1 0 Tf 72 720 Td (Nothing) Tj ET " + WORDS,
        "in white, then in black": b"BT 1 g /F1 12 Tf 72 650 Td (Unseen words of a trap) Tj ET 0 g " + WORDS,
        "font set by the state": b"/GS gs " + WORDS,
        "shading, patterns and paths": b"/P cs /P1 scn 0 0 9 9 re f /S sh 1 2 m 1 2 3 4 5 6 c n [1] 0 d 2 J " + WORDS,
    }
    return made | {f"drawn {name}": _drawn(content) for name, content in contents.items()}


def _refused() -> dict[str, bytes]:
    usual = pdf(simple())
    type0 = b"<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+X/Encoding/Identity-H/DescendantFonts[6 0 R]>>"
    cid = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 500>>"
    codes = b"BT /F1 12 Tf 72 700 Td <%s> Tj ET" % b"".join(b"%04x" % (byte + 300) for byte in TEXT)
    return {
        "wide font without a table": pdf(simple(o4=stream(codes), o5=type0, o6=cid)),
        "only noise in the contents": _drawn(bytes(range(256)) * 20),
        "only a head and an end": b"%PDF-1.4\n%%EOF\n",
        "only a table": b"%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1>>\nstartxref\n9\n%%EOF\n",
        "only a catalogue": pdf({1: b"<</Type/Catalog>>"}),
        "pictures through a filter of pictures": pdf(simple(o4=stream(b"\xff\xd8\xff\xe0" + bytes(99), b"/Filter/DCTDecode"))),
        "an unknown filter": pdf(simple(o4=stream(WORDS, b"/Filter/FooDecode"))),
        "only comments of readers": pdf(
            simple(
                o3=PAGE[:-2] + b"/Annots[6 0 R]>>",
                o4=stream(b""),
                o6=b"<</Subtype/Text/Rect[0 0 9 9]/Contents(A comment of a reader about nothing)>>",
            )
        ),
        "a form's data": b"%FDF-1.2\n1 0 obj\n<</FDF<</Fields[<</T(name)/V(Ketamine was given to twenty women)>>]>>>>\nendobj\n"
        b"trailer\n<</Root 1 0 R>>\n%%EOF\n",
        "cut in its first object": usual[:40],
        "kids without end": pdf(simple() | {n: b"<</Type/Pages/Kids[%d 0 R %d 0 R]/Count 9>>" % (n + 1, n + 1) for n in range(2, 60)}),
        "a stream that is its own length": pdf({1: stream(b"", b"/Length 1 0 R")}),
        "a table as a stream without end": (
            b"%PDF-1.5\n1 0 obj\n<</Type/XRef/W[1 4 2]/Index[0 2147483647]/Size 2147483647/Root 2 0 R/Length 0>>\n"
            b"stream\n\nendstream\nendobj\nstartxref\n9\n%%EOF\n"
        ),
        "previous tables that go round": (
            b"%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1/Prev 9/Root 5 0 R>>\nstartxref\n9\n%%EOF\n"
        ),
        "names without end": pdf(simple(o1=b"<</Type/Catalog/Pages 2 0 R>>", o3=b"<</" + b"A" * 2_000_000 + b">>")),
        "a string without end": _drawn(b"BT /F1 12 Tf (" + b"(" * 500_000),
        "arrays in the drawing without end": _drawn(b"[" * 500_000 + WORDS),
        "dictionaries in the drawing without end": _drawn(b"/P <<" + b"/A <<" * 100_000),
        "a table of characters without end": pdf(
            simple(
                o4=stream(codes),
                o5=type0[:-2] + b"/ToUnicode 7 0 R>>",
                o6=cid,
                o7=stream(b"100 beginbfrange <0000> <FFFF> <E000> endbfrange " * 3000),
            )
        ),
        "a function that calls itself": pdf(
            simple(o3=b"<</Type/Page/Parent 2 0 R/Resources 3 0 R/Contents[4 0 R 3 0 R]/Font 3 0 R>>", o4=stream(b"/F1 gs /F1 Do /F1 sh"))
        ),
        "hexadecimal noise": pdf(simple(o4=stream(struct.pack(">I", 7) * 999, b"/Filter/ASCIIHexDecode"))),
        "in LZW that is none": pdf(simple(o4=stream(bytes(range(256)) * 9, b"/Filter/LZWDecode"))),
        "a predictor without end": pdf(simple(o4=stream(PACKED, FLATE + b"/DecodeParms<</Predictor 15/Columns 2000000000/Colors 99>>"))),
    }


_PARTS: tuple[Callable[[], Mapping[str, bytes]], ...] = (_tables, _surroundings, _objects, _trees, _streams, _fonts, _geometry)
for part in _PARTS:
    READABLE.update(part())
REFUSED.update(_refused())
DOUBTFUL.update({name: READABLE.pop(name) for name in EITHER})
