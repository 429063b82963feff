"""Two results of the same questions, measure by measure: the difference, whether chance explains it, who won where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import bootstrap, permutation_test

from eval.results import Case, Result

N_RESAMPLES = 9999
MOST_CHANGED = 10


@dataclass(frozen=True, slots=True)
class Comparison:
    """One measure in both results, over the questions that both hold."""

    measure: str
    n: int
    first: float
    second: float
    low: float  # 95 % bootstrap interval of the difference, second less first
    high: float
    p_value: float  # of a paired randomisation test, two-sided
    n_wins: int  # questions on which the second is better
    n_losses: int

    def __str__(self) -> str:
        difference = f"{self.second - self.first:+.4f} ({self.low:+.4f} to {self.high:+.4f})"
        figures = f"{self.first:.4f}  {self.second:.4f}  {difference:>28}"
        return f"{self.measure:22} {figures}  p = {self.p_value:.4f}  {self.n_wins} won, {self.n_losses} lost of {self.n}"


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose answer is not what it was."""

    before: Case
    after: Case
    gain: float  # sum of its measures' differences


def compare(first: Result, second: Result) -> list[Comparison]:
    """Every measure that both results hold for the same questions."""
    pairs = _pairs(first, second)
    names = dict.fromkeys(name for before, after in pairs for name in before.measures if name in after.measures)
    return [_comparison(name, pairs) for name in names]


def changes(first: Result, second: Result) -> list[Change]:
    """Questions for which something else is shown, those that lost most first."""
    changed = [
        Change(before, after, sum(after.measures.get(name, 0.0) - value for name, value in before.measures.items()))
        for before, after in _pairs(first, second)
        if before.shown != after.shown
    ]
    return sorted(changed, key=lambda change: (change.gain, change.before.case_id))


def comparison_text(first: Result, second: Result) -> str:
    """The whole comparison, for a terminal."""
    pairs = _pairs(first, second)
    lines = [f"A {_label(first)}", f"B {_label(second)}", f"{len(pairs)} questions in both"]
    lines += [f"{'measure':22} {'A':6}  {'B':6}  {'B − A (95 %)':>28}"]
    lines += [str(comparison) for comparison in compare(first, second)]
    changed = changes(first, second)
    lines += [f"{len(changed)} of {len(pairs)} questions show something else; those that lost most:"] if changed else []
    for change in [change for change in changed if change.gain < 0][:MOST_CHANGED]:
        lines += [f"  {change.gain:+.2f} [{change.before.case_id}] {change.before.text}"]
        lines += [f"      A {change.before.shown[0] if change.before.shown else 'nothing'}"]
        lines += [f"      B {change.after.shown[0] if change.after.shown else 'nothing'}"]
    return "\n".join(lines)


def _pairs(first: Result, second: Result) -> list[tuple[Case, Case]]:
    """Cases of the same id and the same question."""
    others = {(case.case_id, case.text): case for case in second.cases}
    return [(case, others[case.case_id, case.text]) for case in first.cases if (case.case_id, case.text) in others]


def _comparison(name: str, pairs: Sequence[tuple[Case, Case]]) -> Comparison:
    both = [(before.measures[name], after.measures[name]) for before, after in pairs if name in before.measures and name in after.measures]
    first, second = (np.asarray(values, dtype=np.float64) for values in zip(*both, strict=True))
    differences = second - first
    low, high, p_value = _chance(differences)
    wins, losses = int((differences > 0).sum()), int((differences < 0).sum())
    return Comparison(name, len(both), float(first.mean()), float(second.mean()), low, high, p_value, wins, losses)


def _chance(differences: np.ndarray[tuple[int], np.dtype[np.float64]]) -> tuple[float, float, float]:
    """Bootstrap interval of the mean difference and the p-value of flipping its signs (Smucker et al., CIKM 2007).

    https://doi.org/10.1145/1321440.1321528. The seeds are fixed, so the same results compare alike.
    """
    if len(differences) < 2 or not differences.any():
        value = float(differences.mean()) if len(differences) else 0.0
        return value, value, 1.0
    zero = np.zeros_like(differences)
    test = permutation_test(
        (differences, zero),
        lambda a, b, axis: np.mean(a - b, axis=axis),
        permutation_type="samples",
        vectorized=True,
        n_resamples=N_RESAMPLES,
        batch=1000,
        rng=np.random.default_rng(0),
    )
    if (differences == differences[0]).all():
        return float(differences[0]), float(differences[0]), float(test.pvalue)
    interval = bootstrap(
        (differences,), np.mean, n_resamples=N_RESAMPLES, batch=1000, method="percentile", rng=np.random.default_rng(0)
    ).confidence_interval
    return float(interval.low), float(interval.high), float(test.pvalue)


def _label(result: Result) -> str:
    settings = ", ".join(f"{name} {value}" for name, value in result.settings.items())
    return f"{result.title} {settings} {result.commit} {result.date}".strip()
