"""A few bare words, as one types them into a search box: they name what is wanted, and what holds few of them does not answer.

A whole question may be answered in quite other words, and its telling words are few among those that only ask. "Wind pain shoulder" has
no others. Of 46 such searches that documents answer 41 have two fifths of their words, by rarity, in the likeliest sentence, its heading
or its neighbours; of 38 that none answers and that were quoted to all the same, 5 have.
"""

from __future__ import annotations

import re

from chat.telling import is_function_word

MOST_WORDS = 8
MOST_NAMES = 5  # of a search without a single small word
HELD_FROM = 0.4  # the share of the words, by rarity, that must be near the sentence
UNHELD = -1.5  # added to the logit of the probability that it is answered where they are not,
HELD = 0.6  # and where they are and the search is nothing but names: the judge was taught on whole questions and is unsure of it
_WORD = re.compile(r"[^\W_](?:[\w'’-]*[^\W_])?")
# With these one asks, or tells of somebody: what follows is a sentence and no list of words.
_ASKS = re.compile(
    r"\b(?:what|which|who|whom|whose|where|when|why|how|is|are|was|were|be|been|am|do|does|did|can|could|may|might|must|shall|should|will|would"
    r"|has|have|had|i|you|we|they|he|she|it|me|my|your|our|us|them|their|his|him|her|its|this|that|these|those|there|any|compare|\w+n['’]t)\b",
    re.IGNORECASE,
)


def is_bare_search(question: str) -> bool:
    """Whether a question is nothing but a few words for what it is about; none with words carried from earlier turns, "(gout)"."""
    return 0 < len(_WORD.findall(question)) <= MOST_WORDS and "(" not in question and not _ASKS.search(question)


def doubt(question: str, coverage: float) -> float:
    """What is added to the logit of the probability that a sentence which has this share of the words about it answers a bare search."""
    if coverage < HELD_FROM:
        return UNHELD
    words = _WORD.findall(question)
    return HELD if len(words) <= MOST_NAMES and not any(map(is_function_word, words)) else 0.0
