"""Whether a word of a question may name its subject; everyday verbs and adjectives, in whatever form, do not."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from chat.telling import is_function_word
from chat.word_weights import is_how_asked
from index.dictionary import english_words

FILE = Path(__file__).with_name("everyday_words.txt")
_ENDINGS = ("s", "es", "ed", "d", "ing", "est", "st", "ly", "ness")
_MIN_ADJECTIVE = 4  # letters before -ly: "abnormally", but not "family", "jelly"


def may_name_subject(word: str) -> bool:
    """Whether somebody may miss a word, as typed, in the documents: not "throw", "worth", "earlier"."""
    folded = word.casefold().replace("’", "'").removesuffix("'s")
    return not (is_function_word(word) or is_how_asked(word) or _is_adverb(folded) or any(base in _everyday() for base in _bases(folded)))


def _bases(word: str) -> Iterator[str]:
    """A word and what may be left of it without an ending: "slipped" → slipp, slip, slippe; "carries" → carry; "wiping" → wipe."""
    yield word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(base := word.removesuffix(ending)) >= 2:
            yield base
            yield f"{base}e"
            if base.endswith("i"):
                yield f"{base[:-1]}y"
            if len(base) > 3 and base[-1] == base[-2]:
                yield base[:-1]


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and len(base := word.removesuffix("ly")) >= _MIN_ADJECTIVE and base in english_words()


@lru_cache(maxsize=1)
def _everyday() -> frozenset[str]:
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
