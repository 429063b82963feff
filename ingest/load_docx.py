"""Word files: headings, lists and tables from their styles."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.exceptions import InvalidXmlError
from docx.oxml.ns import qn
from docx.parts.story import StoryPart
from docx.text.paragraph import Paragraph
from lxml import etree

from index.document import Document, Role, Source
from ingest.boilerplate import is_reference, why_paragraph
from ingest.docx_embedded import add_document, embedded
from ingest.docx_hidden import seen_and_hidden
from ingest.docx_numbers import ListNumbers
from ingest.docx_package import open_word
from ingest.docx_table import cells, rows
from ingest.docx_text import blocks
from ingest.encodings import storable
from ingest.errors import UnreadableDocumentError
from ingest.in_words import in_words
from ingest.page_builder import PageBuilder
from ingest.split import BULLET
from ingest.stated import is_said, stated_authors, stated_title

EXTRACTOR = "docx/3"
_TEMPLATE_DATE = datetime(2013, 12, 23, 23, 15)  # of python-docx's empty file, and of all that programs make of it
_HEAD_CHARS = 20_000  # in which a document says its title
MAX_DEPTH = 2  # of Word files embedded in Word files
MAX_EMBEDDED = 200  # documents in one
MAX_UNPACKED = 500 * 1024 * 1024
_NOTES = frozenset(f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{name}" for name in ("footnotes", "endnotes"))
_HEADING = re.compile(r"(?:heading|überschrift|titre|título)\s*(\d)", re.IGNORECASE)


def load_docx(path: Path, *, depth: int = 0) -> Document:
    """Read a Word file as one page of text; Word pages exist only when it is printed. `depth`: how deep it is in other Word files.

    Raises: UnreadableDocumentError if damaged, encrypted or without text. OSError passes through.
    """
    try:
        _check_size(path)
        word, damaged = open_word(path)
        builder = PageBuilder()
        numbers = ListNumbers(_numbering(word))
        n_unread = _add_blocks(builder, word.element.body, word.part, depth, numbers)
        for notes in _notes(word):
            n_unread += _add_blocks(builder, notes, word.part, depth, numbers)
    except (FileNotFoundError, PermissionError):
        raise
    except (
        OSError,  # an offset in the archive that is none
        EOFError,
        OpcError,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        IndexError,
        TypeError,
        InvalidXmlError,
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
        KeyError,
        ValueError,
        AttributeError,
    ) as error:
        raise UnreadableDocumentError(path, f"a damaged Word file: {in_words(error)}", "Open it in Word and save it again.") from error
    if not any(character.isalnum() for character in builder.text):
        if n_unread:
            raise UnreadableDocumentError(path, "its text is in other documents embedded in it", "Open it in Word and save it again.")
        raise UnreadableDocumentError(path, "no text in it", "If it holds pictures of text, run OCR on it first.")
    notices = [f"damaged: the part {name} cannot be read" for name in damaged]
    if n_unread:
        notices.append(f"not read: {n_unread} documents embedded in it; opened in Word and saved again it holds their text")
    return Document(_source(path, word, builder), (builder.text,), builder.blocks, tuple(notices))


def _check_size(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        if sum(item.file_size for item in archive.infolist()) > MAX_UNPACKED:
            raise UnreadableDocumentError(path, "it unpacks to more than 500 MB", "Take out its pictures, or split it.")


def _notes(word: WordDocument) -> Iterator[etree._Element]:
    """The footnotes and endnotes, which a reader finds beneath the text."""
    for relation in word.part.rels.values():
        if relation.reltype in _NOTES and not relation.is_external:
            root = parse_xml(etree.tostring(etree.fromstring(relation.target_part.blob, _safe_parser())))
            yield from (note for note in root if note.get(qn("w:type")) is None)


def _numbering(word: WordDocument) -> etree._Element | None:
    """How the file numbers its lists; None where it does not say."""
    relations = word.part.rels.values()
    part = next((one.target_part for one in relations if one.reltype == RELATIONSHIP_TYPE.NUMBERING and not one.is_external), None)
    try:
        return etree.fromstring(part.blob, _safe_parser()) if part is not None else None
    except etree.XMLSyntaxError:  # a damaged part: the lists are read with bullets
        return None


def _safe_parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def _add_blocks(builder: PageBuilder, element: etree._Element, part: StoryPart, depth: int, numbers: ListNumbers) -> int:
    """Everything in it, in order; how many embedded documents could not be read."""
    n_unread = n_embedded = 0
    for block in blocks(element):
        if block.tag == qn("w:altChunk"):
            n_embedded += 1
            is_too_much = depth >= MAX_DEPTH or n_embedded > MAX_EMBEDDED
            inner = None if is_too_much else embedded(block, part, partial(load_docx, depth=depth + 1))
            if inner is None:
                n_unread += 1
            else:
                add_document(builder, inner)
        elif block.tag == qn("w:tbl"):
            _add_table(builder, block, _Within(part))
        else:
            _add_paragraph(builder, Paragraph(block, _Within(part)), numbers)
    return n_unread


@dataclass(frozen=True, slots=True)
class _Within:
    """What python-docx asks of a paragraph's or table's parent."""

    part: StoryPart


def _add_paragraph(builder: PageBuilder, paragraph: Paragraph, numbers: ListNumbers) -> None:
    text, hidden = seen_and_hidden(paragraph)
    mark = numbers.mark(paragraph) if text.strip() else ""
    builder.add(hidden, Role.BOILERPLATE, why="hidden text")
    style = (paragraph.style.name if paragraph.style is not None else "") or ""
    words = " ".join(text.split())
    if match := _HEADING.match(style):
        builder.add(text, Role.HEADING, level=int(match.group(1)) + 1)
    elif style.lower() in {"title", "titel", "titre"}:
        builder.add(text, Role.HEADING, level=1)
    elif why := why_paragraph(words) if words else "":
        builder.add(text, Role.BOILERPLATE, why=why)
    elif is_reference(words):
        builder.add(text, Role.REFERENCE, why="reference entry")
    elif "caption" in style.lower():
        builder.add(text, Role.CAPTION)
    elif "list" in style.lower() or (paragraph._p.pPr is not None and paragraph._p.pPr.numPr is not None):
        builder.add(text, Role.LIST_ITEM, mark="" if BULLET.match(text) else mark)
    else:
        builder.add(text, Role.PARAGRAPH)


def _add_table(builder: PageBuilder, table: etree._Element, within: _Within) -> None:
    """Its rows, and after each the tables in it. A cell that goes on from the row above has that one's words again."""
    above: dict[int, str] = {}  # by column
    for row in rows(table):
        texts: list[str] = []
        inner: list[etree._Element] = []
        for column, goes_on, cell in cells(row):
            is_again = goes_on and column in above
            above[column] = above[column] if is_again else _cell_text(cell, within)
            texts.append(above[column])
            inner += () if is_again else (block for block in blocks(cell) if block.tag == qn("w:tbl"))
        builder.add(" | ".join(texts), Role.TABLE_ROW)
        for one in inner:
            _add_table(builder, one, within)


def _cell_text(cell: etree._Element, within: _Within) -> str:
    """The words of the cell's own paragraphs; tables in it come after the row."""
    paragraphs = (Paragraph(block, within) for block in blocks(cell) if block.tag == qn("w:p"))
    return " ".join(" ".join(seen_and_hidden(paragraph)[0] for paragraph in paragraphs).split())


def _source(path: Path, word: WordDocument, builder: PageBuilder) -> Source:
    stated, author, date = _properties(word)
    page = builder.text
    heading = next((page[block.start : block.end] for block in builder.blocks if block.role is Role.HEADING), "")
    title, authors = stated_title(stated), stated_authors(author)
    if title and (not heading or is_said(title, heading, page[:_HEAD_CHARS])):
        origin = "the file's properties"
    else:
        title, origin = (heading, "the first heading") if heading.strip() else (path.stem, "the file's name")
    inferred = [("title", origin)]
    if authors:
        inferred.append(("authors", "the file's properties"))
    if date:
        inferred.append(("date", "the file's properties"))
    return Source(
        path.stem,
        storable(title),
        authors=authors,
        date=date,
        path=path.name,
        extractor=EXTRACTOR,
        inferred=tuple(inferred),
    )


def _properties(word: WordDocument) -> tuple[str, str, str]:
    """Title, author and date that the file states; "" for what it does not, or where they are damaged: the text is not."""
    try:
        properties = word.core_properties
        changed = next((at for at in (properties.modified, properties.created) if at and at.replace(tzinfo=None) != _TEMPLATE_DATE), None)
        date = changed.date().isoformat() if changed else ""
        return storable(properties.title or ""), storable(properties.author or "").strip(), date
    except (AttributeError, KeyError, TypeError, ValueError, etree.XMLSyntaxError):
        return "", "", ""
