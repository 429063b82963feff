"""Word files with what Word puts around and into text: tracked changes, controls, text boxes, notes, other kinds of the format."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Collection, Mapping
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

W = nsdecls("w")
MAIN = b"wordprocessingml.document.main+xml"
STRICT = {
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main": b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def run(text: str) -> str:
    """A run's XML."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def word(*bodies: str, make: Callable[[WordDocument], object] = lambda document: None) -> bytes:
    """A Word file with these elements in its body."""
    document = docx.Document()
    make(document)
    for body in bodies:
        head, _, rest = body.partition(">")
        document.element.body.insert(len(document.element.body) - 1, parse_xml(f"{head} {W}>{rest}"))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def changed(
    data: bytes,
    *,
    replace: Mapping[bytes, bytes] | None = None,
    only: Collection[str] = (),
    rename: Mapping[str, str] | None = None,
    without: str = "",
) -> bytes:
    """The archive with bytes replaced in all its parts (or `only` in some), parts renamed, and a part taken out."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            for one, other in (replace or {}).items() if not only or name in only else ():
                part = part.replace(one, other)
            if name != without:
                target.writestr((rename or {}).get(name, name), part)
    return out.getvalue()


def with_footnote(text: str, note: str) -> bytes:
    """A paragraph and a footnote to it."""
    base = word(f'<w:p>{run(text)}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>')
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(base)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "word/_rels/document.xml.rels":
                part = part.replace(
                    b"</Relationships>", b'<Relationship Id="rIdF" Type="%s" Target="footnotes.xml"/></Relationships>' % kind
                )
            if name == "[Content_Types].xml":
                part = part.replace(
                    b"</Types>",
                    b'<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument'
                    b'.wordprocessingml.footnotes+xml"/></Types>',
                )
            target.writestr(name, part)
        notes = f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0"><w:p>{run("----")}</w:p></w:footnote>'
        target.writestr("word/footnotes.xml", f'{notes}<w:footnote w:id="2"><w:p>{run(note)}</w:p></w:footnote></w:footnotes>')
    return out.getvalue()


def write(folder: Path, data: bytes, name: str = "word.docx") -> Path:
    """The file on the disk."""
    path = folder / name
    path.write_bytes(data)
    return path
