"""An e-book's archive: its parts within limits, and which of them are its chapters, in order, also where its lists are faulty."""

from __future__ import annotations

import posixpath
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from ingest.errors import UnreadableDocumentError
from ingest.foreign import part_name

MAX_ENTRY = 20 * 1024 * 1024  # bytes unpacked
MAX_TOTAL = 200 * 1024 * 1024
MAX_ENTRIES = 20_000
REMEDY = "Open it in an e-book reader and save or export it again."
CONTAINER = "META-INF/container.xml"
_CHAPTER_TYPES = ("html", "text/xml", "application/xml", "dtbook", "oeb1-document")
_MAX_FALLBACKS = 5


class Archive:
    """The parts of an e-book, counting what has been unpacked."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        if len(archive.infolist()) > MAX_ENTRIES:
            raise UnreadableDocumentError(path, f"more than {MAX_ENTRIES} files in the e-book", REMEDY)
        self.path = path
        self._archive = archive
        self._unpacked = 0
        self.names = {part_name(name): name for name in archive.namelist() if not name.endswith("/")}
        self._alike = {_alike(name): name for name in reversed(self.names)}
        self._by_last = {_alike(posixpath.basename(name)): name for name in reversed(self.names)}

    def read(self, name: str) -> bytes:
        """A part's bytes, read no further than the limits whatever its header says."""
        with self._archive.open(self.names[name]) as file:
            data = file.read(MAX_ENTRY + 1)
        self._unpacked += len(data)
        if len(data) > MAX_ENTRY or self._unpacked > MAX_TOTAL:
            raise UnreadableDocumentError(self.path, "unpacks to far more than an e-book holds", REMEDY)
        return data

    def xml(self, name: str) -> etree._Element | None:
        """A part as XML, None if it is none: no network, no DTD, no entities."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
        try:
            return etree.fromstring(self.read(name), parser)
        except etree.XMLSyntaxError:
            return None

    def find(self, name: str) -> str:
        """The part that is meant by a name, as e-book readers find it: whatever its case, accents, slashes or folder; "" if none is."""
        plain = posixpath.normpath(part_name(name)).lstrip("/")
        if plain in self.names:
            return plain
        return self._alike.get(_alike(plain), "") or self._by_last.get(_alike(posixpath.basename(plain)), "")


@dataclass(frozen=True, slots=True)
class Package:
    """The part that says of what the book is made."""

    name: str
    root: etree._Element

    @classmethod
    def of(cls, archive: Archive) -> Package:
        """The one that the container names, or that is there. Raises: UnreadableDocumentError."""
        container = archive.find(CONTAINER)
        root = archive.xml(container) if container else None
        stated = [file.get("full-path", "") for file in root.iterfind(".//{*}rootfile")] if root is not None else []
        there = [name for name in archive.names if name.lower().endswith(".opf")]
        for name in (*(archive.find(unquote(name)) for name in stated if name), *there):
            if name and name != container and (package := archive.xml(name)) is not None:
                return cls(name, package)
        raise UnreadableDocumentError(archive.path, "damaged e-book (no list of what is in it)", REMEDY)

    def chapters(self) -> list[str]:
        """The chapters' names in reading order, each once; where the book states no order, as they are listed."""
        items = {item.get("id"): item for item in self.root.iterfind("{*}manifest/{*}item")}
        in_order = [items[id_] for reference in self.root.iterfind("{*}spine/{*}itemref") if (id_ := reference.get("idref")) in items]
        chapters = list(_readable(in_order, items)) or list(_readable(items.values(), items))
        told = [item for item in chapters if "nav" not in item.get("properties", "").split()] or chapters
        return list(dict.fromkeys(self._place(item.get("href", "")) for item in told))

    def _place(self, href: str) -> str:
        path = unquote(href.partition("#")[0].partition("?")[0]).replace("\\", "/")
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.name), path)).lstrip("/")


def _readable(items: Iterable[etree._Element], by_id: Mapping[str | None, etree._Element]) -> Iterator[etree._Element]:
    """Those that hold words, or what they say is to be shown in their place."""
    for item in items:
        found: etree._Element | None = item
        for _ in range(_MAX_FALLBACKS):
            if found is None:
                break
            if any(kind in found.get("media-type", "html") for kind in _CHAPTER_TYPES):
                yield found
                break
            found = by_id.get(found.get("fallback"))


def _alike(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
