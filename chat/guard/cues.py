"""Cues in the wording of a message that tell a question of fact from a person speaking about a case."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files

import numpy as np
import numpy.typing as npt

_PATTERNS: Mapping[str, str] = tomllib.loads(files("chat.guard").joinpath("cues.toml").read_text(encoding="utf-8"))["cues"]
_COMPILED = tuple(re.compile(pattern) for pattern in _PATTERNS.values())
_WORDS = re.compile(r"\w+")

N_CUES = len(_PATTERNS) + 5


def count_cues(text: str, *, n_earlier: int) -> npt.NDArray[np.float32]:
    """One number in 0..1 for each pattern (1 - 1/(1 + count)), then length, script, brevity and place in the conversation."""
    counts = [1.0 - 1.0 / (1.0 + sum(1 for _ in pattern.finditer(text))) for pattern in _COMPILED]
    n_words = len(_WORDS.findall(text))
    n_ascii = sum(character.isascii() for character in text)
    counts.append(min(1.0, math.log1p(n_words) / 6.0))
    counts.append(float(n_words <= 3))
    counts.append(float(n_words >= 60))
    counts.append(1.0 - n_ascii / max(1, len(text)))
    counts.append(min(1.0, n_earlier / 2.0))
    return np.asarray(counts, dtype=np.float32)
