"""Whether extracted text is made of characters that people read."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from ingest.encodings import TWICE

_GLYPH_NAMES = re.compile(r"/(?:g|c|G|C|cid|glyph|uni|a|i|H)\d{1,5}\b|\(cid:\d+\)")
_LATIN_WORD = re.compile(r"\b[A-Za-zÀ-ɏ]{4,30}\b")
_VOWEL = re.compile(r"[aeiouyà-æè-ïò-öø-ÿāăąēĕėęěĩīĭįıōŏőœũūŭůűų]", re.IGNORECASE)
_SOME_LETTERS = 60
_LEAST_VOWELS = 0.2  # of the letters of words; languages have 0.35 and more, English shifted along the alphabet 0.13
_SAMPLE = 200_000  # characters looked at
_MAX_CONTROLS = 0.06  # of characters; text as people write it has none
_MAX_UNKNOWN = 0.12  # of characters; every other word has one then
_MAX_SHARE = 0.4  # of characters that nobody can read
_ENCODED = re.compile(r"(?<!\S)(?:[A-Za-z0-9+/=]{60,}|M[!-`]{60})(?!\S)")  # lines of base64 or uuencode; no language has such words
_MOST_ENCODED = 0.5  # of characters
_SIGNS = re.compile(r"[\x80-\xbf]")  # of Latin-1: what letters become where a table of characters is off
_MOST_TWICE = 0.05  # of words: two or three letters in place of one
_COMMON = "eainrsto"  # letters; in languages that are written in Latin ones these are half of all
_LEAST_COMMON = 0.42  # English moved along the alphabet by one has 0.32
_MANY_LETTERS = 200
_MOST_SIGNS = 0.3  # of characters
_MOST_OF_ONE = 0.5  # of characters; in languages the most frequent letter has a fifth at most


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
    if len(latin) >= _MANY_LETTERS and _common_share(latin) < _LEAST_COMMON:
        return "letters that make no words"
    if len(sample) >= _SOME_LETTERS and (why := _why_no_language(text[:_SAMPLE], sample)):
        return why
    n_allowed = _MAX_UNKNOWN * len(sample) if kinds["unknown characters"] > 0.5 * n_bad else _MAX_SHARE * len(sample)
    if n_bad <= n_allowed and kinds["control characters"] <= _MAX_CONTROLS * len(sample):
        return ""
    kind, _ = kinds.most_common(1)[0]
    return f"{min(100, round(100 * n_bad / len(sample)))} % {kind}"


def _common_share(latin: str) -> float:
    """The share of the letters that are the most common ones, without their accents."""
    plain = "".join(character for character in unicodedata.normalize("NFD", latin.casefold()) if character.isalpha())
    return sum(plain.count(character) for character in _COMMON) / len(plain)


def _why_no_language(text: str, sample: str) -> str:
    """Why characters that can all be read are no text; `sample` are those of `text` without white space."""
    if sum(map(len, _ENCODED.findall(text))) > _MOST_ENCODED * len(sample):
        return "data in letters and digits, as base64"
    if len(TWICE.findall(text)) > _MOST_TWICE * len(text.split()):
        return "letters in another encoding than they were read in"
    if len(_SIGNS.findall(sample)) > _MOST_SIGNS * len(sample):
        return "signs in place of letters"
    character, n_found = Counter(filter(str.isalnum, sample)).most_common(1)[0] if any(map(str.isalnum, sample)) else ("", 0)
    return f"the character {character} over and over" if n_found > _MOST_OF_ONE * len(sample) else ""


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
