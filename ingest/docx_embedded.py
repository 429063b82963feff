"""Documents that a Word file holds as they are (altChunk) and Word shows as part of the text: web pages, text, other Word files."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from docx.oxml.ns import qn
from docx.parts.story import StoryPart
from lxml import etree

from index.document import Document, Role
from ingest.errors import UnreadableDocumentError
from ingest.page_builder import PageBuilder

_PAGES = frozenset({"text/html", "application/xhtml+xml"})


def embedded(element: etree._Element, part: StoryPart, load_word: Callable[[Path], Document]) -> Document | None:
    """What an altChunk holds, read as a document of its own; None if it is elsewhere, of a type that is not read, or holds no words."""
    relation = part.rels.get(element.get(qn("r:id"), ""))
    if relation is None or relation.is_external:
        return None
    loading = import_module("ingest.load")  # which itself looks up this format's loader
    with TemporaryDirectory() as folder:
        path = Path(folder) / "embedded"
        path.write_bytes(relation.target_part.blob)
        try:
            kind = "html" if relation.target_part.content_type in _PAGES else loading.detect(path)
            return load_word(path) if kind == "docx" else loading.load_as(kind, path)
        except UnreadableDocumentError:
            return None


def add_document(builder: PageBuilder, document: Document) -> None:
    """All blocks of another document; its title is a heading here."""
    for block in document.blocks:
        text = document.text_of(block)
        text = text.removeprefix("• ") if block.role is Role.LIST_ITEM else text  # the builder puts its own
        builder.add(text, block.role, level=max(2, block.level) if block.role is Role.HEADING else 0, why=block.why)
