"""Whether a sentence says only the opposite of a word that a question asks with: "small babies" asked, "large babies" told."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_suffix(".toml")

Sides = tuple[tuple[int, int], ...]  # (pair, side)


def sides_asked(question: str) -> Sides:
    """The sides of pairs that a question holds, where it does not hold both."""
    folded = question.casefold()
    found = []
    for place, pair in enumerate(_pairs()):
        held = [bool(side.search(folded)) for side in pair]
        if sum(held) == 1:
            found.append((place, held.index(True)))
    return tuple(found)


def is_opposite(text: str, asked: Sides) -> bool:
    """Whether a text holds the other side of one of these pairs, and not the side asked for."""
    folded = text.casefold()
    return any(_pairs()[place][1 - side].search(folded) and not _pairs()[place][side].search(folded) for place, side in asked)


@lru_cache(maxsize=1)
def _pairs() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["pairs"]
    return tuple((re.compile(rf"\b(?:{one})\b"), re.compile(rf"\b(?:{other})\b")) for one, other in rows)
