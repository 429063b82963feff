"""A question asked again of something else: "and honey?" after "does zinc help colds?" asks "does honey help colds?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PREPOSITIONS = (
    "in|for|with|without|during|after|before|by|over|on|at|from|to|since|per|among|against|under|of|about|until|within|between|while"
)
_OPENER = re.compile(
    r"\A(?:(?:and|or|but|so|also|ok|okay|then)\b,? *)*(?:(?:what about|how about|what of|i mean(?:t)?|same (?=for|in|with))\b,? *)?", re.I
)
_CLOSER = re.compile(r"(?:,? (?:too|as well|instead|either|then))?[\s?!.]*$", re.I)
_CLAUSE = re.compile(
    r"\b(?:who|whom|whose|what|which|when|where|why|how|if|is|are|was|were|be|do|does|did|can|could|should|will|would|has|have|had|may|might|must|"
    r"that|it|its|they|them|their|this|these|those|one|ones)\b|n['’]t\b",
    re.I,
)
_PREPOSITION = re.compile(rf"(?:{_PREPOSITIONS})\b *", re.I)
_PREPOSITION_BEFORE = re.compile(rf"\b(?:{_PREPOSITIONS}) +$", re.I)
_ARTICLE = r"(?:(?:the|an?|any|some) +)?"
_MAX_WORDS = 6


def named_anew(question: str) -> str:
    """What a question without a verb names: "and for the nose too?" → "for the nose"; "" where it is more than that."""
    phrase = _CLOSER.sub("", _OPENER.sub("", question)).strip()
    return phrase if is_phrase(phrase) else ""


def is_phrase(text: str) -> bool:
    """Whether the text is a few words without a verb that asks: "the gel", not "is it the gel?"."""
    return bool(text) and not _CLAUSE.search(text) and len(text.split()) <= _MAX_WORDS


def asked_of(phrase: str, turn: str, replaced: Sequence[str]) -> str | None:
    """The earlier question with the phrase in the place of these words of it; behind it where there are none.

    None where the phrase finds no place: the words must stand side by side.
    """
    opens = _PREPOSITION.match(phrase)
    if not replaced:
        return f"{_CLOSER.sub('', turn)} {phrase}?" if opens else None
    found = re.search(rf"\b{_ARTICLE}{'[ -]+'.join(map(re.escape, replaced))}(?!\w)", turn, re.I)
    if found is None:
        return None
    start = found.start()
    if opens and (before := _PREPOSITION_BEFORE.search(turn, 0, start)):
        start = before.start()
    elif opens:
        return asked_of(phrase, turn, ())
    return f"{turn[:start]}{phrase}{turn[found.end() :]}"
