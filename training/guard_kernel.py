"""The kernel machine of the guard, fitted: features of rows, their kernel, the least squares, and what it says out of fold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import linalg, sparse
from threadpoolctl import threadpool_limits

from chat.guard.classifier import (
    CONSTANT,
    CUES_WEIGHT,
    MEANING_WEIGHT,
    NGRAM_WEIGHT,
    cue_kernel,
    meaning_kernel,
    to_probabilities,
)
from chat.guard.decision import ROUTES
from chat.guard.features import N_BUCKETS, cues, hashed
from training.guard_rows import Row, with_openers

PENALTY = 0.3  # λ of the least squares, chosen with the kernel's weights by cross-validation
ROWS_AT_ONCE = 1_000
COPY_WEIGHT = 0.3  # of a copy with earlier turns put before it, against 1 for a message as written
NAMES = [route.value for route in ROUTES]

Array = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]  # numbers of rows
Split = tuple[Rows, Rows]


@dataclass(frozen=True, slots=True)
class Features:
    """What the kernel sees of each row."""

    meaning: Array  # (n, 384)
    cues: Array  # (n, N_CUES)
    ngrams: sparse.csr_matrix  # (n, N_BUCKETS)


def extract(rows: list[Row], encode: Callable[[list[str]], Array]) -> Features:
    """Embeddings, cues and hashed n-grams of the rows."""
    pairs = [hashed(row.text, row.turns[-2:]) for row in rows]
    ends = np.cumsum([0, *(len(buckets) for buckets, _ in pairs)])
    grams = (np.concatenate([weights for _, weights in pairs]), np.concatenate([buckets for buckets, _ in pairs]), ends)
    texts = list(dict.fromkeys(row.text for row in rows))  # a copy with turns before it has the same
    vectors, place = encode(texts), {text: number for number, text in enumerate(texts)}
    kept, step = in_eight_bits("", vectors).values()
    vectors = kept * step  # what is fitted is what will be compared with
    return Features(
        meaning=vectors[[place[row.text] for row in rows]],
        cues=np.stack([cues(row.text, row.turns[-2:]) for row in rows]),
        ngrams=sparse.csr_matrix(grams, shape=(len(rows), N_BUCKETS)),
    )


def in_eight_bits(name: str, rows: Array) -> dict[str, npt.NDArray[Any]]:
    """The rows in whole steps of a size for each row, and these sizes (rows, 1): `name` and `name_step`."""
    step = np.maximum(np.abs(rows).max(axis=1, keepdims=True) / 127, 1e-9).astype(np.float32)
    return {name: np.round(rows / step).astype(np.int8), f"{name}_step": step}


def kernel(features: Features, rows: Rows, others: Rows) -> Array:
    """The kernel of these rows with those: float32 (rows, others), as chat/guard/classifier.py computes it for one message."""
    squares = (features.cues**2).sum(axis=1)
    found = cue_kernel(squares[rows, None] + squares[None, others] - 2 * features.cues[rows] @ features.cues[others].T)
    found *= CUES_WEIGHT
    found += MEANING_WEIGHT * meaning_kernel(features.meaning[rows] @ features.meaning[others].T)
    found += NGRAM_WEIGHT * (features.ngrams[rows] @ features.ngrams[others].T).toarray() + np.float32(CONSTANT)
    return found


@dataclass(frozen=True, slots=True)
class Problem:
    """All that is fitted: rows as written, then copies of some with questions of fact before them."""

    rows: Sequence[Row]
    n_written: int
    originals: Rows  # the number of the row that each one is or is a copy of
    features: Features
    routes: Rows
    weights: Array

    @classmethod
    def of(cls, rows: list[Row], encode: Callable[[list[str]], Array]) -> Problem:
        """Rows and copies with their features."""
        copies = with_openers(rows)
        everything = [*rows, *(copy for _, copy in copies)]
        return cls(
            rows=everything,
            n_written=len(rows),
            originals=np.asarray([*range(len(rows)), *(number for number, _ in copies)], dtype=np.int64),
            features=extract(everything, encode),
            routes=np.asarray([NAMES.index(row.route) for row in everything], dtype=np.int64),
            weights=np.asarray([1.0] * len(rows) + [COPY_WEIGHT] * len(copies), dtype=np.float32),
        )

    def fit(self, train: Rows) -> Array:
        """What each of these rows says for each route, alpha (rows, routes): (K + λ/w) alpha = ±1.

        Rare routes weigh more, by the root of their share. Solved in place: among 60,000 rows the kernel takes 15 GB.
        """
        shares = np.bincount(self.routes[train], minlength=len(ROUTES)) / len(train)
        say = self.weights[train] / np.sqrt(shares[self.routes[train]] * len(ROUTES))
        matrix = np.empty((len(train), len(train)), dtype=np.float32)
        for start in range(0, len(train), ROWS_AT_ONCE):
            matrix[start : start + ROWS_AT_ONCE] = kernel(self.features, train[start : start + ROWS_AT_ONCE], train)
        matrix[np.diag_indices(len(train))] += (PENALTY / say).astype(np.float32)
        targets = (np.eye(len(ROUTES))[self.routes[train]] * 2 - 1).astype(np.float32)
        with threadpool_limits(1, user_api="blas"):  # with two threads OpenBLAS crashes on more than 2³¹ numbers
            factor = linalg.cho_factor(matrix.T, overwrite_a=True, check_finite=False)  # LAPACK's order, so that nothing is copied
            alpha: Array = linalg.cho_solve(factor, targets, check_finite=False)
        return alpha

    def said(self, rows: Rows, train: Rows, alpha: Array) -> Array:
        """Probabilities (rows, routes) by what `fit` made of the rows `train`."""
        parts = np.array_split(rows, -(-len(rows) // ROWS_AT_ONCE))
        return to_probabilities(np.concatenate([kernel(self.features, part, train) @ alpha for part in parts]))

    def out_of_fold(self, splits: Sequence[Split]) -> Array:
        """Probabilities (written rows, routes), each by a fit on the other folds; 0 for a row that no split holds out."""
        said = np.zeros((self.n_written, len(ROUTES)), dtype=np.float32)
        for train, held_out in splits:
            kept = np.flatnonzero(np.isin(self.originals, train))
            said[held_out] = self.said(held_out, kept, self.fit(kept))
        return said
