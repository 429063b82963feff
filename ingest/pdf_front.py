"""What stands between a PDF's title and its first section: names and places of work, or already text, as leaflets have it."""

from __future__ import annotations

import re

from ingest.boilerplate import is_sentence
from ingest.pdf_paragraphs import BULLET

_OF_AUTHORS = re.compile(
    r"@|\b(?:universit\w+|departments?|institut\w+|hospitals?|facult\w+|affiliations?|authors?|correspond\w+|contributed|e-?mail|orcid|"
    r"version|edition|editors?|received|accepted|published|copyright)\b",
    re.IGNORECASE,
)
_DOSE = re.compile(r"\b\d[\d.,/ ]* ?(?:mg|mcg|µg|micrograms?|g|ml|units?|IU|%)(?:\W|$)", re.IGNORECASE)
_SMALL = 0.5  # of the words of a sentence begin small; those of an address do not


def is_of_the_text(text: str) -> bool:
    """Whether a paragraph before the first section is text: a sentence or an item that speaks of no author, or a medicine's strength."""
    words = text.split()
    if _OF_AUTHORS.search(text):
        return False
    if _DOSE.search(text):
        return True
    is_prose = is_sentence(text) and sum(word[:1].islower() for word in words) > _SMALL * len(words)
    return is_prose or bool(BULLET.match(text) and text.rstrip().endswith("."))
