"""Whether an English message says in some word that it is about dying, hurting oneself, hopelessness or going away.

    "My mum thinks I'm putting it on."  ->  False
    "My mum thinks I'm putting it on. She'll see on Friday.", "I'm tired of living"  ->  True

Despair needs none of these words, so that their lack proves nothing: it only settles a doubt (chat/guard/decision.py).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files

from chat.guard.language import DEFAULT, is_surely_foreign, language_of
from chat.guard.normalise import normalise

_WORDS: Mapping[str, Sequence[str]] = tomllib.loads(files("chat.guard").joinpath("dark.toml").read_text(encoding="utf-8"))
_DARK = re.compile(rf"(?<![\w'])(?:{'|'.join(words for group in _WORDS.values() for words in group)})(?![\w'])")


def is_plainly_told(message: str) -> bool:
    """Whether a message in English tells something, asks nothing and has no dark word."""
    text = normalise(message)
    return "?" not in text and not _DARK.search(text) and language_of(message) == DEFAULT and not is_surely_foreign(message)
