"""Whether extracted text is made of characters that people read."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_GLYPH_NAMES = re.compile(r"/(?:g|c|G|C|cid|glyph|uni|a|i|H)\d{1,5}\b|\(cid:\d+\)")
_LATIN_WORD = re.compile(r"\b[A-Za-zÀ-ɏ]{4,30}\b")
_VOWEL = re.compile(r"[aeiouyà-æè-ïò-öø-ÿāăąēĕėęěĩīĭįıōŏőœũūŭůűų]", re.IGNORECASE)
_SOME_LETTERS = 60
_LEAST_VOWELS = 0.2  # of the letters of words; languages have 0.35 and more, English shifted along the alphabet 0.13
_SAMPLE = 200_000  # characters looked at
_MAX_CONTROLS = 0.06  # of characters; text as people write it has none
_MAX_SHARE = 0.4  # of characters that nobody can read


def why_illegible(text: str) -> str:
    """Why the text is gibberish: "52 % private-use characters"; "" if it can be read."""
    sample = "".join(text[:_SAMPLE].split())
    if not sample:
        return "no characters"
    n_glyph_names = sum(len(match[0]) for match in _GLYPH_NAMES.finditer(text[:_SAMPLE]))
    kinds = Counter(_kind(character) for character in sample)
    kinds["glyph codes instead of characters"] += n_glyph_names
    del kinds[""]
    n_bad = sum(kinds.values())
    latin = "".join(_LATIN_WORD.findall(text[:_SAMPLE]))
    if len(latin) >= _SOME_LETTERS and len(_VOWEL.findall(latin)) < _LEAST_VOWELS * len(latin):
        return "letters that make no words"
    if n_bad <= _MAX_SHARE * len(sample) and kinds["control characters"] <= _MAX_CONTROLS * len(sample):
        return ""
    kind, _ = kinds.most_common(1)[0]
    return f"{min(100, round(100 * n_bad / len(sample)))} % {kind}"


def _kind(character: str) -> str:
    if character == "\ufffd":
        return "unknown characters"
    match unicodedata.category(character):
        case "Co":
            return "private-use characters"
        case "Cn":
            return "unassigned characters"
        case "Cc":
            return "control characters"
    return ""
