"""Small valid files of each format, and ways to break them: bytes changed, cut out, put in, doubled, and parts of archives likewise."""

from __future__ import annotations

import random
import zipfile
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from tests.ingest.zoo.pdfs import FONT, PAGE, WORDS, pdf, simple, stream
from tests.ingest.zoo.words import run, word

PROSE = "Ketamine was given to twenty women with long-standing pain. Sleep improved in most of them after a week. Exercise helped as well."
CHAPTER = f"<html xmlns='http://www.w3.org/1999/xhtml'><body><h1>Pain</h1><p>{PROSE}</p></body></html>"
_TOKENS = (
    b"\x00", b"\xff\xfe", b"%PDF-1.7", b"endobj", b"stream\n", b"endstream", b"<<", b">>", b"[" * 50, b"(" * 50, b"4 0 R", b"1 0 R", b"-1",
    b"99999999999", b"0", b"1e308", b"/Type", b"/Kids", b"/Length", b"/Filter/FlateDecode", b"BT", b"ET", b"Tj", b"<", b">", b"</p>",
    b"<p>", b"<!--", b"]]>", b"<![CDATA[", b"&", b"&#0;", b"&#xD800;", b"&x;", b"\r", b"\x0c", b"\xe2\x80\xae", b"PK\x03\x04",
    b"PK\x01\x02", b"charset=utf-16", b"encoding='utf-7'", b"\n# ", b"```", b"|", b"* " * 20,
)  # fmt: skip


def printed_pdf() -> bytes:
    """Two pages from a program that writes PDFs, compressed."""
    out = BytesIO()
    canvas = Canvas(out, invariant=True)
    for _ in range(2):
        for number, sentence in enumerate(PROSE.split(". ")):
            canvas.drawString(72, 700 - 20 * number, sentence)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def object_stream_pdf() -> bytes:
    """One whose objects and table are in compressed streams."""
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>", 3: PAGE, 5: FONT}
    body, places = b"", []
    for number, value in objects.items():
        places.append(b"%d %d" % (number, len(body)))
        body += value + b" "
    head = b" ".join(places) + b" "
    out = bytearray(b"%PDF-1.5\n")
    offsets = {6: len(out)}
    extra = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(objects), len(head))
    out += b"6 0 obj\n" + stream(zlib.compress(head + body), extra) + b"\nendobj\n"
    offsets[4] = len(out)
    out += b"4 0 obj\n" + stream(WORDS) + b"\nendobj\n"
    offsets[7] = start = len(out)
    held = list(objects)
    rows = b"".join(
        b"\x02\x00\x06" + bytes([held.index(n)])
        if n in objects
        else b"\x01" + offsets[n].to_bytes(2, "big") + b"\x00"
        if n in offsets
        else bytes(4)
        for n in range(8)
    )
    table = stream(zlib.compress(rows), b"/Type/XRef/Size 8/W[1 2 1]/Root 1 0 R/Filter/FlateDecode")
    return bytes(out) + b"7 0 obj\n" + table + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % start


def epub() -> bytes:
    """A book of two chapters."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", "<container><rootfiles><rootfile full-path='b.opf'/></rootfiles></container>")
        items = "".join(f"<item id='{name}' href='{name}.xhtml' media-type='application/xhtml+xml'/>" for name in "ab")
        spine = "<itemref idref='a'/><itemref idref='b'/>"
        archive.writestr("b.opf", f"<package><metadata/><manifest>{items}</manifest><spine>{spine}</spine></package>")
        for name in "ab":
            archive.writestr(f"{name}.xhtml", CHAPTER)
    return out.getvalue()


def _tables() -> str:
    cell = f"<w:tc><w:p>{run('5 mg')}</w:p></w:tc>"
    return f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>"


FORMATS: Mapping[str, tuple[str, Callable[[], bytes]]] = {  # name → (how the file is called, what is in it)
    "pdf": ("a.pdf", lambda: pdf(simple())),
    "pdf printed": ("a.pdf", printed_pdf),
    "pdf object streams": ("a.pdf", object_stream_pdf),
    "docx": ("a.docx", lambda: word(f"<w:p>{run(PROSE)}</w:p>", _tables())),
    "epub": ("a.epub", epub),
    "html": (
        "a.html",
        lambda: (
            f"<!doctype html><html><head><title>Pain</title></head><body><nav>Home</nav><h1>Pain</h1><p>{PROSE}</p><table><tr><td>Dose"
            f"<td>5 mg</table><ul><li>{PROSE}</ul></body></html>".encode()
        ),
    ),
    "jats": (
        "a.xml",
        lambda: (
            "<article><front><article-meta><title-group><article-title>Pain</article-title></title-group><abstract><p>Short.</p></abstract>"
            f"</article-meta></front><body><sec><title>Methods</title><p>{PROSE} &#8804; 5</p></sec></body></article>".encode()
        ),
    ),
    "markdown": ("a.md", lambda: f"# Pain\n\n{PROSE} **Bold** [link](x).\n\n- one item\n\n| a | b |\n|---|---|\n| 5 mg | 6 |\n".encode()),
    "text": ("a.txt", lambda: f"Pain\n\n{PROSE}\n\n• an item of a list\n\fMethods\n\n{PROSE}\n".encode()),
    "mail": (
        "a.mhtml",
        lambda: (
            "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=B\n\n--B\nContent-Type: text/html; charset=utf-8\n"
            f"Content-Transfer-Encoding: quoted-printable\n\n<html><body><p>{PROSE}</p></body></html>\n--B--\n".encode()
        ),
    ),
}


def mutate(data: bytes, chance: random.Random) -> bytes:
    """The bytes with one to eight changes; of an archive, mostly within its parts."""
    if data.startswith(b"PK") and chance.random() < 0.8:
        return _mutate_archive(data, chance)
    broken = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        _change(broken, chance)
    return bytes(broken)


def _change(data: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(data) + 1)
    stop = min(len(data), start + chance.choice((1, 1, 4, 40, 400)))
    match chance.randrange(7):
        case 0 if start < len(data):
            data[start] ^= 1 << chance.randrange(8)
        case 1:
            del data[start:stop]
        case 2:
            data[start:start] = chance.choice(_TOKENS)
        case 3:
            data[start:start] = data[start:stop] * chance.choice((1, 2, 30))
        case 4:
            data[start:stop] = chance.randbytes(stop - start)
        case 5:
            data[start:stop] = chance.choice(_TOKENS)
        case 6 if chance.random() < 0.2:
            del data[start:]


def _mutate_archive(data: bytes, chance: random.Random) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        names = source.namelist()
        chosen = set(chance.sample(names, min(len(names), chance.randint(1, 3))))
        for name in names:
            part = source.read(name)
            if name in chosen and chance.random() < 0.1:
                continue
            target.writestr(name, mutate(part, chance) if name in chosen else part)
    return out.getvalue()
