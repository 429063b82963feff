"""EPUB: the chapters in spine order, each as one page; zipfile and lxml, limits on what unpacks."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from pathlib import Path
from urllib.parse import unquote

from lxml import etree
from lxml import html as lxml_html

from index.document import Block, Document, Role, Source
from ingest.encodings import declared_encoding, decode, storable
from ingest.errors import UnreadableDocumentError
from ingest.page_builder import PageBuilder

EXTRACTOR = "epub/1"
MAX_ENTRY = 20 * 1024 * 1024  # bytes unpacked
MAX_TOTAL = 200 * 1024 * 1024
MAX_CHAPTERS = 5000
MAX_ENTRIES = 20_000
_REMEDY = "Open it in an e-book reader and save or export it again."
_DC = "{http://purl.org/dc/elements/1.1/}"
_BLOCKS = frozenset(
    {"p", "li", "blockquote", "figcaption", "caption", "tr", "dt", "dd", "pre", "div", "section", "article", "body", "td", "th"}
)
_SKIPPED = frozenset({"script", "style", "nav", "head", "svg", "math", "template", "noscript", "iframe", "object"})


def load_epub(path: Path) -> Document:
    """Read an e-book, one page a spine item.

    Raises: UnreadableDocumentError if damaged, protected, unpacking to more than the limits, or without text.
    """
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            return _read(path, _Book(path, archive))
    except (FileNotFoundError, PermissionError):
        raise
    except (OSError, zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, KeyError, ValueError, RuntimeError) as error:
        why = "a part that it names is not in it" if isinstance(error, KeyError) else " ".join(str(error).split())[:120]
        raise UnreadableDocumentError(path, f"damaged e-book ({why})", _REMEDY) from error
    except etree.LxmlError as error:
        raise UnreadableDocumentError(path, f"damaged e-book ({error})", _REMEDY) from error


class _Book:
    """The archive, counting what has been unpacked."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        if len(archive.infolist()) > MAX_ENTRIES:
            raise UnreadableDocumentError(path, f"more than {MAX_ENTRIES} files in the e-book", _REMEDY)
        self.path = path
        self._archive = archive
        self._unpacked = 0

    def read(self, name: str) -> bytes:
        """An entry's bytes, read no further than the limits whatever its header says."""
        with self._archive.open(name) as file:
            data = file.read(MAX_ENTRY + 1)
        self._unpacked += len(data)
        if len(data) > MAX_ENTRY or self._unpacked > MAX_TOTAL:
            raise UnreadableDocumentError(self.path, "unpacks to far more than an e-book holds", _REMEDY)
        return data

    def xml(self, name: str) -> etree._Element:
        """An entry as XML: no network, no DTD, no entities."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
        root = etree.fromstring(self.read(name), parser)
        if root is None:
            raise UnreadableDocumentError(self.path, f"damaged e-book ({name} is no XML)", _REMEDY)
        return root

    def has(self, name: str) -> bool:
        """Whether there is such an entry."""
        return name in self._archive.NameToInfo


def _read(path: Path, book: _Book) -> Document:
    if book.has("META-INF/rights.xml") or _is_encrypted(book):
        raise UnreadableDocumentError(path, "protected by digital rights management", "Get a copy without protection.")
    rootfile = book.xml("META-INF/container.xml").find(".//{*}rootfile")
    name = rootfile.get("full-path", "") if rootfile is not None else ""
    package = book.xml(name)
    pages: list[str] = []
    blocks: list[Block] = []
    n_missing = 0
    for chapter in _spine(package, name):
        if len(pages) >= MAX_CHAPTERS:
            raise UnreadableDocumentError(path, f"more than {MAX_CHAPTERS} chapters", "Split it into smaller books.")
        builder = PageBuilder(page=len(pages) + 1)
        if book.has(chapter):
            _read_chapter(book.read(chapter), builder)
        else:
            n_missing += 1
        pages.append(builder.text)
        blocks += builder.blocks
    if not pages or n_missing == len(pages):
        raise UnreadableDocumentError(path, "an e-book whose list of chapters (spine) names none that is in it", _REMEDY)
    if not any(block.role.is_quotable for block in blocks):
        raise UnreadableDocumentError(path, "an e-book without text", "It may hold pictures only; run OCR on it first.")
    notices = (f"damaged: {n_missing} of {len(pages)} chapters missing",) if n_missing else ()
    return Document(_source(path, package), tuple(pages), tuple(blocks), notices)


def _is_encrypted(book: _Book) -> bool:
    """Whether more than fonts is encrypted."""
    if not book.has("META-INF/encryption.xml"):
        return False
    references = book.xml("META-INF/encryption.xml").iter("{*}CipherReference")
    return any(reference.get("URI", "").lower().endswith((".xhtml", ".html", ".htm", ".xml")) for reference in references)


def _spine(package: etree._Element, name: str) -> list[str]:
    """The names of the entries in reading order."""
    items = {item.get("id"): item for item in package.iterfind("{*}manifest/{*}item")}
    folder = posixpath.dirname(name)
    names = []
    for reference in package.iterfind("{*}spine/{*}itemref"):
        item = items.get(reference.get("idref"))
        if item is not None and "html" in item.get("media-type", "html") and "nav" not in item.get("properties", "").split():
            names.append(posixpath.normpath(posixpath.join(folder, unquote(item.get("href", "").partition("#")[0]))).lstrip("/"))
    return names


def _read_chapter(data: bytes, builder: PageBuilder) -> None:
    text = decode(data, declared_encoding(data))
    if not text.strip():
        return
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    root = lxml_html.document_fromstring(text.encode("utf-8"), parser=parser, ensure_head_body=True)
    _read_element(root.find("body"), builder)


def _read_element(root: etree._Element | None, builder: PageBuilder) -> None:
    """Blocks in document order. Goes through the tree without recursion: a book may nest as deep as it likes."""
    words: list[str] = []
    role, level = Role.PARAGRAPH, 0

    def flush() -> None:
        builder.add("".join(words), role, level=level)
        words.clear()

    skipping: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")) if root is not None else ():
        name = element.tag if isinstance(element.tag, str) else ""
        if skipping is not None:
            if event == "end" and element is skipping:
                skipping = None
                words.append(element.tail or "")
            continue
        if event == "start" and name in _SKIPPED:
            skipping = element
        elif event == "start":
            if _is_block(name):
                flush()
                role, level = _role(element, name)
            words.append(_opening(name) + (element.text or ""))
        elif event == "end":
            if _is_block(name) and name not in {"td", "th"}:
                flush()
                role, level = Role.PARAGRAPH, 0
            words.append(element.tail or "")
        else:
            words.append(element.tail or "")
    flush()


def _is_block(name: str) -> bool:
    return (name in _BLOCKS and name not in {"td", "th"}) or _heading_level(name) > 0


def _heading_level(name: str) -> int:
    return int(name[1]) if len(name) == 2 and name[0] == "h" and name[1] in "123456" else 0


def _opening(name: str) -> str:
    return {"br": " ", "td": " | ", "th": " | "}.get(name, "")


def _role(element: etree._Element, name: str) -> tuple[Role, int]:
    if level := _heading_level(name):
        return Role.HEADING, min(6, level + 1)
    ancestors = {ancestor.tag for ancestor in element.iterancestors()}
    if name == "tr" or "tr" in ancestors:
        return Role.TABLE_ROW, 0
    if name in {"figcaption", "caption"} or ancestors & {"figcaption", "caption"}:
        return Role.CAPTION, 0
    return (Role.LIST_ITEM, 0) if name in {"li", "dd"} or "li" in ancestors else (Role.PARAGRAPH, 0)


def _source(path: Path, package: etree._Element) -> Source:
    def stated(name: str) -> list[str]:
        texts = [storable(" ".join("".join(element.itertext()).split())) for element in package.iter(f"{_DC}{name}")]
        return [text for text in texts if text]

    title = next(iter(stated("title")), "")
    doi = next((text.split("10.", 1)[1] for text in stated("identifier") if "10." in text and "/" in text), "")
    return Source(
        source_id=path.stem,
        title=title or path.stem,
        authors=tuple(stated("creator")),
        publisher=next(iter(stated("publisher")), ""),
        date=next(iter(stated("date")), "")[:10],
        doi=f"10.{doi}" if doi else "",
        language=next(iter(stated("language")), "")[:2].lower(),
        path=path.name,
        extractor=EXTRACTOR,
        inferred=() if title else (("title", "file name"),),
    )
