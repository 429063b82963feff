"""Figures: Wilson intervals against the textbook, bootstrap intervals that do not change from run to run."""

from __future__ import annotations

import pytest

from eval.figure import Figure, figure_from, mean, plain, rate


@pytest.mark.parametrize(
    ("count", "n", "low", "high"),
    [(0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662), (0, 0, 0.0, 1.0)],
)  # 81 of 263 is the worked example of Newcombe, Statistics in Medicine 17 (1998), 857–872
def test_a_rate_has_its_wilson_interval(count: int, n: int, low: float, high: float) -> None:
    figure = rate(count, n)
    assert figure.low == pytest.approx(low, abs=5e-5)
    assert figure.high == pytest.approx(high, abs=5e-5)


def test_a_mean_s_interval_is_the_same_each_time() -> None:
    values = [1.0, 2.0, 2.0, 3.0, 9.0]
    assert mean(values) == mean(values)
    assert mean(values).value == pytest.approx(3.4)


@pytest.mark.parametrize("figure", [rate(3, 7), mean([0.5, 0.25, 0.75]), plain(12.5), mean([])])
def test_a_figure_survives_its_record(figure: Figure) -> None:
    assert figure_from(figure.as_record()).as_record() == figure.as_record()
