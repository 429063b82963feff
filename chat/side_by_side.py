"""Of which of two things compared a piece of evidence tells: by its own words, else by what stands above it."""

from __future__ import annotations

from collections.abc import Callable, Collection

from chat.comparing import Pair, Side
from chat.evidence import N_BEFORE, Evidence
from index.document import SECTION_JOINER
from index.table_headers import table_headers

Words = Callable[[str], Collection[str]]


def tells_of_both(item: Evidence, pair: Pair, words_of: Words) -> bool:
    """Whether a sentence itself names both."""
    one, other = pair
    return one.is_told_in(item.sentence.text, other, words_of) and other.is_told_in(item.sentence.text, one, words_of)


def tells_of(item: Evidence, side: Side, other: Side, title: str, words_of: Words) -> bool:
    """Whether a sentence tells of this one of the two: the nearest text that names any names this one.

    Nearest is the sentence itself, then the heading above it, the sentences before it, and last the titles.
    """
    innermost, header = item.hit.passage.section.rsplit(SECTION_JOINER, 1)[-1], table_headers(item.neighbours)[item.position]
    before = [sentence.text for sentence in reversed(item.neighbours[max(0, item.position - N_BEFORE) : item.position])]
    for text in (item.sentence.text, header, innermost, *before, item.hit.passage.section, title):
        if side.is_told_in(text, other, words_of):
            return True
        if other.is_told_in(text, side, words_of):
            return False
    return False
