"""Lines that break off above a list and say half a sentence: "Please bring with you", "For two weeks you should not:"."""

from __future__ import annotations

import re

_BREAKS_OFF = re.compile(
    r"\b(?:if|when|whenever|unless|until|while|with|without|to|not|never|don['’]t|you|that|who|whose|should|must|may|can|cannot|can['’]t|could|will"
    r"|would|shall|are|is|be|include[sd]?|including|have|has|of|for|from|by|or|and|the|your)\s*:?$",
    re.IGNORECASE,
)
_ASKING = re.compile(r"(?:what|who|whom|when|where|why|how|which)\b", re.IGNORECASE)  # headings open so
_LEADS_ELSEWHERE = re.compile(r"(?:jump|skip|go|back|return|sign|log|share|subscribe|follow|listen|print|read|see|click)\b", re.IGNORECASE)


def breaks_off(words: str) -> bool:
    """Whether a line's items go on from it: it is no heading, and no link of a page's frame."""
    return len(words.split()) > 1 and not (_ASKING.match(words) or _LEADS_ELSEWHERE.match(words)) and bool(_BREAKS_OFF.search(words))
