"""Layout, and only layout, of a quotation: letters, digits and signs never change."""

from __future__ import annotations

import re

from index.dictionary import english_words

_BREAK_AFTER_HYPHEN = re.compile(r"([^\W\d_]+)(\u00ad|-|\u2010)[ \t]*\r?\n[ \t]*([^\W\d_]+)")
_SOFT_HYPHEN_BREAK = re.compile("\u00ad[ \t]*\r?\n[ \t]*")
_HYPHEN_BREAK = re.compile(r"(?<=\S)([-\u2010\u2011\u2013])[ \t]*\r?\n[ \t]*(?=\w)")
_SPACES = re.compile(r"\s+")

_PREFIXES = {"co", "cross", "de", "ex", "half", "mid", "multi", "non", "post", "pre", "pro", "quasi", "self", "semi"}  # often hyphenated


def reflow(text: str) -> str:
    """Give `text` on one line: runs of white space become one space, a word broken by a hyphen at a line end is joined.

    "deci-\\nsion" → "decision", "placebo-\\ncontrolled" → "placebo-controlled", "10-\\n20" → "10-20". The hyphen goes
    only where the joined word is in a dictionary, or where one of its halves is not a word by itself; otherwise it stays.
    It stays, too, behind a single letter, after which no word is broken ("z-\\nscore" → "z-score"), and between a prefix
    and a word that no dictionary joins ("ex-\\nsmokers" → "ex-smokers").
    """
    text = _BREAK_AFTER_HYPHEN.sub(_join_word, text)
    text = _SOFT_HYPHEN_BREAK.sub("", text)
    text = _HYPHEN_BREAK.sub(r"\1", text)
    return _SPACES.sub(" ", text).strip()


def _join_word(match: re.Match[str]) -> str:
    before, hyphen, after = match.groups()
    if hyphen == "\u00ad":
        return before + after
    if not after[0].islower() or not before[-1].islower():
        return f"{before}-{after}" if hyphen == "-" else before + hyphen + after
    if len(before) == 1:
        return before + hyphen + after
    words = english_words()
    is_one_word = (before + after).lower() in words
    are_two_words = (before.lower() in words or before.lower() in _PREFIXES) and after.lower() in words
    return before + after if is_one_word or not are_two_words else before + hyphen + after
