"""Plain text: pages at form feeds, structure by the shape of lines."""

from __future__ import annotations

import re
from pathlib import Path

from index.document import Document, Role, Source
from ingest.encodings import decode
from ingest.errors import UnreadableDocumentError
from ingest.no_prose import why_no_prose
from ingest.structure import blocks_of_text

EXTRACTOR = "text/1"
_COLOURS = re.compile(r"\x1b\[[\d;]*[A-Za-z]")  # what a terminal makes of text, kept with its output
MAX_PAGES = 5000  # parted by form feeds


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
    titles = [pages[block.page - 1][block.start : block.end] for block in blocks if block.role is Role.HEADING]
    title = " ".join(titles[0].split()) if titles else path.stem
    inferred = (("title", "the first heading" if titles else "the file's name"),)
    return Document(Source(path.stem, title, path=path.name, extractor=EXTRACTOR, inferred=inferred), pages, blocks)
