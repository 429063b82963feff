"""Quotations that a name follows, as clinics print what their patients say: words and name are one sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NAME = re.compile(r"[–—―-]{1,2}\s?[A-Z](?:[^.!?;:]|(?<=\b[A-Z])\.){1,60}")  # "— Anna, 43"
_MOST_WORDS = 8
_CLOSES = ("”", '"', "»", "“")  # the last one in German
_OPENS = {"”": "“", '"': '"', "»": "«", "“": "„"}
_LONGEST = 600  # characters of a quotation


def with_names(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans of sentences, those of a quotation joined with the name that is said after it."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and _is_name(text[start:end]) and text[: joined[-1][1]].endswith(_CLOSES):
            first = _first_of_quotation(text, joined)
            joined[first:] = [(joined[first][0], end)]
        else:
            joined.append((start, end))
    return joined


def _is_name(words: str) -> bool:
    return len(words.split()) <= _MOST_WORDS and bool(_NAME.fullmatch(words))


def _first_of_quotation(text: str, spans: Sequence[tuple[int, int]]) -> int:
    """The number of the sentence that opens the quotation which the last one closes; the last one where none does."""
    end = spans[-1][1]
    opening = _OPENS[text[end - 1]]
    for number in reversed(range(len(spans))):
        said = text[spans[number][0] : end]
        if len(said) > _LONGEST:
            break
        if said.startswith(opening):
            return number
    return len(spans) - 1
