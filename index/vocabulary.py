"""The library's own words: what a misspelling can be corrected to."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W\d_]{3,40}")


def vocabulary_words(text: str) -> set[str]:
    """The distinct words of three letters and more, folded."""
    return set(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))
