"""Files that are not what they seem, each made by a function: what broke readers, and us, once."""

from __future__ import annotations

import gzip
import io
import os
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

Maker = Callable[[Path], Path]
NOT_FOR_READERS: dict[str, Maker] = {}
MIB = 1024 * 1024


def animal(make: Maker) -> Maker:
    """Put a maker into the zoo under its name."""
    NOT_FOR_READERS[make.__name__] = make
    return make


def _write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@animal
def empty_pdf(folder: Path) -> Path:
    return _write(folder, "empty.pdf", b"")


@animal
def only_a_header(folder: Path) -> Path:
    return _write(folder, "header.pdf", b"%PDF-1.7\n")


@animal
def header_then_noise(folder: Path) -> Path:
    return _write(folder, "noise.pdf", b"%PDF-1.4\n" + bytes((i * 7919) % 256 for i in range(200_000)))


@animal
def picture_named_pdf(folder: Path) -> Path:
    return _write(folder, "picture.pdf", b"\x89PNG\r\n\x1a\n" + b"\x00" * 100)


@animal
def web_page_of_an_error_named_pdf(folder: Path) -> Path:
    return _write(folder, "error.pdf", b"<html><head><title>404</title></head><body></body></html>")


@animal
def fifo(folder: Path) -> Path:
    path = folder / "pipe.txt"
    os.mkfifo(path)
    return path


@animal
def symlink_loop(folder: Path) -> Path:
    path = folder / "loop.pdf"
    path.symlink_to(path)
    return path


@animal
def dangling_symlink(folder: Path) -> Path:
    path = folder / "gone.pdf"
    path.symlink_to(folder / "nothing.pdf")
    return path


@animal
def folder_named_pdf(folder: Path) -> Path:
    path = folder / "folder.pdf"
    path.mkdir()
    return path


@animal
def sparse_text_of_two_gigabytes(folder: Path) -> Path:
    path = folder / "huge.txt"
    with path.open("wb") as file:
        file.write(b"words ")
        file.truncate(2048 * MIB)
    return path


@animal
def sparse_pdf_of_two_gigabytes(folder: Path) -> Path:
    path = folder / "huge.pdf"
    with path.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(2048 * MIB)
    return path


@animal
def text_of_nuls(folder: Path) -> Path:
    return _write(folder, "nuls.txt", b"\x00" * 5 * MIB)


@animal
def text_of_blanks(folder: Path) -> Path:
    return _write(folder, "blanks.txt", b" \n\t" * MIB)


@animal
def text_of_random_bytes(folder: Path) -> Path:
    state, data = 1, bytearray()
    for _ in range(300_000):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        data.append(state >> 16 & 0xFF)
    return _write(folder, "random.txt", bytes(data))


@animal
def gzip_bomb(folder: Path) -> Path:
    return _write(folder, "bomb.xml", gzip.compress(b"0" * 50 * MIB))


def _zip(folder: Path, name: str, entries: dict[str, bytes]) -> Path:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, data in entries.items():
            archive.writestr(entry, data)
    return _write(folder, name, buffer.getvalue())


_WORD = b'<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
_TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    b'<Override PartName="/word/document.xml" '
    b'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    b'Target="word/document.xml"/></Relationships>'
)


def _docx(folder: Path, name: str, document: bytes) -> Path:
    return _zip(folder, name, {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELS, "word/document.xml": document})


@animal
def docx_bomb(folder: Path) -> Path:
    return _docx(folder, "bomb.docx", _WORD + b" " * 300 * MIB + b"</w:body></w:document>")


@animal
def docx_nested_without_end(folder: Path) -> Path:
    return _docx(folder, "deep.docx", _WORD + b"<w:p>" * 100_000 + b"</w:p>" * 100_000 + b"</w:body></w:document>")


@animal
def docx_of_entities(folder: Path) -> Path:
    entities = b"".join(b'<!ENTITY e%d "%s">' % (i, b"&e%d;" % (i - 1) * 10 if i else b"lol") for i in range(12))
    document = (
        b'<?xml version="1.0"?><!DOCTYPE d ['
        + entities
        + b"]>"
        + _WORD[21:]
        + b"<w:p><w:r><w:t>&e11;</w:t></w:r></w:p></w:body></w:document>"
    )
    return _docx(folder, "entities.docx", document)


@animal
def docx_cut_short(folder: Path) -> Path:
    path = _docx(folder, "cut.docx", _WORD + b"<w:p><w:r><w:t>words</w:t></w:r></w:p></w:body></w:document>")
    path.write_bytes(path.read_bytes()[:-40])
    return path


@animal
def docx_without_paragraphs(folder: Path) -> Path:
    return _docx(folder, "hollow.docx", _WORD + b"</w:body></w:document>")


@animal
def zip_of_many_names(folder: Path) -> Path:
    return _zip(folder, "many.docx", {f"{i}": b"" for i in range(30_000)})


@animal
def epub_whose_package_is_itself(folder: Path) -> Path:
    container = b'<container><rootfiles><rootfile full-path="META-INF/container.xml"/></rootfiles></container>'
    return _zip(folder, "self.epub", {"META-INF/container.xml": container})


@animal
def epub_of_chapters_without_end(folder: Path) -> Path:
    container = b'<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>'
    items = b"".join(b'<item id="a%d" href="a%d.xhtml"/>' % (n, n) for n in range(6_000))
    spine = b"".join(b'<itemref idref="a%d"/>' % n for n in range(6_000))
    package = b"<package><manifest>" + items + b"</manifest><spine>" + spine + b"</spine></package>"
    return _zip(folder, "many.epub", {"META-INF/container.xml": container, "b.opf": package, "a1.xhtml": b"<p>words of it</p>" * 100})


@animal
def xml_of_a_billion_laughs(folder: Path) -> Path:
    entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10 if i else "lol"}">' for i in range(12))
    return _write(
        folder, "laughs.nxml", f"<?xml version='1.0'?><!DOCTYPE article [{entities}]><article><body><p>&e11;</p></body></article>".encode()
    )


@animal
def xml_of_one_long_entity(folder: Path) -> Path:
    text = f"<!DOCTYPE article [<!ENTITY a '{'a' * 100_000}'>]><article><body><p>{'&a;' * 100_000}</p></body></article>"
    return _write(folder, "quadratic.nxml", text.encode())


@animal
def xml_that_asks_for_a_file(folder: Path) -> Path:
    text = "<?xml version='1.0'?><!DOCTYPE article [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><article><body><p>&a;</p></body></article>"
    return _write(folder, "passwd.nxml", text.encode())


@animal
def xml_nested_without_end(folder: Path) -> Path:
    return _write(folder, "deep.nxml", b"<?xml version='1.0'?><article>" + b"<sec>" * 500_000 + b"</sec>" * 500_000 + b"</article>")


@animal
def html_of_scripts_only(folder: Path) -> Path:
    return _write(folder, "scripts.html", b"<html><body><script>" + b"var a = 1;\n" * 10_000 + b"</script></body></html>")


@animal
def rich_text(folder: Path) -> Path:
    return _write(folder, "note.doc", rb"{\rtf1\ansi words}")


@animal
def old_word(folder: Path) -> Path:
    return _write(folder, "old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 4096)


@animal
def compressed_pdf_header_only(folder: Path) -> Path:
    return _write(folder, "zlib.pdf", b"%PDF-1.5\n1 0 obj\n<</Length 20>>\nstream\n" + zlib.compress(b"words") + b"\nendstream\nendobj\n")
