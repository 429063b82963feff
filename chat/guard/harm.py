"""Whether somebody asks how to hurt another, by what the message means: for wordings that no rule knows.

A linear head over the embedding that the guard reads anyway, fitted by training/train_harm.py; numpy only here. Its likeness decides only
where the message names whom it would hurt and who would do it: "how is a man poisoned", "what makes my mother ill" ask for no way.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import numpy.typing as npt

from chat.guard.normalise import normalise

Vector = npt.NDArray[np.float32]

RULE_ID = "advice-harm-by-meaning"
REASON = "The message asks how to hurt somebody else"
FLOOR = 0.75  # of the score; chosen on messages that were not fitted (docs/models/guard.md)

_WORDS: Mapping[str, Sequence[str]] = tomllib.loads(files("chat.guard").joinpath("harm.toml").read_text(encoding="utf-8"))
_VICTIM, _AGENT = (re.compile("|".join(_WORDS[name])) for name in ("victim", "agent"))
_NEITHER = re.compile(r"\b(?:my ?self|yourself|oneself|themsel\w+|kill me|and me|suicid\w*|end my|my own)\b")


@dataclass(frozen=True, slots=True)
class HarmHead:
    """The weights over an embedding, and where they begin."""

    weights: Vector  # (dimensions,)
    bias: float

    def score(self, embedding: Vector) -> float:
        """How near the meaning is to asking how to hurt another; 0 is as near as not."""
        return float(self.weights @ embedding) + self.bias


def names_victim_and_agent(message: str) -> bool:
    """Whether it names somebody to be hurt, and asks what the writer or one may do."""
    text = normalise(message)
    return bool(_VICTIM.search(text)) and bool(_AGENT.search(text)) and not _NEITHER.search(text)


def asks_to_harm(message: str, embedding: Vector, head: HarmHead) -> bool:
    """Whether somebody asks how to hurt another. An embedding of another size than the head's, of another encoder, says nothing."""
    return embedding.shape == head.weights.shape and head.score(embedding) >= FLOOR and names_victim_and_agent(message)


def read_harm(file: Path) -> HarmHead:
    """What training/train_harm.py wrote."""
    with np.load(file, allow_pickle=False) as arrays:
        return HarmHead(arrays["weights"].astype(np.float32), float(arrays["bias"]))


@cache
def load_harm() -> HarmHead:
    """The weights that stand beside this file."""
    with as_file(files("chat.guard").joinpath("harm.npz")) as path:
        return read_harm(path)
