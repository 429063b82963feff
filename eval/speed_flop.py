"""What the processor could do at best, and how much of it ingest uses: floating-point operations counted, peak measured."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

from index.openvino_runtime import has_bfloat16

PEAK_S = 1.0  # measured for so long with each type of number
_SIDE = 2048  # of the matrices multiplied


@dataclass(frozen=True, slots=True)
class Shape:
    """The size of a transformer."""

    n_layers: int
    hidden: int
    inner: int  # of the feed-forward part

    def flop(self, n_tokens: int) -> int:
        """Of one text: a multiplication and an addition for each weight and token, and attention of each token to each."""
        weights = 4 * self.hidden**2 + 2 * self.hidden * self.inner
        return self.n_layers * (2 * n_tokens * weights + 4 * n_tokens**2 * self.hidden)


def flop_of(shape: Shape, lengths: Iterable[int]) -> float:
    """Of texts of so many tokens, each without padding: what has to be computed, not what is."""
    return float(sum(shape.flop(length) for length in lengths))


def peak_flop_per_s() -> float:
    """What multiplying large matrices reaches on all cores, in single precision or, where the processor has it, in bfloat16."""
    import torch

    rates = []
    for kind in (torch.float32, torch.bfloat16)[: 1 + has_bfloat16()]:
        one = torch.ones((_SIDE, _SIDE), dtype=kind)
        one @ one
        started, n_done = time.perf_counter(), 0
        while time.perf_counter() - started < PEAK_S:
            one @ one
            n_done += 1
        rates.append(2 * _SIDE**3 * n_done / (time.perf_counter() - started))
    return max(rates)
