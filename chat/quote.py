"""From the sentence that answers to the smallest run of sentences that answers on its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chat.evidence import Evidence
from index.document import Role, Sentence

MAX_CHARS = 600
MAX_SENTENCES = 3
_SHORT_ITEM = 40  # characters; a list item shorter than this says little without what announces the list

# A sentence that opens like this leans on the one before it.
_LEANS = re.compile(
    r"(?:(?:however|moreover|furthermore|additionally|also|thus|therefore|hence|instead|nevertheless|and|but|so|yet|then|"
    r"in (?:addition|contrast|turn|comparison)|for (?:example|instance|this reason)|as a result|by contrast|on the other hand|"
    r"other times|in other (?:situations|cases)|consequently|similarly|likewise|conversely),?\s+)*"
    r"(?:it|its|it['’]s|they|them|their|he|she|his|her|this|these|those|that|such|both|neither|"
    r"the (?:former|latter|same|other|others))\b"
    r"(?!\s+(?:is|was|has been|should be|must be|may be|can be)\s+(?:\w+ly\s+)?(?:important|known|thought|believed|estimated|"
    r"recommended|noted|unclear|clear|likely|possible|unlikely|not known|suggested|worth|interesting|essential|crucial|necessary)\b)",
    re.IGNORECASE,
)
_OPENS_WITH_LINK = re.compile(
    r"(?:however|nevertheless|instead|therefore|thus|hence|consequently|in contrast|by contrast|conversely|similarly|likewise|"
    r"other times|in other (?:situations|cases)|on the other hand|for (?:example|instance)|as a result|but|yet)\b",
    re.IGNORECASE,
)
# A sentence that opens like this limits what the one before it says.
_LIMITS = re.compile(
    r"(?:however|but|unless|except|only if|provided|although|nevertheless|this (?:does|is) not|these do not)\b", re.IGNORECASE
)
_BRACKETS = (("(", ")"), ("[", "]"))


@dataclass(frozen=True, slots=True)
class Span:
    """A run of sentences of one passage, first and last included."""

    passage_id: str
    source_id: str
    page: int
    first: int
    last: int
    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether both share a character."""
        same_page = (self.source_id, self.page) == (other.source_id, other.page)
        return same_page and self.start < other.end and other.start < self.end


def grow(evidence: Evidence) -> Span:
    """The smallest run around the sentence that stands on its own.

    With the sentence that an opening "It" or "These" leans on, the list that a lead-in announces, the lead-in of a short
    list item, the limiting "However" that follows, and never half a parenthesis; at most MAX_CHARS characters.
    """
    sentences = evidence.neighbours
    first = last = evidence.position
    if _is_lead_in(sentences[first]):
        last = _end_of_list(sentences, first)
    elif sentences[first].role is Role.LIST_ITEM and len(sentences[first].text) < _SHORT_ITEM:
        first = _lead_in_of(sentences, first)
    while first and last - first + 1 < MAX_SENTENCES and _needs_previous(sentences, first) and _fits(sentences, first - 1, last):
        first -= 1
    if _needs_next(sentences, last) and _fits(sentences, first, last + 1) and last - first + 1 < MAX_SENTENCES:
        last += 1
    return span_of(sentences, first, last)


def span_of(sentences: Sequence[Sentence], first: int, last: int) -> Span:
    """The span from the first to the last of these positions."""
    opening, closing = sentences[first], sentences[last]
    return Span(opening.passage_id, opening.source_id, opening.page, first, last, opening.start, closing.end)


def _is_lead_in(sentence: Sentence) -> bool:
    return sentence.text.rstrip().endswith(":")


def _end_of_list(sentences: Sequence[Sentence], lead_in: int) -> int:
    last = lead_in
    while last + 1 < len(sentences) and sentences[last + 1].role is Role.LIST_ITEM and _fits(sentences, lead_in, last + 1):
        last += 1
    if last == lead_in and last + 1 < len(sentences) and _fits(sentences, lead_in, last + 1):
        last += 1
    return last


def _lead_in_of(sentences: Sequence[Sentence], item: int) -> int:
    for position in range(item - 1, -1, -1):
        if not _fits(sentences, position, item):
            return item
        if sentences[position].role is not Role.LIST_ITEM:
            return position if _is_lead_in(sentences[position]) else item
    return item


def _needs_previous(sentences: Sequence[Sentence], first: int) -> bool:
    sentence = sentences[first]
    if _opens_in_the_middle(sentences[first - 1].text, sentence.text):
        return True
    if sentence.role is not Role.PARAGRAPH or sentences[first - 1].role is not Role.PARAGRAPH:
        return False
    return bool(_LEANS.match(sentence.text) or _OPENS_WITH_LINK.match(sentence.text))


def _needs_next(sentences: Sequence[Sentence], last: int) -> bool:
    if last + 1 >= len(sentences):
        return False
    following = sentences[last + 1]
    if _is_open(sentences[last].text):
        return True
    return following.role is sentences[last].role is Role.PARAGRAPH and bool(_LIMITS.match(following.text))


def _opens_in_the_middle(previous: str, text: str) -> bool:
    """A sentence cut by a wrong line break: a small letter, or a parenthesis that the previous one opened."""
    return _is_open(previous) or (text[:1].islower() and previous.rstrip()[-1:] not in set(".!?:;"))


def _is_open(text: str) -> bool:
    return any(text.count(opening) > text.count(closing) for opening, closing in _BRACKETS)


def _fits(sentences: Sequence[Sentence], first: int, last: int) -> bool:
    return sentences[last].end - sentences[first].start <= MAX_CHARS
