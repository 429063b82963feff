"""A turn that corrects the one before: "no, I meant the gel" asks the earlier question of the gel, as "I mean the gel" does."""

from __future__ import annotations

import re

from chat.contrast import is_phrase
from chat.telling import is_function_word

_DENIES = r"(?:no|nope|nah|sorry|oops|wait|actually)"
_MEANS = r"i (?:mean|meant|was (?:asking|thinking) (?:about|of)|am (?:asking|thinking) (?:about|of)|was talking about)"
# Without a comma "no" denies what follows it, "no side effects?", but not before an article.
_CORRECTS = re.compile(
    rf"\W*(?:(?:{_DENIES}\b(?:[\s,.;:!–—-]*(?=(?:{_MEANS}|not)\b)|\s*[,.;:!–—-][\s-]*|\s+(?=(?:the|an?|my)\b)))+(?P<means>{_MEANS}\b[\s,]*)?"
    rf"|(?P<alone>{_MEANS}\b[\s,]*))(?P<what>\S.*)",
    re.I | re.S,
)
_NOT_BUT = re.compile(r"\W*(?:i (?:mean|meant) )?not (?P<gone>[^,;]{1,40}?)(?:,(?: but)?| but) (?P<what>[^,;]+)", re.I)
_BUT_NOT = re.compile(r"(?P<what>[^,;]+?),? (?:and |but )?not [^,;?]{1,40}[\s?.!]*", re.I)
_OPENS_A_QUESTION = re.compile(
    r"(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|can|could|should|will|would|has|have|had|may|might|must)\b",
    re.I,
)
_TELLS = re.compile(  # without "I meant": an owner, a past, a second thing beside the first
    r"\b(?:my|our|your|his|her|their|took|had|got|went|gave|said|came|felt|saw|\w{3,}ed)\b"
    r"|\w+ (?<!in )(?<!for )(?<!with )(?<!of )(?<!on )(?<!at )(?<!from )(?<!after )(?<!before )(?<!during )(?<!about )(?:the|an?)\b",
    re.I,
)
_SOMEBODY = re.compile(r"\b(?:i|i'm|you|we|he|she|they|it|me|us|him|them|not|none|nothing|nobody|never|please|thanks?|thank)\b", re.I)


def as_meant(turn: str) -> str:
    """The turn as it is meant where it only corrects: "no, the gel" → "I mean the gel", "no, I meant how long?" → "how long?".

    Whatever says more ("no, it hurts") or denies ("no side effects?") is given back as it is.
    """
    corrects = _CORRECTS.fullmatch(turn)
    what = corrects["what"] if corrects else turn
    contrast = _NOT_BUT.fullmatch(what)
    if corrects is None and contrast is None:
        return turn
    what = contrast["what"] if contrast else what
    rest = None if contrast else _BUT_NOT.fullmatch(what)
    what = rest["what"] if rest else what
    what = what.strip()
    if _OPENS_A_QUESTION.match(what):
        return what if corrects else turn
    if corrects and not (contrast or rest or corrects["means"] or corrects["alone"]) and _TELLS.search(what):
        return turn
    says = any(not is_function_word(word) for word in re.findall(r"[\w'’-]+", what))
    return f"I mean {what}" if says and is_phrase(what) and not _SOMEBODY.search(what) else turn


def corrects(turn: str) -> bool:
    """Whether the turn only corrects the one before it."""
    return as_meant(turn) != turn or (turn.casefold().startswith("i mean") and as_meant(f"no, {turn}") != f"no, {turn}")
