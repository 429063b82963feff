"""Short human replies to small talk and to questions about this assistant."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

from chat.guard.messages import texts
from chat.guard.normalise import normalise
from chat.guard.verdict import Verdict

MAX_TITLES = 12

_DATA: Mapping[str, Any] = tomllib.loads(files("chat.guard").joinpath("smalltalk.toml").read_text(encoding="utf-8"))
_KINDS = tuple((re.compile(entry["pattern"]), str(entry["name"])) for entry in _DATA["kind"])
_KINDS_LANGUAGES = tuple((re.compile(entry["pattern"]), str(entry["name"])) for entry in _DATA["kind_languages"])
_ENGLISH: Mapping[str, str] = _DATA["replies"]
_LANGUAGES: Mapping[str, Mapping[str, str]] = _DATA["replies_languages"]
_NAMES_LIBRARY = frozenset({"greeting", "capability", "identity"})


def smalltalk_message(turns: Sequence[str], verdict: Verdict, titles: Sequence[str]) -> str:
    """A short reply to the last turn; names the documents where somebody asks, or does not know yet what is here."""
    message = turns[-1] if turns else ""
    if verdict.language != "en":
        return _in_language(message, verdict.language) or f"{texts(verdict.language)['smalltalk']}\n{_listed(titles)}".strip()
    kind = _kind(message)
    if kind == "library":
        return _library(titles)
    return f"{_ENGLISH[kind]}\n{_listed(titles)}".strip() if kind in _NAMES_LIBRARY else _ENGLISH[kind]


def _kind(message: str) -> str:
    text = normalise(message)
    return next((name for pattern, name in _KINDS if pattern.search(text)), "other" if text else "greeting")


def _in_language(message: str, language: str) -> str:
    """The reply to thanks, a farewell, praise or a loss, in English where we do not have it; "" for anything else."""
    text = normalise(message)
    kind = next((name for pattern, name in _KINDS_LANGUAGES if pattern.search(text)), "")
    return {**_ENGLISH, **_LANGUAGES.get(language, {})}.get(kind, "")


def _library(titles: Sequence[str]) -> str:
    if not titles:
        return "The library is empty so far. Add documents and ask again."
    return f"The library holds {len(titles)} document{'s' if len(titles) != 1 else ''}:\n{_listed(titles)}"


def _listed(titles: Sequence[str]) -> str:
    shown = [f"• {title}" for title in titles[:MAX_TITLES]]
    return "\n".join([*shown, f"… and {len(titles) - MAX_TITLES} more"] if len(titles) > MAX_TITLES else shown)
