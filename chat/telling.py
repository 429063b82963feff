"""The words of a question that say what it is about: without pronouns, auxiliaries and the like."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

_WORD = re.compile(r"[^\W_]+(?:['’.,/-][^\W_]+)*")
_OWNER = re.compile(r"['’]s$", re.I)

FILE = Path(__file__).with_name("function_words.txt")


@lru_cache(maxsize=1)
def _function_words() -> frozenset[str]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def is_function_word(word: str) -> bool:
    """Whether a word, as typed, says nothing of a question's subject. "WHO" and "US" in capitals do."""
    if len(word) > 1 and word.isupper():
        return False
    return word.replace("’", "'").casefold() in _function_words()


def telling_text(text: str) -> str:
    """The text without its function words and the 's of owners; the text itself where nothing else would be left of it."""
    kept = [_OWNER.sub("", word) for word in _WORD.findall(text) if not is_function_word(word)]
    return " ".join(kept) if kept else text


def telling_words(text: str, analyse: Callable[[str], Sequence[str]]) -> list[str]:
    """The analysed words of `telling_text`."""
    return list(analyse(telling_text(text)))
