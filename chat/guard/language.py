"""Which language a message is written in, as far as the help texts need to know."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files

from chat.guard.normalise import normalise

DEFAULT = "en"

_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u3400-\u9fff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("uk", re.compile(r"[іїєґ]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
)
_WORDS: Mapping[str, str] = tomllib.loads(files("chat.guard").joinpath("languages.toml").read_text(encoding="utf-8"))["words"]
_LEXICON = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


def language_of(message: str) -> str:
    """ISO 639-1 code by script, else by the commonest little words; English where nothing tells."""
    text = normalise(message)
    for language, script in _SCRIPTS:
        if len(script.findall(text)) * 4 > len(text):
            return language
    tokens = _TOKEN.findall(text[:2000])
    counts = {language: sum(token in lexicon for token in tokens) for language, lexicon in _LEXICON.items()}
    best = max(counts, key=lambda language: (counts[language], language == DEFAULT))
    return best if counts[best] else _by_letters(text)


def _by_letters(text: str) -> str:
    for language, letters in (("de", "äöüß"), ("es", "ñ¿¡"), ("pt", "ãõ"), ("fr", "çœêèà")):
        if any(letter in text for letter in letters):
            return language
    return DEFAULT
