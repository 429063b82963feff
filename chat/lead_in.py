"""What a list item is read with: "you are under 18" answers nothing, "Do not use the lacquer if: you are under 18" does.

And a short lead-in with its items: "Leave out:" answers nothing, "Leave out: liver and kidneys; sardines; beer." does.
"""

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
_SHORT = 60  # a longer one says itself what its list is about
_MAX_LIST = 300  # of a list that is read as one


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


def items_after(sentences: Sequence[Sentence], position: int) -> range:
    """The places of the items that a short sentence with a colon at its end announces; none after any other."""
    if sentences[position].role is Role.LIST_ITEM or not sentences[position].text.rstrip().endswith(":"):
        return range(0)
    end = position + 1
    while end < len(sentences) and sentences[end].role is Role.LIST_ITEM:
        end += 1
    return range(position + 1, end) if len(sentences[position].text) <= _SHORT else range(0)


def as_read(sentences: Sequence[Sentence], position: int) -> str:
    """A sentence as the judge reads it: an item behind its lead-in, a short lead-in with its items. "" where there is none here."""
    items = items_after(sentences, position) if 0 <= position < len(sentences) else range(0)
    if not items:
        return with_lead_in(sentences, position)
    read = f"{sentences[position].text} {_bare(sentences[items[0]].text)}"
    for place in items[1:]:
        if len(read) + len(sentences[place].text) > _MAX_LIST:
            break
        read += f"; {_bare(sentences[place].text)}"
    return f"{read}."


def _bare(item: str) -> str:
    return item.rstrip().rstrip(".;,")


def breaks_off(text: str) -> bool:
    """Whether what stands above a list is half a sentence: "Do not use the lacquer if", "Bring with you"."""
    return text.rstrip()[-1:] not in _CLOSING and _BREAKS_OFF.search(text) is not None
