"""What a question sets aside: who asks what else brings it on, apart from infections, is not told of infections once more."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

from chat.telling import telling_text

SET_ASIDE = -2.0  # in logits, as the weights of chat/bearing.py

_APART = re.compile(
    r"\b(?:(?:apart|aside) from|other than|besides|except(?:ing)?(?: for)?|in addition to)\b (?P<what>[^,;.?!()]{2,40})", re.IGNORECASE
)
_ADDS = re.compile(
    r"\b(?:others?|also|further|additional|another|else|more|only|alone|instead|without|rather|alternative\w*|apart|besides|except\w*"
    r"|too|as well|not|no)\b",
    re.IGNORECASE,
)
_MOST = 3  # words; what is longer tells the question itself


def set_aside(question: str, words_of: Callable[[str], Collection[str]]) -> frozenset[str]:
    """The analysed words of what a question sets aside; none where it sets nothing aside that it names."""
    found = _APART.search(question)
    named = frozenset(words_of(telling_text(found["what"]))) if found else frozenset[str]()
    return named if len(named) <= _MOST else frozenset()


def tells_only_of(aside: Collection[str], text: str, words_of: Callable[[str], Collection[str]]) -> bool:
    """Whether a text names what is set aside, and nothing beside it."""
    return bool(aside) and set(aside) <= set(words_of(text)) and not _ADDS.search(text)
