"""EPUB: the chapters in spine order, each as one page; zipfile and lxml, limits on what unpacks."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from lxml import etree
from lxml import html as lxml_html

from index.document import Block, Document, Role, Source
from ingest.encodings import declared_encoding, decode, storable
from ingest.epub_package import REMEDY, Archive, Package
from ingest.errors import UnreadableDocumentError
from ingest.hidden_style import is_hidden, why_unseen
from ingest.html_lists import item_mark
from ingest.in_words import in_words
from ingest.page_builder import PageBuilder
from ingest.raised import RaisedParts

EXTRACTOR = "epub/1"
MAX_CHAPTERS = 5000
_DC = "{http://purl.org/dc/elements/1.1/}"
_BLOCKS = frozenset(
    {"p", "li", "blockquote", "figcaption", "caption", "tr", "dt", "dd", "pre", "div", "section", "article", "body", "td", "th"}
)
_SKIPPED = frozenset({"script", "style", "nav", "head", "svg", "math", "template", "noscript", "iframe", "object"})


def load_epub(path: Path) -> Document:
    """Read an e-book, one page a chapter in the order of its spine; one that is listed again is read once.

    Raises: UnreadableDocumentError if damaged, protected, unpacking to more than the limits, or without text.
    """
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            return _read(Archive(path, archive))
    except (FileNotFoundError, PermissionError):
        raise
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, RuntimeError, etree.LxmlError) as error:
        raise UnreadableDocumentError(path, f"damaged e-book: {in_words(error)}", REMEDY) from error


def _read(archive: Archive) -> Document:
    path = archive.path
    if "META-INF/rights.xml" in archive.names or _is_encrypted(archive):
        raise UnreadableDocumentError(path, "protected by digital rights management", "Get a copy without protection.")
    package = Package.of(archive)
    chapters = package.chapters()
    if len(chapters) > MAX_CHAPTERS:
        raise UnreadableDocumentError(path, f"more than {MAX_CHAPTERS} chapters", "Split it into smaller books.")
    pages: list[str] = []
    blocks: list[Block] = []
    n_missing = 0
    read: set[str] = set()
    for chapter in chapters:
        name = archive.find(chapter)
        if name and name in read:  # two names of one part
            continue
        read.add(name)
        builder = PageBuilder(page=len(pages) + 1)
        if name:
            _read_chapter(archive.read(name), builder)
        else:
            n_missing += 1
        pages.append(builder.text)
        blocks += builder.blocks
    if not pages or n_missing == len(pages):
        raise UnreadableDocumentError(path, "an e-book whose list of chapters (spine) names none that is in it", REMEDY)
    if not any(block.role.is_quotable for block in blocks):
        raise UnreadableDocumentError(path, "an e-book without text", "It may hold pictures only; run OCR on it first.")
    notices = (f"damaged: {n_missing} of {len(pages)} chapters missing",) if n_missing else ()
    return Document(_source(path, package.root), tuple(pages), tuple(blocks), notices)


def _is_encrypted(archive: Archive) -> bool:
    """Whether more than fonts is encrypted."""
    if "META-INF/encryption.xml" not in archive.names:
        return False
    root = archive.xml("META-INF/encryption.xml")
    references = root.iter("{*}CipherReference") if root is not None else ()
    return any(reference.get("URI", "").lower().endswith((".xhtml", ".html", ".htm", ".xml")) for reference in references)


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
    raised_parts = RaisedParts(words)
    role, level, mark = Role.PARAGRAPH, 0, ""

    def flush() -> None:
        nonlocal mark
        if not "".join(words).strip():
            words.clear()
            return
        builder.add("".join(words), role, level=level, mark=mark)
        words.clear()
        mark = ""

    skipping: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")) if root is not None else ():
        name = element.tag if isinstance(element.tag, str) else ""
        if skipping is not None:
            if event == "end" and element is skipping:
                skipping = None
                words.append(element.tail or "")
            continue
        if event == "start" and (name in _SKIPPED or is_hidden(element) or why_unseen(element.get("style") or "")):
            skipping = element
            if name not in _SKIPPED:
                flush()
                builder.add("".join(element.itertext()), Role.BOILERPLATE, why="hidden text")
        elif event == "start":
            if _is_block(name):
                flush()
                role, level = _role(element, name)
                mark = item_mark(element) if name == "li" else mark
            raised_parts.start(element)
            words.append(_opening(name) + (element.text or ""))
        elif event == "end":
            raised_parts.end(element)
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
