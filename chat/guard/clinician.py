"""Questions worth asking a clinician, taken from the sources' own cautions."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from chat.guard.outgoing import dose_flag

N_QUESTIONS = 3


@dataclass(frozen=True, slots=True)
class Caution:
    """A sentence of a source that warns of something, and that source's title."""

    text: str
    title: str


@dataclass(frozen=True, slots=True)
class Topic:
    """What a caution may be about, and the question it leads to."""

    pattern: re.Pattern[str]
    question: str


_DATA: Mapping[str, Any] = tomllib.loads(files("chat.guard").joinpath("clinician.toml").read_text(encoding="utf-8"))
_TOPICS = tuple(Topic(re.compile(entry["pattern"], re.IGNORECASE), entry["question"]) for entry in _DATA["topic"])
_GENERAL: Sequence[str] = _DATA["general"]


def clinician_questions(cautions: Sequence[Caution]) -> list[str]:
    """Three questions worth asking a clinician, each naming the source whose caution led to it; general ones fill up.

    A caution that carries a dose gives its question without its words. The most specific topics come first.
    """
    questions: list[str] = []
    for topic in _TOPICS:
        caution = next((caution for caution in cautions if topic.pattern.search(caution.text)), None)
        if caution is not None:
            questions.append(f"{topic.question} ({_because(caution)})")
    return [*questions, *_GENERAL][:N_QUESTIONS]


def _because(caution: Caution) -> str:
    quotable = len(caution.text) <= 160 and not dose_flag(caution.text)
    return f"{caution.title}: “{caution.text.strip()}”" if quotable else f"from a caution in {caution.title}"
