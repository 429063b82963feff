"""A message as the rules and the classifier read it: one spelling of what people type in many."""

from __future__ import annotations

import re
import unicodedata

MAX_CHARS = 20_000  # of a message; of a longer one the first and the last half of this are read

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "‛": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "…": "..."})
_RUNS = re.compile(r"([^\W\d_])\1{2,}")
_SPACED = re.compile(r"(?<!\w)(?:[a-z][ .*_-]{1,3}){3,}[a-z](?!\w)")
_LEET = re.compile(r"(?<=[a-z])[013457@$!*](?=[a-z])")
_LEET_LETTERS = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i", "*": "u"}


def normalise(text: str) -> str:
    """Fold width, case, quotes, invisible characters, letters drawn out or spaced out, and white space.

    "K I L L  myself", "kiiiill" and "KILL" read alike; "k1ll" and "su!cide" lose their digits. Never raises.
    """
    if len(text) > MAX_CHARS:
        text = f"{text[: MAX_CHARS // 2]}\n{text[-MAX_CHARS // 2 :]}"
    text = _CONTROL.sub(" ", _INVISIBLE.sub("", text))
    text = unicodedata.normalize("NFKC", text).casefold().translate(_QUOTES)
    text = _RUNS.sub(r"\1\1", text)
    text = _SPACED.sub(_join_letters, text)
    text = _LEET.sub(lambda match: _LEET_LETTERS[match[0]], text)
    return " ".join(text.split())


def _join_letters(match: re.Match[str]) -> str:
    words = re.split(r"[ .*_-]{2,}", match[0])
    return " ".join(re.sub(r"[ .*_-]", "", word) for word in words)
