"""The kernel machine of the guard, fitted: features of rows, their kernel, the least squares, and what it says out of fold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import linalg, sparse

from chat.guard.classifier import (
    ALONE_WEIGHT,
    CONSTANT,
    CUES_WEIGHT,
    JOINT_WEIGHT,
    NGRAM_WEIGHT,
    cue_kernel,
    meaning_kernel,
    to_probabilities,
)
from chat.guard.decision import ROUTES
from chat.guard.features import N_BUCKETS, cues, hashed
from training.guard_rows import Row, with_openers

PENALTY = 0.3  # λ of the least squares, chosen with the kernel's weights by cross-validation
COPY_WEIGHT = 0.3  # of a copy with earlier turns put before it, against 1 for a message as written
NAMES = [route.value for route in ROUTES]

Array = npt.NDArray[np.float32]
Split = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class Features:
    """What the kernel sees of each row."""

    alone: Array  # (n, 384)
    joint: Array  # (n, 384)
    cues: Array  # (n, N_CUES)
    ngrams: sparse.csr_matrix  # (n, N_BUCKETS)


def extract(rows: list[Row], encode: Callable[[list[str]], Array]) -> Features:
    """Embeddings, cues and hashed n-grams of the rows."""
    pairs = [hashed(row.text, row.turns[-2:]) for row in rows]
    ends = np.cumsum([0, *(len(buckets) for buckets, _ in pairs)])
    grams = (np.concatenate([weights for _, weights in pairs]), np.concatenate([buckets for buckets, _ in pairs]), ends)
    texts = list(dict.fromkeys(text for row in rows for text in (row.text, row.joint)))  # most have no turns: each is encoded once
    vectors, place = encode(texts), {text: number for number, text in enumerate(texts)}
    return Features(
        alone=vectors[[place[row.text] for row in rows]],
        joint=vectors[[place[row.joint] for row in rows]],
        cues=np.stack([cues(row.text, row.turns[-2:]) for row in rows]),
        ngrams=sparse.csr_matrix(grams, shape=(len(rows), N_BUCKETS)),
    )


def kernel(features: Features) -> Array:
    """The kernel of every row with every other, as chat/guard/classifier.py computes it for one message."""
    squares = (features.cues**2).sum(axis=1)
    distances = squares[:, None] + squares[None, :] - 2 * features.cues @ features.cues.T
    grams = np.asarray((features.ngrams @ features.ngrams.T).todense(), dtype=np.float32)
    dense = ALONE_WEIGHT * meaning_kernel(features.alone @ features.alone.T) + JOINT_WEIGHT * meaning_kernel(
        features.joint @ features.joint.T
    )
    summed: Array = dense + NGRAM_WEIGHT * grams + CUES_WEIGHT * cue_kernel(distances) + np.float32(CONSTANT)
    return summed


def solve(matrix: Array, routes: npt.NDArray[np.int64], weights: Array) -> Array:
    """Alpha of the least squares: (K + λ/w) alpha = ±1; rare routes weigh more, by the root of their share."""
    shares = np.bincount(routes, minlength=len(ROUTES)) / len(routes)
    say = weights / np.sqrt(shares[routes] * len(ROUTES))
    targets = np.eye(len(ROUTES))[routes] * 2 - 1
    regular = matrix.copy()
    regular[np.diag_indices(len(routes))] += (PENALTY / say).astype(np.float32)
    alpha: Array = linalg.solve(regular, targets.astype(np.float32), assume_a="pos", overwrite_a=True)
    return alpha


@dataclass(frozen=True, slots=True)
class Problem:
    """All that is fitted: rows as written, then copies of some with questions of fact before them."""

    rows: Sequence[Row]
    n_written: int
    originals: npt.NDArray[np.int64]  # the number of the row that each one is or is a copy of
    features: Features
    matrix: Array  # the kernel
    routes: npt.NDArray[np.int64]
    weights: Array

    @classmethod
    def of(cls, rows: list[Row], encode: Callable[[list[str]], Array]) -> Problem:
        """Rows and copies with their features and kernel."""
        copies = with_openers(rows)
        everything = [*rows, *(copy for _, copy in copies)]
        features = extract(everything, encode)
        return cls(
            rows=everything,
            n_written=len(rows),
            originals=np.asarray([*range(len(rows)), *(number for number, _ in copies)], dtype=np.int64),
            features=features,
            matrix=kernel(features),
            routes=np.asarray([NAMES.index(row.route) for row in everything], dtype=np.int64),
            weights=np.asarray([1.0] * len(rows) + [COPY_WEIGHT] * len(copies), dtype=np.float32),
        )

    def fit(self, train: npt.NDArray[np.int64]) -> Array:
        """Alpha of these rows."""
        return solve(self.matrix[np.ix_(train, train)], self.routes[train], self.weights[train])

    def out_of_fold(self, splits: Sequence[Split]) -> Array:
        """Probabilities (written rows, routes), each by a fit on the other folds; 0 for a row that no split holds out."""
        said = np.zeros((self.n_written, len(ROUTES)), dtype=np.float32)
        for train, held_out in splits:
            kept = np.flatnonzero(np.isin(self.originals, train))
            said[held_out] = to_probabilities(self.matrix[np.ix_(held_out, kept)] @ self.fit(kept))
        return said
