"""A Word file opened with python-docx: also templates, macros (never run), the strict form, and slips that Word forgives."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Collection, Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

from docx import Document as open_docx
from docx.document import Document as WordDocument
from lxml import etree

from ingest.foreign import part_name

_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = "[Content_Types].xml"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
)
_ROOT = "_rels/.rels"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NO_RELATIONS = f'<Relationships xmlns="{_PACKAGE}/relationships"/>'.encode()
_NO_TYPES = f'<Types xmlns="{_PACKAGE}/content-types"/>'.encode()
_USUAL_TYPES = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
_MAIN_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_MAIN_PART = re.compile(r"word/document\d*\.xml", re.IGNORECASE)
_TEXT_PART = re.compile(r"(?:document\d*|footnotes|endnotes)\.xml$", re.IGNORECASE)  # without these a file is not what it was
_HEAD = 4096  # bytes, in which a part names what it is written in


def open_word(path: Path) -> tuple[WordDocument, tuple[str, ...]]:
    """The document, and the names of parts beside its text that are left out because they are damaged.

    Raises: what python-docx and zipfile raise for a damaged file.
    """
    with zipfile.ZipFile(path) as archive:
        if _is_usual(archive):
            with suppress(etree.XMLSyntaxError):  # a part beside the text is no XML
                return open_docx(str(path)), ()
        package, damaged = _usual(archive)
        return open_docx(package), damaged


def _is_usual(archive: zipfile.ZipFile) -> bool:
    names = archive.namelist()
    return (
        {_TYPES, _ROOT} <= set(names)
        and all(name == part_name(name) for name in names)
        and _MAIN in archive.read(_TYPES)
        and b"purl.oclc.org" not in archive.read(_ROOT)
        and not any(b"purl.oclc.org" in archive.open(name).read(_HEAD) for name in names if name.endswith("document.xml"))
        and not any(_is_odd(name, archive.read(name), names) for name in names if name.endswith(".rels"))
    )


def _usual(archive: zipfile.ZipFile) -> tuple[BytesIO, tuple[str, ...]]:
    """The same file in the form that python-docx knows, and the names of what is left out of it."""
    parts = {part_name(item.filename): archive.read(item) for item in archive.infolist() if not item.is_dir()}
    parts = {name: _transitional(data) if _is_xml(name) else data for name, data in parts.items()}
    damaged = tuple(name for name, data in parts.items() if _is_xml(name) and not _TEXT_PART.search(name) and not _is_well_formed(data))
    parts = {name: data for name, data in parts.items() if name not in damaged}
    if sum(map(len, _all_leading_nowhere(small := _in_small_letters(parts)))) < sum(map(len, _all_leading_nowhere(parts))):
        parts = small  # to Word names are the same that differ in their capitals
    main = _main_part(parts)
    parts[_TYPES] = _types(parts, main)
    parts[_ROOT] = _relations_to(main, parts.get(_ROOT, _NO_RELATIONS))
    rewritten = BytesIO()
    with zipfile.ZipFile(rewritten, "w") as target:
        for name, data in parts.items():
            target.writestr(name, _without(data, _leading_nowhere(name, data, parts)) if name.endswith(".rels") else data)
    rewritten.seek(0)
    return rewritten, damaged


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _transitional(data: bytes) -> bytes:
    """XML of the strict form in the usual one, without blanks before it."""
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    return data.lstrip()


def _is_well_formed(data: bytes) -> bool:
    try:
        etree.fromstring(data, _parser())
    except etree.XMLSyntaxError:
        return False
    return True


def _in_small_letters(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts with all names, and what points to them, in small letters."""
    changed = {}
    for name, data in parts.items():
        if name.lower().endswith(".rels") or name.lower() == _TYPES.lower():
            root = etree.fromstring(data, _parser())
            for entry in root:
                for key in ("Target", "PartName"):
                    if key in entry.attrib and entry.get("TargetMode") != "External":
                        entry.set(key, entry.get(key, "").lower())
            data = bytes(etree.tostring(root))
        changed[_TYPES if name.lower() == _TYPES.lower() else name.lower()] = data
    return changed


def _main_part(parts: Mapping[str, bytes]) -> str:
    """The name of the part that holds the text. Raises: KeyError if none does."""
    if _ROOT in parts:
        for relation in etree.fromstring(parts[_ROOT], _parser()).iterfind("{*}Relationship"):
            place = posixpath.normpath(posixpath.join("/", relation.get("Target", "").replace("\\", "/"))).lstrip("/")
            if relation.get("Type", "").endswith("/officeDocument") and place in parts:
                return place
    found = next((name for name in parts if _MAIN_PART.fullmatch(name)), None)
    if found is None:
        raise KeyError("word/document.xml")
    return found


def _relations_to(main: str, data: bytes) -> bytes:
    """The file's own relationships, with one to its text."""
    root = etree.fromstring(data, _parser())
    if not any(relation.get("Type") == _MAIN_RELATION for relation in root):
        etree.SubElement(root, f"{{{_PACKAGE}/relationships}}Relationship", Id="rIdText", Type=_MAIN_RELATION, Target=f"/{main}")
    return bytes(etree.tostring(root))


def _types(parts: Mapping[str, bytes], main: str) -> bytes:
    """The table of the parts' types: the text's is the usual one, Word files in this file are no parts, and no ending is forgotten."""
    root = etree.fromstring(parts.get(_TYPES, _NO_TYPES), _parser())
    packages = [name for name, data in parts.items() if data.startswith(b"PK")]
    endings = {posixpath.splitext(name)[1][1:].casefold() for name in packages}
    for entry in list(root):
        if entry.get("PartName", "").lstrip("/") in packages or (entry.get("Extension") or "").casefold() in endings:
            entry.set("ContentType", "application/octet-stream")
        elif entry.get("PartName", "").lstrip("/") == main:
            root.remove(entry)
    etree.SubElement(root, f"{{{_PACKAGE}/content-types}}Override", PartName=f"/{main}", ContentType=_MAIN.decode())
    known = {(entry.get("Extension") or "").casefold() for entry in root}
    for ending in sorted({posixpath.splitext(name)[1][1:].casefold() for name in parts} - known - {""}):
        kind = _USUAL_TYPES.get(ending, "application/octet-stream")
        etree.SubElement(root, f"{{{_PACKAGE}/content-types}}Default", Extension=ending, ContentType=kind)
    return bytes(etree.tostring(root))


def _all_leading_nowhere(parts: Mapping[str, bytes]) -> list[set[str]]:
    return [_leading_nowhere(name, data, parts) for name, data in parts.items() if name.lower().endswith(".rels")]


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
