"""Whom something is done to: who asks that is answered by those it is done to, not by "do not test everyone"."""

from __future__ import annotations

import re

NOT_EVERYONE = -1.5  # added to a sentence's strength in the order only, in logits; chosen by hand

_PEOPLE = r"(?:patients?|people|persons?|adults?|children|women|men|babies|infants|relatives|members)"
_ASKS = re.compile(
    rf"^\W*(?:(?:so|and|but|ok),? )*(?:who|whom|(?:which|what) (?:(?:kind|sort|type|group)s? of )?(?:\w+ )?{_PEOPLE})\b", re.IGNORECASE
)
_TURNED = re.compile(
    r"\b(?:not|never|no|without|except|exclud\w+|unsuitable|avoid|left out|hold off|ruled out|barred"
    r"|(?:should|could|would|ca|do|does|did|is|are|was|were|wo|must|have|has)nt|cannot)\b|n['’]t\b",
    re.IGNORECASE,
)
_EVERY = r"every(?:one|body)|(?<!at )all|any(?:one|body)"
_NOT_EVERYONE = re.compile(
    rf"\b(?:not|never)\b[^.;:]{{0,60}}\b(?:{_EVERY}|every|routinely|each)\b|n['’]t\b[^.;:]{{0,60}}\b(?:{_EVERY})\b"
    rf"|^\W*not (?:{_EVERY})\b|\bno {_PEOPLE}\b",
    re.IGNORECASE,
)


def asks_whom(question: str) -> bool:
    """Whether a question asks to or for whom something is, and not to whom it is not."""
    return bool(_ASKS.match(question)) and not _TURNED.search(question)


def denies_all(text: str) -> bool:
    """Whether a sentence only says that it is not for everyone."""
    return bool(_NOT_EVERYONE.search(text))
