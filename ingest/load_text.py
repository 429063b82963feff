"""Plain text: pages at form feeds, structure by the shape of lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path

from index.document import Block, Document, Role, Source
from ingest.encodings import decode
from ingest.errors import UnreadableDocumentError
from ingest.no_prose import why_no_prose
from ingest.structure import blocks_of_text

EXTRACTOR = "text/1"
_COLOURS = re.compile(r"\x1b\[[\d;]*[A-Za-z]")  # what a terminal makes of text, kept with its output
MAX_PAGES = 5000  # parted by form feeds
_WORD = re.compile(r"[^\W\d_]{4,}")
_ANY_FILES = frozenset(  # what is said in the name of a file, or at the head of a page, whatever it is about
    (
        *("about", "charity", "clinic", "copy", "document", "draft", "final", "from", "guide", "hospital", "information", "leaflet"),
        *("page", "patient", "patients", "text", "version", "website", "what", "with"),
    )
)


def load_text(path: Path) -> Document:
    """Read a text file, one page text for each form feed; the text stays as it is but for NULs.

    Raises: UnreadableDocumentError if it holds no words. OSError passes through.
    """
    text = _COLOURS.sub("", decode(path.read_bytes()))
    if not any(character.isalnum() for character in text):
        raise UnreadableDocumentError(path, "no text in it", "Check that the right file was saved.")
    if why := why_no_prose(text):
        raise UnreadableDocumentError(path, f"this looks like {why}, not like a text to be read", "If it is one, save it as PDF or Word.")
    pages = tuple(text.split("\f"))
    if len(pages) > MAX_PAGES:
        raise UnreadableDocumentError(path, f"{len(pages)} pages, more than {MAX_PAGES}", "Split it into parts.")
    blocks = tuple(block for number, page in enumerate(pages, start=1) for block in blocks_of_text(page, page=number))
    title = _title(pages, blocks, path.stem)
    inferred = (("title", "a heading" if title else "the file's name"),)
    return Document(Source(path.stem, title or path.stem, path=path.name, extractor=EXTRACTOR, inferred=inferred), pages, blocks)


def _title(pages: Sequence[str], blocks: Sequence[Block], stem: str) -> str:
    """The heading that is the title: of those above the text the one that the file is named after, else the one that looks like it.

    Above the title of a page that was saved as text there often stands the name of the site, or its slogan. "" without a heading.
    """
    above = list(takewhile(lambda block: not block.role.is_quotable or block.role is Role.HEADING, blocks))
    headings = [block for block in above if block.role is Role.HEADING] or [block for block in blocks if block.role is Role.HEADING][:1]
    texts = [" ".join(pages[block.page - 1][block.start : block.end].split()) for block in headings]
    named = _words(stem)
    return max(zip(headings, texts, strict=True), key=lambda one: (len(named & _words(one[1])), one[0].level == 1), default=(None, ""))[1]


def _words(text: str) -> set[str]:
    return {word.removesuffix("s") for word in _WORD.findall(text.casefold())} - _ANY_FILES
