"""Which language a message is written in, as far as help texts and search need to know."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from importlib.resources import files

from chat.guard.normalise import normalise
from chat.telling import is_function_word

DEFAULT = "en"
N_ENGLISH = 2  # English words beside another script make an English question about a foreign word

_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u3400-\u9fff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("uk", re.compile(r"[іїєґ]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
)
_DATA: Mapping[str, Mapping[str, str]] = tomllib.loads(files("chat.guard").joinpath("languages.toml").read_text(encoding="utf-8"))
_LEXICON = {language: frozenset(words.split()) for language, words in _DATA["words"].items()}
_UNSURE = frozenset(_DATA["unsure"]["words"].split())
_MARKS = ("¿", "¡")  # with which Spanish alone begins a sentence
_SHARED_BY = Counter(word for words in _LEXICON.values() for word in words)
_TOKEN = re.compile(r"(?<!\w)[^\W\d_]+(?:['-][^\W\d_]+)*(?!\w)")


def language_of(message: str) -> str:
    """ISO 639-1 code by script, else by the commonest little words; English where nothing tells."""
    text = normalise(message)
    return _by_script(text) or _by_words(_tokens(text)) or _by_letters(text)


def is_surely_foreign(message: str) -> bool:
    """Whether a message is in another language than English: a word of its own, and more of these than English ones.

    A name ("van der Kolk"), a loan word or an accent alone says nothing; where it is doubtful the message counts as English.
    """
    text = normalise(message)
    tokens = _tokens(text)
    if _by_script(text):
        return sum(map(_is_english, set(tokens))) < N_ENGLISH
    lexicon = _LEXICON.get(_by_words(tokens), frozenset())
    n_own = sum(map(_is_own, lexicon.intersection(tokens))) + text.lstrip().startswith(_MARKS)
    n_english = sum(map(_is_english, set(tokens) - lexicon))
    return n_own > n_english


def is_likely_foreign(message: str) -> bool:
    """Whether a message has two little words of another language and none of English: "la ketamina es adictiva".

    That is less than sure, as the names of people and places hold such words; it is enough to say so where there is no answer anyway.
    """
    tokens = _tokens(normalise(message))
    language = _by_words(tokens)
    little = _LEXICON.get(language, frozenset()).intersection(tokens)
    return language != DEFAULT and len(little) >= 2 and not any(map(_is_english, set(tokens) - little))


def is_little_word(word: str, language: str) -> bool:
    """Whether a word, as typed, is one of the commonest little words of a language ("ist", "qué")."""
    return word.replace("’", "'").casefold() in _LEXICON.get(language, ())


def _is_own(token: str) -> bool:
    """Whether English has no such word; one of two plain letters may be an abbreviation ("MI", "CO")."""
    says_nothing = token in _UNSURE or (len(token) < 3 and token.isascii())
    return not says_nothing and not _is_english(token)


def _is_english(token: str) -> bool:
    return token in _LEXICON[DEFAULT] or is_function_word(token)


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text[:2000])


def _by_script(text: str) -> str:
    return next((language for language, script in _SCRIPTS if len(script.findall(text)) * 4 > len(text)), "")


def _by_words(tokens: list[str]) -> str:
    """The language with the most of these words, each shared out among those that have it; "" where none has any."""
    weights = {language: sum(1 / _SHARED_BY[token] for token in tokens if token in lexicon) for language, lexicon in _LEXICON.items()}
    best = max(weights, key=lambda language: (round(weights[language], 6), language == DEFAULT))
    return best if weights[best] else ""


def _by_letters(text: str) -> str:
    for language, letters in (("tr", "ğış"), ("pl", "łąężśźń"), ("de", "äöüß"), ("es", "ñ¿¡"), ("pt", "ãõ"), ("it", "ìò"), ("fr", "çœêèà")):
        if any(letter in text for letter in letters):
            return language
    return DEFAULT
