"""Whether a text says anything of the matter that a question asks about by name: heredity, insurance, driving, a diagnosis.

"Is it hereditary?" is no question about what the illness is, however well a definition fits it in all its other words.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter: questions that ask about it, words of texts that say anything of it."""

    asked: re.Pattern[str]
    held: re.Pattern[str]
    weight: float  # how surely a text that holds none of these words does not answer, 0..1


def matters_asked(question: str) -> tuple[Matter, ...]:
    """The matters that a question asks about; mostly none."""
    question = " ".join(question.split())
    return tuple(matter for matter in _matters() if matter.asked.search(question))


def lacks_matter(matters: tuple[Matter, ...], around: str) -> float:
    """How surely a sentence with its neighbours and headings says nothing of one of these matters, 0..1."""
    return max((matter.weight for matter in matters if matter.held.search(around) is None), default=0.0)


@lru_cache(maxsize=1)
def _matters() -> tuple[Matter, ...]:
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["matter"]
    return tuple(
        Matter(re.compile(row["asked"], re.IGNORECASE), re.compile(row["held"], re.IGNORECASE), float(row["weight"])) for row in rows
    )
