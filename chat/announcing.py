"""Sentences that say what a text is about, and nothing of it: aims, scopes, plans of a paper."""

from __future__ import annotations

import re

_TEXT = (
    r"(?:narrative |systematic |present |current |case |cohort |pilot |short )*(?:review|paper|article|study|report|trial|leaflet|guideline"
    r"|guidance|summary|document|page|chapter|section|policy|booklet|analysis)"
)
_WHO = r"\b(?:we|the (?:authors?|researchers?|team))"
_ANNOUNCES = re.compile(
    rf"\b(?:this|the (?:present|current)|our) {_TEXT} (?:\w+ ){{0,2}}?"
    r"(?:covers?|describes?|discuss(?:es)?|summari[sz]es?|presents?|outlines?"
    r"|deals with|explores?|aims?|explains?|is about|sets out)\b"
    rf"|{_WHO} (?:aim(?:ed)?|set out|sought|intend(?:ed)?) to\b|{_WHO} wanted to know\b"
    rf"|{_WHO} (?:tested|asked|examined|investigated|assessed|studied|evaluated|explored) (?:whether|if|how)\b"
    r"|\b(?:the|our) (?:aim|purpose|objective|question)s? (?:of (?:this|the|our) .{1,40} )?(?:was|were) (?:to|whether)\b"
    r"|^(?:\w+\. )?to (?:find out|determine|assess|establish|examine|investigate|evaluate|test|explore) (?:whether|if|how)\b"
    r"|^(?:there (?:are|were)|(?:this|our|the) \w+ ha[sd]) (?:\w+ ){0,3}(?:limitations|strengths|weaknesses|shortcomings)\.$"
    rf"|^(?:in|here,? in) this {_TEXT},? we (?:describe|discuss|review|present|report)\b",
    re.IGNORECASE,
)
_TELLS = re.compile(r"\d|\b(?:found|show(?:s|ed|n)?|conclude[sd]?|because|but|however)\b", re.IGNORECASE)
_ASKED = re.compile(
    r"\b(?:aims?|aimed|purpose|objectives?|goal|why (?:was|did)|about|cover(?:s|ed)?|scope|want(?:ed)? to (?:know|find)|find out"
    r"|research question|what (?:was|did|is|does|do) .{0,60}\b(?:test|examin|stud|investigat|cover|compar|look)\w*)\b",
    re.IGNORECASE,
)


def announces_only(text: str, question: str) -> bool:
    """Whether a sentence announces what a text is about and says nothing of it, while something else is asked."""
    return bool(_ANNOUNCES.search(text)) and not _TELLS.search(text) and not _ASKED.search(question)
