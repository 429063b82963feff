"""What a list item is read with: "you are under 18" answers nothing, "Do not use the lacquer if: you are under 18" does."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.document import Role, Sentence

# What ends like this has said half a sentence.
_BREAKS_OFF = re.compile(
    r"\b(?:if|when|whenever|unless|until|while|with|without|to|not|never|don['’]t|you|that|who|whose|should|must|may|can|cannot|can['’]t|could|will"
    r"|would|shall|are|is|be|include[sd]?|including|have|has|of|for|from|by|or|and|the|your)\W*$",
    re.IGNORECASE,
)
_CLOSING = frozenset(".!?;,…")
_MAX_CHARS = 160  # a longer one is a paragraph of its own, and would take the judge's room from the items


def lead_in(sentences: Sequence[Sentence], position: int) -> str:
    """The sentence that the list begins with in which a sentence stands, "" outside of lists and where its list begins the passage."""
    begin = position
    while begin and sentences[begin].role is Role.LIST_ITEM:
        begin -= 1
    return sentences[begin].text if begin < position and sentences[begin].role is not Role.LIST_ITEM else ""


def with_lead_in(sentences: Sequence[Sentence], position: int) -> str:
    """A sentence as it is understood: an item behind a lead-in that ends with a colon, or breaks off. "" where there is none here."""
    if not 0 <= position < len(sentences):
        return ""
    leading, text = lead_in(sentences, position), sentences[position].text
    return f"{leading} {text}" if (leading.rstrip().endswith(":") or breaks_off(leading)) and len(leading) <= _MAX_CHARS else text


def breaks_off(text: str) -> bool:
    """Whether what stands above a list is half a sentence: "Do not use the lacquer if", "Bring with you"."""
    return text.rstrip()[-1:] not in _CLOSING and _BREAKS_OFF.search(text) is not None
