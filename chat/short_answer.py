"""The short answer that opens a longer one: "Does it hurt? As a rule, no. …"; whatever else the answer says is said under it."""

from __future__ import annotations

import re

from chat.leaning import is_bare
from chat.neighbours import Neighbours
from chat.polarity import asks_yes_or_no
from index.document import Role

MAX_CHARS = 400  # from the question or the short answer to the end of the quote
_SHORT = 80  # characters
_N_BETWEEN = 3  # sentences, where no heading but a sentence asks
_PART = re.compile(r"(?<=[.!?,;:–—])\s+")
_ASKS_OTHERWISE = re.compile(r"(?:(?:and|so|but|then),? )?(?:what|which|who|whom|whose|when|where|why|how)\b", re.IGNORECASE)
_OPENS = re.compile(
    r"(?:yes|no|nope|not|never|hardly|rarely|seldom|sometimes|often|usually|normally|generally|mostly|always|only|probably|possibly"
    r"|perhaps|maybe|absolutely|definitely|certainly|of course|(?:it|that|this) depends)\b",
    re.IGNORECASE,
)
_CLOSES = re.compile(
    r"\b(?:yes|no|not|never|(?:is|are|do|does|can|should|may|must|will|has|have)(?: not|n['’]t)?|cannot)\W*$", re.IGNORECASE
)
_DENIES = re.compile(r"\b(?:no|not|never|none|nobody|nothing)\b|n['’]t\b", re.IGNORECASE)
_DENIAL_CHARS = 40  # of a denial that is a sentence: "There is no proof of that."
_FEW_WORDS = 2  # of what is no sentence: "Very few.", "Partly."


def answer_begins(around: Neighbours, first: int, last: int) -> int:
    """Where a quote must begin to hold the short answer that it is said under; its own first sentence where there is none.

    A heading that asks stands with the quote as its section; a sentence that asks is quoted with the answer.
    """
    if _heading_is_answered(around) and first > 0 and _fits(around, 0, last):
        return 0
    asks = next((place for place in range(first - 1, max(-1, first - 3 - _N_BETWEEN), -1) if around.text(place).endswith("?")), None)
    if asks is None or not _is_answered(around, asks, first) or not _fits(around, asks, last):
        return first
    return asks


def is_short_answer(question: str, text: str) -> bool:
    """Whether a text says yes or no, or how often, to a question that asks whether."""
    if len(text) > _SHORT or not asks_whether(question):
        return False
    is_denial = len(text) <= _DENIAL_CHARS and _DENIES.search(text)
    return bool(is_denial or is_bare(text) or _OPENS.match(text) or _CLOSES.search(text)) or len(text.split()) <= _FEW_WORDS


def asks_whether(question: str) -> bool:
    """Whether a heading or sentence can be answered by yes or no: "I am 45. Can I come?", "And in pregnancy?"."""
    parts = _PART.split(question.strip())
    if any(map(asks_yes_or_no, parts)):
        return True
    return question.rstrip().endswith("?") and not any(map(_ASKS_OTHERWISE.match, parts))


def _heading_is_answered(around: Neighbours) -> bool:
    return around.role(0) is Role.PARAGRAPH and is_short_answer(around.heading, around.text(0))


def _is_answered(around: Neighbours, asks: int, first: int) -> bool:
    """Whether the sentence after one that asks answers it shortly, and the quote goes on from there in the same paragraph."""
    if not is_short_answer(around.text(asks), around.text(asks + 1)):
        return False
    return all(around.is_one_paragraph(place) for place in range(asks + 3, first + 1)) and (
        first < asks + 2 or around.role(asks + 2) is Role.PARAGRAPH
    )


def _fits(around: Neighbours, first: int, last: int) -> bool:
    return around.sentences[last].end - around.sentences[first].start <= MAX_CHARS
