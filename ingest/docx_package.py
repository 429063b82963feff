"""A Word file opened with python-docx: also templates, macros (never run), the strict form, and slips that Word forgives."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Collection
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

from docx import Document as open_docx
from docx.document import Document as WordDocument
from lxml import etree

from ingest.foreign import part_name

_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OTHER_MAINS = (
    b"application/vnd.ms-word.document.macroEnabled.main+xml",
    b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)
_TYPES = "[Content_Types].xml"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
)
_ROOT = "_rels/.rels"
_HEAD = 4096  # bytes, in which a part names what it is written in


def open_word(path: Path) -> WordDocument:
    """The document. Raises: what python-docx and zipfile raise for a damaged file."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        is_usual = (
            all(name == part_name(name) for name in names)
            and _MAIN in archive.read(_TYPES)
            and b"purl.oclc.org" not in archive.read(_ROOT)
            and not any(b"purl.oclc.org" in archive.open(name).read(_HEAD) for name in names if name.endswith("document.xml"))
            and not any(_is_odd(name, archive.read(name), names) for name in names if name.endswith(".rels"))
        )
        return open_docx(str(path) if is_usual else _usual(archive))


def _usual(archive: zipfile.ZipFile) -> BytesIO:
    """The same file in the form that python-docx knows."""
    parts = {part_name(item.filename): item for item in archive.infolist() if not item.is_dir()}
    rewritten = BytesIO()
    with zipfile.ZipFile(rewritten, "w") as target:
        for name, item in parts.items():
            data = archive.read(item)
            if name == _TYPES:
                data = _types(data, [name for name, item in parts.items() if archive.open(item).read(2) == b"PK"])
            if name.endswith((".xml", ".rels")):
                for strict, usual in _STRICT:
                    data = data.replace(strict, usual)
            if name.endswith(".rels"):
                data = _without(data, _leading_nowhere(name, data, parts))
            target.writestr(name, data)
    rewritten.seek(0)
    return rewritten


def _types(data: bytes, packages: Collection[str]) -> bytes:
    """The table of the parts' types: other main types become the usual one, and `packages`, Word files in this file, are no parts."""
    for other in _OTHER_MAINS:
        data = data.replace(other, _MAIN)
    root = etree.fromstring(data, _parser())
    endings = {posixpath.splitext(name)[1][1:].casefold() for name in packages}
    for entry in root:
        if entry.get("PartName", "").lstrip("/") in packages or (entry.get("Extension") or "").casefold() in endings:
            entry.set("ContentType", "application/octet-stream")
    return bytes(etree.tostring(root))


def _is_odd(name: str, data: bytes, names: Collection[str]) -> bool:
    """Whether these relationships lead nowhere, or to Word files within this one, which python-docx takes for parts."""
    return b"/aFChunk" in data or bool(_leading_nowhere(name, data, names))


def _leading_nowhere(name: str, data: bytes, names: Collection[str]) -> set[str]:
    """The ids of relationships to parts that are not in the archive: pictures or styles that a program took out and still names."""
    folder = posixpath.dirname(posixpath.dirname(name))
    found = set()
    for relation in etree.fromstring(data, _parser()).iterfind("{*}Relationship"):
        target = relation.get("Target", "").partition("#")[0].replace("\\", "/")
        place = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        if relation.get("TargetMode") != "External" and place not in names and unquote(place) not in names:
            found.add(relation.get("Id", ""))
    return found


def _without(data: bytes, relations: Collection[str]) -> bytes:
    root = etree.fromstring(data, _parser())
    for relation in root.findall("{*}Relationship"):
        if relation.get("Id", "") in relations:
            root.remove(relation)
        else:
            relation.set("Target", relation.get("Target", "").replace("\\", "/"))
    return bytes(etree.tostring(root))


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
