"""Sentences that say what a text is about, and nothing of it: aims, scopes, plans of a paper."""

from __future__ import annotations

import re

_TEXT = r"(?:narrative |systematic |present |current |case |cohort |pilot |short )*(?:review|paper|article|study|report|trial|leaflet|guideline|guidance|summary|document|page|chapter|section|policy|booklet|analysis)"
_ANNOUNCES = re.compile(
    rf"\b(?:this|the (?:present|current)|our) {_TEXT} (?:\w+ ){{0,2}}?(?:covers?|describes?|discuss(?:es)?|summari[sz]es?|presents?|reviews?|outlines?|deals with|examine[sd]?|explores?|looks? at|aims?|aimed|explains?|is about|sets out|reports?|assess(?:es|ed)?|investigate[sd]?|applies)\b"
    r"|\b(?:we|the (?:authors?|researchers?|team)) (?:aim(?:ed)?|set out|sought|intend(?:ed)?) to\b"
    r"|\bwe (?:tested|asked|examined|investigated|assessed|studied|evaluated|explored) (?:whether|if|how)\b"
    r"|\b(?:the|our) (?:aim|purpose|objective|goal|question)s? (?:of (?:this|the) .{1,40} )?(?:was|is|were) (?:to|whether)\b"
    r"|^(?:\w+\. )?to (?:find out|determine|assess|establish|examine|investigate|evaluate|test|explore) (?:whether|if|how)\b"
    r"|\b(?:we|the (?:authors?|researchers?|team)) wanted to know\b"
    rf"|^(?:in|here,? in) this {_TEXT},? we (?:describe|discuss|review|present|report)\b",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"\b(?:aims?|aimed|purpose|objectives?|goal|why (?:was|did)|what (?:was|did|is|does|do) .{0,60}\b(?:test|examin|stud|investigat|about|cover|compar|look)\w*|about\b|cover(?:s|ed)?|scope|want(?:ed)? to (?:know|find)|find out|research question)\b",
    re.IGNORECASE,
)


def announces_only(text: str, question: str) -> bool:
    """Whether a sentence only announces what a text is about, while something else is asked."""
    return bool(_ANNOUNCES.search(text)) and not _ASKED.search(question)
