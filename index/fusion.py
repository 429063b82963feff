"""Rankings of several searches made one: by rank, and by normalised score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np


def reciprocal_rank_fusion(rankings: Sequence[Sequence[int]], *, rrf_k: int = 60) -> list[tuple[int, float]]:
    """Fuse rankings of passage rows, best first: score(p) = Σ 1 / (rrf_k + rank), ranks from 1; ties by row.

    Cormack, Clarke & Büttcher, SIGIR 2009, https://doi.org/10.1145/1571941.1572114 (rrf_k = 60 is theirs).
    """
    scores: defaultdict[int, float] = defaultdict(float)
    for ranking in rankings:
        for rank, row in enumerate(ranking, start=1):
            scores[row] += 1 / (rrf_k + rank)
    return sorted(scores.items(), key=lambda scored: (-scored[1], scored[0]))


@dataclass(frozen=True, slots=True)
class Scored:
    """What one search found, and how much it counts."""

    scores: Mapping[int, float]  # by row
    weight: float
    lowest: float  # possible: -1 for a cosine, 0 for BM25
    highest: float | None = None  # possible; None where that says nothing of a query, and the highest found is taken


def convex_combination(searches: Sequence[Scored]) -> list[tuple[int, float]]:
    """Fuse searches, best first: Σ weight · scaled score; a row that a search missed gets 0 there. Ties by row.

    A score is scaled from the lowest possible to the highest, so that it does not depend on how many candidates there are. Bruch, Gai &
    Ingber, TOIS 2023, https://doi.org/10.1145/3596512: such a combination beats rank fusion and needs few examples to tune.
    """
    found = [np.fromiter(one.scores, dtype=np.int64, count=len(one.scores)) for one in searches]
    rows = np.unique(np.concatenate(found))
    fused = np.zeros(len(rows))
    for its_rows, one in zip(found, searches, strict=True):
        above = np.fromiter(one.scores.values(), dtype=np.float64, count=len(one.scores)) - one.lowest
        span = above.max(initial=0.0) if one.highest is None else one.highest - one.lowest
        if span > 0:
            fused[np.searchsorted(rows, its_rows)] += one.weight * above / span
    order = np.lexsort((rows, -fused))
    return list(zip(rows[order].tolist(), fused[order].tolist(), strict=True))
