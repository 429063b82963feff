"""Sentences that say that nothing bad was seen, and so fit whatever is asked about danger: "No serious harms were reported"."""

from __future__ import annotations

import re

_NO_HARM = re.compile(
    r"^\W*(?:\w+ ){0,2}(?:no|few) (?:\w+ ){0,2}"
    r"(?:harms?|adverse|side[- ]effects?|complications?|safety (?:concerns?|problems?)|deaths?|events?)\b"
    r"[^.]{0,40}(?:were|was|have been|reported|seen|occurred|observed|noted)\b[\w ]{0,25}\W*$",
    re.IGNORECASE,
)
_ASKS_FOR_HARM = re.compile(
    r"side[- ]?effects?|harm\w*|adverse|unwanted|complicat\w*|safe\w*|risk\w*|tolera\w*|danger\w*|serious|problems?|bad|reaction\w*|"
    r"died|deaths?|events?",
    re.IGNORECASE,
)


def says_no_harm(sentence: str) -> bool:
    """Whether a sentence says that nothing bad was seen, and of what it was not."""
    return _NO_HARM.match(sentence) is not None


def without_harm(question: str) -> str:
    """The question without the words that ask for harm: what is left is what is feared to do it."""
    return _ASKS_FOR_HARM.sub(" ", question)
