"""More odd files, each like one that people have: what readers drew twice, letters that stand for others, files under wrong names."""

from __future__ import annotations

import base64
import gzip
import json
import random
import sqlite3
import tarfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from reportlab.pdfgen.canvas import Canvas

from tests.ingest.zoo.odd_others import MORE, PROSE, SENTENCE, Named, packed
from tests.ingest.zoo.pdfs import PAGE, WORDS, pdf, simple, stream
from tests.ingest.zoo.words import run, word

LINES = [SENTENCE, *(f"{line.removesuffix('.')}." for line in MORE.split(". "))]
GERMAN = "Ketamin wurde zwanzig Frauen gegeben, die müde waren und schlecht schliefen – „für Ältere“ gefährlich. "


def _canvas(draw: Callable[[Canvas], None]) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, invariant=True)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _lines(canvas: Canvas, x: float = 72, y: float = 700) -> None:
    for number, line in enumerate(LINES):
        canvas.drawString(x, y - 16 * number, line)


def _backwards(canvas: Canvas) -> None:
    for number in (2, 1, 0):
        canvas.drawString(72, 700 - 16 * number, LINES[number])


def _letter_by_letter(canvas: Canvas) -> None:
    for number, line in enumerate(LINES):
        x = 72.0
        for letter in line:
            if letter != " ":
                canvas.drawString(x, 700 - 16 * number, letter)
            x += canvas.stringWidth(letter)


def _bold_by_drawing_twice(canvas: Canvas) -> None:
    _lines(canvas)
    _lines(canvas, x=72.3)


def _shadows(canvas: Canvas) -> None:
    canvas.setFillGray(0.7)
    _lines(canvas, x=73, y=699)
    canvas.setFillGray(0)
    _lines(canvas)


def _white_on_a_dark_box(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0, 0, 0.3)
    canvas.rect(60, 640, 480, 90, fill=1, stroke=0)
    canvas.setFillGray(1)
    _lines(canvas)


def _watermark(canvas: Canvas) -> None:
    _lines(canvas)
    canvas.translate(300, 400)
    canvas.rotate(45)
    canvas.setFont("Helvetica-Bold", 90)
    canvas.setFillGray(0.85)
    canvas.drawCentredString(0, 0, "DRAFT")


def _upside_down(canvas: Canvas) -> None:
    canvas.translate(612, 792)
    canvas.rotate(180)
    _lines(canvas)


def _wide(canvas: Canvas, *, scale: int = 100, space: float = 0) -> None:
    text = canvas.beginText(72, 700)
    text.setHorizScale(scale)
    text.setCharSpace(space)
    for line in LINES:
        text.textLine(line)
    canvas.drawText(text)


def _shown(lines: list[str]) -> bytes:
    """A page of these lines as they are, brackets and all."""
    escaped = (line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") for line in lines)
    return pdf(
        simple(o4=stream(b"BT /F1 10 Tf 14 TL 72 700 Td " + b"".join(b"(%s) ' " % line.encode("latin-1") for line in escaped) + b"ET"))
    )


def _pdfs() -> dict[str, bytes]:
    kerned = b" -400 ".join(b"(%s)" % part.encode() for part in SENTENCE.split())
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nContent-Length: 900\r\n\r\n"
    usual = pdf(simple())
    chunks = b"\r\n".join(b"%x\r\n%s" % (len(usual[at : at + 400]), usual[at : at + 400]) for at in range(0, len(usual), 400))
    halves = {**simple(o3=PAGE.replace(b"/Contents 4 0 R", b"/Contents[4 0 R 6 0 R]")), 4: stream(WORDS[:29]), 6: stream(b"BT ET")}
    return {
        "each letter drawn by itself, no blanks": _canvas(_letter_by_letter),
        "each line drawn twice for bold": _canvas(_bold_by_drawing_twice),
        "each line with a shadow": _canvas(_shadows),
        "white letters on a dark box": _canvas(_white_on_a_dark_box),
        "a watermark across": _canvas(_watermark),
        "a page upside down": _canvas(_upside_down),
        "letters narrowed to 40 %": _canvas(lambda canvas: _wide(canvas, scale=40)),
        "letters set wide apart": _canvas(lambda canvas: _wide(canvas, space=4)),
        "words apart by kerning alone": pdf(simple(o4=stream(b"BT /F1 12 Tf 72 700 Td [" + kerned + b"] TJ ET"))),
        "last line drawn first": _canvas(_backwards),
        "a script before its head": b"#!/bin/sh\necho hello\nexit 0\n" + usual,
        "the head of a web answer before its own": answer + usual,
        "the chunks of a web answer in it": chunks + b"\r\n0\r\n\r\n",
        "line ends of another system": _canvas(_lines).replace(b"\n", b"\r\n"),
        "high bytes written as UTF-8": _canvas(_lines).decode("latin-1").encode(),
        "two files glued": pdf(simple(o4=stream(b"BT /F1 12 Tf 72 700 Td (Other words stood here before.) Tj ET"))) + usual,
        "contents in two, the first without an end": pdf({**halves, 4: stream(WORDS.removesuffix(b" ET"))}),
    }


def _others() -> dict[str, Named]:
    field = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
    code = field.format("begin") + "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r>" + field.format("separate")
    sign = "<w:r><w:sym w:font='Symbol' w:char='F061'/><w:tab/></w:r>"
    container = "<container><rootfiles><rootfile full-path='b.opf'/></rootfiles></container>"
    manifest = "<manifest><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/></manifest>"
    book = {"mimetype": "application/epub+zip", "META-INF/container.xml": container}
    article = "<?xml version='1.0'?><article><body><p>{}</p></body></article>"
    return {
        "codes of fields": ("a.docx", word(f"<w:p>{code}{run(PROSE)}{field.format('end')}</w:p>")),
        "signs and tabs": ("a.docx", word(f"<w:p>{run(SENTENCE + ' ')}{sign}{run(MORE)}</w:p>")),
        "e-book without a spine": ("a.epub", packed({**book, "b.opf": f"<package>{manifest}</package>", "a.xhtml": f"<p>{PROSE}</p>"})),
        "page in UTF-16 without a mark": ("a.html", f"<html><body><p>{PROSE}</p></body></html>".encode("utf-16-le")),
        "page that was escaped twice": (
            "a.html",
            f"<html><body><p>{PROSE} Pain &amp;lt; 3 in AT&amp;amp;T staff.</p></body></html>".encode(),
        ),
        "page of text as typed": ("a.html", f"<html><body><pre>{chr(10).join(LINES)}</pre></body></html>".encode()),
        "article in an answer of an archive": ("a.xml", f"<OAI-PMH xmlns='x'>{article.format(PROSE)[21:]}</OAI-PMH>".encode()),
        "article with an entity that nobody declares": ("a.xml", article.format(f"{PROSE} &unknownthing; and &deg;C").encode()),
        "article with a bare ampersand": ("a.xml", article.format(f"{PROSE} AT&T paid.").encode()),
        "text in UTF-16 backwards without a mark": ("a.txt", PROSE.encode("utf-16-be")),
        "text in UTF-32 without a mark": ("a.txt", PROSE.encode("utf-32-le")),
        "text in the code of old mainframes": ("a.txt", (PROSE * 4).encode("cp500")),
        "text with the colours of a terminal": ("a.txt", f"\x1b[1m{SENTENCE}\x1b[0m \x1b[32m{MORE}\x1b[0m".encode()),
        "text encoded twice in part": ("a.txt", PROSE.encode() + GERMAN.encode().decode("cp1252", "replace").encode() * 3),
        "text with line ends of old Macs": ("a.txt", PROSE.replace(". ", ".\r").encode()),
        "subtitles": ("a.vtt", f"WEBVTT\n\n00:00.000 --> 00:09.000\n{LINES[0]}\n\n00:09.000 --> 00:18.000\n{LINES[1]}\n".encode()),
        "record of a library of articles": ("a.nbib", f"PMID- 1\nTI  - A title.\nAB  - {PROSE}\nAU  - Doe A\n".encode()),
        "three messages in one file": (
            "a.mbox",
            f"From a@b Mon Jan  1 00:00:00 2024\nFrom: a@b.example\nSubject: s\n\n{PROSE}\n\n".encode() * 3,
        ),
    }


def _tar() -> bytes:
    out = BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        entry = tarfile.TarInfo("a.txt")
        entry.size = len(PROSE)
        archive.addfile(entry, BytesIO(PROSE.encode()))
    return out.getvalue()


def _database() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.sqlite"
        connection = sqlite3.connect(path)
        connection.execute("CREATE TABLE t (words)")
        connection.execute("INSERT INTO t VALUES (?)", (PROSE,))
        connection.commit()
        connection.close()
        return path.read_bytes()


def _refused() -> dict[str, Named]:
    moved = "".join(chr(ord(letter) + 1) if letter.isalpha() else letter for letter in PROSE)
    glyphs = [" ".join(f"/g{(line * 7 + place) % 90 + 3}" for place in range(12)) for line in range(30)]
    numbers = ["".join(f"(cid:{(line * 7 + place) % 90 + 3})" for place in range(9)) for line in range(30)]
    unknown = b" ".join(b"<%02X> <FFFD>" % code for code in range(32, 127))
    table = stream(b"1 begincodespacerange <00> <FF> endcodespacerange 95 beginbfchar " + unknown + b" endbfchar")
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
    program = 'import os\n\ndef main():\n    """Ketamine was given to twenty women."""\n    for name in os.listdir("."):\n'
    program += "        print(name)\n\nmain()\n"
    event = "BEGIN:VEVENT\nSUMMARY:Clinic\nDESCRIPTION:Bring your tablets along and be there ten minutes early.\nEND:VEVENT\n"
    listing = "".join(f'<a href="p{n}.pdf">p{n}.pdf</a>      12-Mar-2020 10:{n:02d}     {n}123K\n' for n in range(30))
    sign_in = (
        "<form>Password<input type=password></form><p>Forgot your password? Create an account. By signing in you accept the terms.</p>"
    )
    mail = "From: a@b.example\r\nTo: c@d.example\r\nMIME-Version: 1.0\r\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data"
    secret = base64.encodebytes(random.Random(1).randbytes(900)).decode()
    empty_book = {"mimetype": "application/epub+zip", "META-INF/container.xml": "<container><rootfiles/></container>"}
    return {
        "letters moved by one": ("a.pdf", _shown([moved[at : at + 70] for at in range(0, len(moved), 70)] * 4)),
        "names of glyphs": ("a.pdf", _shown(glyphs)),
        "numbers of glyphs": ("a.pdf", _shown(numbers)),
        "every letter stands for the unknown one": ("a.pdf", pdf(simple(o5=font, o6=table))),
        "PDF in gzip": ("a.pdf", gzip.compress(pdf(simple()))),
        "PDF in base64": ("a.pdf", base64.encodebytes(pdf(simple()) * 4)),
        "tar named PDF": ("a.pdf", _tar()),
        "database named Word file": ("a.docx", _database()),
        "picture named Word file": ("a.docx", b"\x89PNG\r\n\x1a\n" + bytes(300)),
        "OpenDocument named Word file": ("a.docx", packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"})),
        "WordPerfect": ("a.wpd", b"\xffWPC\x10\x00\x00\x00\x01\x0a\x02\x01" + bytes(100) + PROSE.encode() * 5),
        "noise in Microsoft's frame": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(2).randbytes(5000)),
        "e-book of nothing": ("a.epub", packed(empty_book)),
        "XML of a novel": ("a.fb2", f"<?xml version='1.0'?><FictionBook xmlns='x'><body><p>{PROSE}</p></body></FictionBook>".encode()),
        "list of a folder's files": ("a.html", f"<html><title>Index of /p</title><h1>Index of /p</h1><pre>{listing}</pre></html>".encode()),
        "page to sign in": ("a.html", f"<html><title>Sign in</title><body>{sign_in}</body></html>".encode()),
        "page that has moved": ("a.html", b"<html><title>301 Moved Permanently</title><h1>301 Moved Permanently</h1><hr>nginx</html>"),
        "page of data in a script": ("a.html", f"<html><div id=root></div><script>{{'text': '{PROSE}'}}</script></html>".encode()),
        "divs within divs, 50 MB": ("a.html", f"<html><p>{PROSE}</p>{'<div>' * 10_000_000}".encode()),
        "calendar": ("a.ics", f"BEGIN:VCALENDAR\nVERSION:2.0\n{event * 9}END:VCALENDAR\n".encode()),
        "program with comments": ("a.txt", (program * 5).encode()),
        "data of articles": ("a.txt", json.dumps([{"title": "a", "text": PROSE}] * 4).encode()),
        "text of nothing but smiles": ("a.txt", ("😀 😃 😄 " * 40).encode()),
        "encrypted message": ("a.eml", f"{mail}\r\nContent-Transfer-Encoding: base64\r\n\r\n{secret}".encode()),
    }


READABLE: dict[str, Named] = {**{name: ("a.pdf", data) for name, data in _pdfs().items()}, **_others()}
REFUSED: dict[str, Named] = _refused()
