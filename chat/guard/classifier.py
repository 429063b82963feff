"""The classifier: a kernel machine over embedding, hashed n-grams and cues; fitted by training/train_guard.py, numpy only here.

A message is compared with every training message: score = Σ alpha · kernel. Regularised least squares classification:
Rifkin, Yeo & Poggio, 2003, "Regularized Least-Squares Classification".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import numpy.typing as npt

from chat.guard.features import cues, hashed
from index.kept_rows import KeptRows

Array = npt.NDArray[np.float32]

MEANING_WEIGHT = 1.7  # of the likeness in meaning of the messages themselves; what was said before is left to n-grams, cues and reader
NGRAM_WEIGHT = 2.0  # of shared n-grams
CUES_WEIGHT = 0.5  # of like wording cues
CONSTANT = 0.1  # the same for every pair: an intercept
SHARPNESS = 3.0  # of the softmax that turns scores (about -1 to 1) into probabilities


@dataclass(frozen=True, slots=True)
class Classifier:
    """The training messages as the kernel sees them, and what each says for each of `chat.guard.decision.ROUTES`."""

    meaning: KeptRows  # (n, 384) embeddings of the training messages
    cues: Array  # (n, N_CUES)
    cue_squares: Array  # (n,) their squared lengths
    alpha: Array  # (n, 5)
    ngrams: Array  # (N_BUCKETS, 5): the n-gram kernel is linear, so its part is summed up here
    bias: Array  # (5,)

    def probabilities(self, message: str, earlier: Sequence[str], embedding: Array) -> Array:
        """The probability of each route for one message with this embedding, after these turns, oldest first."""
        buckets, weights = hashed(message, earlier)
        likeness = MEANING_WEIGHT * meaning_kernel(self.meaning.products(embedding))
        seen = cues(message, earlier)
        likeness += CUES_WEIGHT * cue_kernel(self.cue_squares + seen @ seen - 2.0 * products(self.cues, seen))
        return to_probabilities(likeness @ self.alpha + weights @ self.ngrams[buckets] + self.bias)


def products(rows: Array, vector: Array) -> Array:
    """rows @ vector on the caller's thread: a threaded product of this size spends ten times as long waiting as multiplying."""
    found: Array = np.vecdot(rows, vector)
    return found


def meaning_kernel(cosines: Array) -> Array:
    """exp(-distance²) of unit vectors, from their cosines."""
    kernel: Array = np.exp(2.0 * cosines - 2.0).astype(np.float32)
    return kernel


def cue_kernel(squared_distances: Array) -> Array:
    """exp(-distance² / 2) of two vectors of cues."""
    kernel: Array = np.exp(-0.5 * squared_distances).astype(np.float32)
    return kernel


def to_probabilities(scores: Array) -> Array:
    """Softmax over the last axis."""
    exponents = np.exp(SHARPNESS * (scores - scores.max(axis=-1, keepdims=True)))
    probabilities: Array = (exponents / exponents.sum(axis=-1, keepdims=True)).astype(np.float32)
    return probabilities


def read_classifier(file: Path) -> Classifier:
    """What training/train_guard.py wrote: rows in whole steps of a size for each."""
    with np.load(file, allow_pickle=False) as arrays:
        others = {name: arrays[name].astype(np.float32) for name in ("cues", "alpha", "ngrams", "bias")}
        squares = (others["cues"] ** 2).sum(axis=1)
        return Classifier(meaning=KeptRows(arrays["meaning"], arrays["meaning_step"]), cue_squares=squares, **others)


@cache
def load_classifier() -> Classifier:
    """The weights that stand beside this file."""
    with as_file(files("chat.guard").joinpath("weights.npz")) as path:
        return read_classifier(path)
