"""What a person typed, made fit to search for: cleaned, limited, its telling words picked out."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_CHARS = 2_000  # of a question that search and judge read; the guard reads all of it
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class CleanQuestion:
    """A question with nothing invisible in it, and whether it was cut."""

    text: str
    is_cut: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is no letter and no digit to search for."""
        return not any(character.isalnum() for character in self.text)


def clean(raw: str) -> CleanQuestion:
    """Drop control and direction marks and lone surrogates, make white space single, cut at a word after MAX_CHARS."""
    text = raw.encode("utf-8", "replace").decode("utf-8")
    text = _SPACES.sub(" ", _CONTROL.sub(" ", text)).strip()
    if len(text) <= MAX_CHARS:
        return CleanQuestion(text)
    return CleanQuestion(text[:MAX_CHARS].rsplit(" ", 1)[0], is_cut=True)
