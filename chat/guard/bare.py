"""Whether a message is a few bare words, as one types them into a search box: nobody, no moment, nothing that may cost a life.

    "swollen ankle no pain", "choking on saliva at night"  ->  True
    "my ankle is swollen", "ankle swollen since this morning", "choking on meat"  ->  False

Lists of words tell no danger that is worded otherwise ("calf lump, breathless"): such a message is no proof of a search, it only
settles a doubt (chat/guard/decision.py).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files

from chat.guard.language import DEFAULT, is_surely_foreign, language_of
from chat.guard.normalise import normalise

MAX_WORDS = 8

_WORDS: Mapping[str, Sequence[str]] = tomllib.loads(files("chat.guard").joinpath("bare.toml").read_text(encoding="utf-8"))


def _any_of(*names: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'])(?:{'|'.join(words for name in names for words in _WORDS[name])})(?![\w'])")


_TELLS = _any_of("somebody", "moment")
_ALARMS = _any_of("alarm")
_HABIT = _any_of("habit")
_FIGURE_OR_CRY = re.compile(r"n't\b|!|\d\d")


def is_bare_search(message: str) -> bool:
    """Whether a short English message names nobody, no moment and nothing dangerous, or something dangerous as a habit."""
    text = normalise(message)
    if not 0 < len(text.split()) <= MAX_WORDS or _TELLS.search(text) or _FIGURE_OR_CRY.search(text):
        return False
    if _ALARMS.search(text) and not _HABIT.search(text):
        return False
    return language_of(message) == DEFAULT and not is_surely_foreign(message)
