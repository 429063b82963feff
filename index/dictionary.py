"""English words, from the list that symspellpy ships: what is a word by itself, and what is a slip of the finger."""

from __future__ import annotations

from collections.abc import Mapping, Set
from functools import lru_cache
from importlib.resources import files


def english_words() -> Set[str]:
    """82,765 lower-case words."""
    return english_counts().keys()


@lru_cache(maxsize=1)
def english_counts() -> Mapping[str, int]:
    """How often each of these words stands in the books and pages that the list was counted from."""
    listing = files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt").read_text(encoding="utf-8-sig")
    return {word: int(count) for word, _, count in (line.partition(" ") for line in listing.splitlines())}
