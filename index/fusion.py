"""Rankings of several searches made one: by rank, and by normalised score."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

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


def convex_combination(scored: Sequence[tuple[Mapping[int, float], float, float]]) -> list[tuple[int, float]]:
    """Fuse (row → score, lowest possible score, weight) triples, best first: Σ weight · scaled score.

    A score is scaled to 0..1 between the lowest possible (-1 for a cosine, 0 for BM25) and the highest found, so that it
    does not depend on how many candidates there are; a row that a search missed gets 0 there. Bruch, Gai & Ingber,
    TOIS 2023, https://doi.org/10.1145/3596512: such a combination beats rank fusion and needs few examples to tune.
    Ties by row.
    """
    found = [np.fromiter(scores, dtype=np.int64, count=len(scores)) for scores, _, _ in scored]
    rows = np.unique(np.concatenate(found))
    fused = np.zeros(len(rows))
    for its_rows, (scores, lowest, weight) in zip(found, scored, strict=True):
        above = np.fromiter(scores.values(), dtype=np.float64, count=len(scores)) - lowest
        span = above.max(initial=0.0)
        if span > 0:
            fused[np.searchsorted(rows, its_rows)] += weight * above / span
    order = np.lexsort((rows, -fused))
    return list(zip(rows[order].tolist(), fused[order].tolist(), strict=True))
