"""Whom a message is about: the writer or somebody else."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files

from chat.guard.normalise import normalise
from chat.guard.whose_danger import tells_of_another

_DATA: Mapping[str, Mapping[str, str]] = tomllib.loads(files("chat.guard").joinpath("people.toml").read_text(encoding="utf-8"))
_OTHERS = {language: re.compile(pattern) for language, pattern in _DATA["others"].items()}
_WRITER = re.compile(_DATA["writer"]["pattern"])
_OTHERS_ACT = re.compile(r"\b(?:he|she|they|him|her|himself|herself|themselves|who)\b")


def speaks_of_other(message: str, language: str) -> bool:
    """Whether the message is about somebody else: outside English, if a relation is named and the writer does not speak of doing it."""
    if language in {"", "en"}:
        return tells_of_another(message)
    text = normalise(message)
    n_self = len(_WRITER.findall(text))
    return bool(_OTHERS.get(language, _OTHERS["en"]).search(text)) and (n_self == 0 or len(_OTHERS_ACT.findall(text)) > n_self)


def points_at_other(message: str) -> bool:
    """Whether the message goes on to speak of somebody who was named before: "what should I say to her?"."""
    text = normalise(message)
    return bool(_OTHERS_ACT.search(text)) and not _WRITER.search(text)
