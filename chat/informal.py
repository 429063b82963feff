"""Words spelt as people do among friends: "nite", "thru", and the g that they drop, "feelin"."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

from index.dictionary import english_counts

FILE = Path(__file__).with_suffix(".toml")
_MIN_LETTERS = 4
_MIN_COUNT = 20_000  # of the word in -ing: a rarer one is no likelier than a name in -in


def formal(word: str) -> str | None:
    """The word that a spelling among friends means, in small letters; None if it is none."""
    return _informal().get(word)


def with_its_g(word: str, holds: Callable[[str], bool]) -> str | None:
    """The word in -ing whose g was dropped, of what is no word by itself; None if it is none. `holds` tells of the library's words."""
    with_g = f"{word}g"
    is_known = word.endswith("in") and len(word) >= _MIN_LETTERS and (holds(with_g) or english_counts().get(with_g, 0) >= _MIN_COUNT)
    return with_g if is_known else None


@lru_cache(maxsize=1)
def _informal() -> Mapping[str, str]:
    words: dict[str, str] = tomllib.loads(FILE.read_text(encoding="utf-8"))["words"]
    return words
