"""Two runs of the same queries side by side: how much of the first ten they have in common."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from eval.run import Run

K = 10


@dataclass(frozen=True, slots=True)
class Overlap:
    """The first ten of two runs, over the queries that both answer."""

    n: int
    n_same_order: int
    n_same_first: int
    in_common: float  # share of the ten, mean over queries

    def __str__(self) -> str:
        return (
            f"the first {K} of both: {self.in_common:.4f} in common, {self.n_same_order} of {self.n} in the same order, "
            f"{self.n_same_first} with the same first"
        )


def overlap(first: Run, second: Run) -> Overlap:
    """Compare the first ten documents of each query that both runs hold; each query's documents stand best first."""
    tops = [(list(first[query])[:K], list(second[query])[:K]) for query in first if query in second]
    shares = [len({*a} & {*b}) / max(len(a), len(b), 1) for a, b in tops]
    return Overlap(
        len(tops),
        sum(a == b for a, b in tops),
        sum(a[:1] == b[:1] for a, b in tops),
        float(np.mean(shares)) if shares else 0.0,
    )
