"""Whether somebody asks how to hurt another, by what the message means: for wordings that no rule knows.

A linear head over the embedding that the guard reads anyway and the message's n-grams, fitted by training/train_harm.py; numpy only here.
Its likeness decides where the message names whom it would hurt and who would do it ("how is a man poisoned", "what makes my mother ill" ask
for no way); where it names only one of them ("a poison that no coroner finds") it must be more like one.
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

from chat.guard.features import hashed
from chat.guard.normalise import normalise

Vector = npt.NDArray[np.float32]

RULE_ID = "advice-harm-by-meaning"
REASON = "The message asks how to hurt somebody else"
# Of the score, where victim and doer are named, and where one of them is; chosen on messages that were not fitted (docs/models/guard.md).
FLOOR = 0.0
FLOOR_OF_ONE = 1.0
N_ROLES = 2  # victim and doer
NGRAM_WEIGHT = 0.5  # of the n-grams (features.py), against the embedding

_WORDS: Mapping[str, Sequence[str]] = tomllib.loads(files("chat.guard").joinpath("harm.toml").read_text(encoding="utf-8"))
_VICTIM, _AGENT = (re.compile("|".join(_WORDS[name])) for name in ("victim", "agent"))
_NEITHER = re.compile(r"\b(?:my ?self|yourself|oneself|themsel\w+|himself|herself|kill me|and me|suicid\w*|end my|my own)\b")


@dataclass(frozen=True, slots=True)
class HarmHead:
    """The weights over an embedding and over hashed n-grams, and where they begin."""

    weights: Vector  # (dimensions,)
    ngrams: Vector  # (features.N_BUCKETS,)
    bias: float

    def score(self, message: str, embedding: Vector) -> float:
        """How near the message is to asking how to hurt another; 0 is as near as not."""
        buckets, values = hashed(message)
        return float(self.weights @ embedding) + NGRAM_WEIGHT * float(self.ngrams[buckets] @ values) + self.bias


def n_named(message: str) -> int:
    """How many of these it names: somebody to be hurt, and what the writer or one may do. None where it speaks of hurting oneself."""
    text = normalise(message)
    return 0 if _NEITHER.search(text) else sum(bool(words.search(text)) for words in (_VICTIM, _AGENT))


def asks_to_harm(message: str, embedding: Vector, head: HarmHead, *, both: bool = False) -> bool:
    """Whether somebody asks how to hurt another; with `both`, only where victim and doer are named.

    An embedding of another size than the head's, of another encoder, says nothing.
    """
    n = n_named(message) if embedding.shape == head.weights.shape else 0
    if n == 0 or (both and n < N_ROLES):
        return False
    return head.score(message, embedding) >= (FLOOR if n == N_ROLES else FLOOR_OF_ONE)


def read_harm(file: Path) -> HarmHead:
    """What training/train_harm.py wrote."""
    with np.load(file, allow_pickle=False) as arrays:
        return HarmHead(arrays["weights"].astype(np.float32), arrays["ngrams"].astype(np.float32), float(arrays["bias"]))


@cache
def load_harm() -> HarmHead:
    """The weights that stand beside this file."""
    with as_file(files("chat.guard").joinpath("harm.npz")) as path:
        return read_harm(path)
