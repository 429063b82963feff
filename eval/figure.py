"""A figure: a measured value with what it was measured on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import binomtest, bootstrap


@dataclass(frozen=True, slots=True)
class Figure:
    """A value over `n` cases; for a rate how many of them (`count`), and its 95 % interval."""

    value: float
    n: int
    count: int | None = None
    low: float | None = None
    high: float | None = None

    def __str__(self) -> str:
        if self.count is not None and self.low is not None and self.high is not None:
            return f"{self.value:.1%} ({self.count} of {self.n}; {self.low:.1%}–{self.high:.1%})"
        if self.low is not None and self.high is not None:
            return f"{self.value:.3f} ({self.low:.3f}–{self.high:.3f}, n = {self.n})"
        return f"{self.value:.4g}"

    def as_record(self) -> dict[str, float | int]:
        """The figure as a results file holds it: what is not known is left out."""
        fields = {"value": round(self.value, 6), "n": self.n, "count": self.count, "low": self.low, "high": self.high}
        return {name: round(value, 6) for name, value in fields.items() if value is not None}


def rate(count: int, n: int) -> Figure:
    """`count` of `n` with its 95 % Wilson interval; 0 of 0 is 0 with the widest interval."""
    if n == 0:
        return Figure(0.0, 0, 0, 0.0, 1.0)
    interval = binomtest(count, n).proportion_ci(method="wilson")
    return Figure(count / n, n, count, float(interval.low), float(interval.high))


def mean(values: Sequence[float]) -> Figure:
    """The mean with its 95 % percentile-bootstrap interval, drawn with a fixed seed."""
    if len(values) < 2 or min(values) == max(values):
        return Figure(float(values[0]) if values else 0.0, len(values))
    found = bootstrap((np.asarray(values),), np.mean, n_resamples=2000, method="percentile", rng=np.random.default_rng(0))
    return Figure(float(np.mean(values)), len(values), None, float(found.confidence_interval.low), float(found.confidence_interval.high))


def plain(value: float, n: int = 1) -> Figure:
    """A value without an interval: a rate per second, a size."""
    return Figure(float(value), n)


def percentile_curve(values: Sequence[float]) -> list[list[float]]:
    """[percentile, value] at the percentiles that tell a distribution of times."""
    return [[float(p), float(np.percentile(values, p))] for p in (1, 5, 10, 25, 50, 75, 90, 95, 99, 100)] if len(values) else []


def figure_from(record: dict[str, float]) -> Figure:
    """Read what `as_record` wrote."""
    count = record.get("count")
    return Figure(record["value"], int(record["n"]), None if count is None else int(count), record.get("low"), record.get("high"))
