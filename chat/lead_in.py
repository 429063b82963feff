"""What a list item is read with: "you are under 18" answers nothing, "Do not use the lacquer if: you are under 18" does."""

from __future__ import annotations

from collections.abc import Sequence

from index.document import Role, Sentence

_MAX_CHARS = 160  # a longer one is a paragraph of its own, and would take the judge's room from the items


def lead_in(sentences: Sequence[Sentence], position: int) -> str:
    """The sentence that the list begins with in which a sentence stands, "" outside of lists and where its list begins the passage."""
    begin = position
    while begin and sentences[begin].role is Role.LIST_ITEM:
        begin -= 1
    return sentences[begin].text if begin < position and sentences[begin].role is not Role.LIST_ITEM else ""


def with_lead_in(sentences: Sequence[Sentence], position: int) -> str:
    """A sentence as it is understood: an item behind a lead-in that ends with a colon. "" where there is none at this position."""
    if not 0 <= position < len(sentences):
        return ""
    leading, text = lead_in(sentences, position), sentences[position].text
    return f"{leading} {text}" if leading.rstrip().endswith(":") and len(leading) <= _MAX_CHARS else text
