"""Two results side by side: differences, p-values, wins and losses, what changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from eval.compare import changes, compare, comparison_text
from eval.errors import ResultError
from eval.result_commands import run_compare
from eval.results import Case, Result, write_result


def result(values: Sequence[float], *, shown: str = "x", name: str = "set/test") -> Result:
    cases = tuple(Case(f"q{at}", f"question {at}", {"nDCG@10": value}, (f"{shown}{value}",)) for at, value in enumerate(values))
    return Result("retrieval", name, {}, cases=cases, commit="c0ffee")


def test_a_clear_gain_is_told_from_chance() -> None:
    (found,) = compare(result([0.1, 0.2] * 20), result([0.6, 0.6] * 20))
    assert (found.n, found.n_wins, found.n_losses) == (40, 40, 0)
    assert found.second - found.first == pytest.approx(0.45)
    assert found.p_value < 0.001
    assert found.low <= 0.45 <= found.high


def test_gains_and_losses_that_cancel_are_chance() -> None:
    (found,) = compare(result([0.1, 0.9] * 10), result([0.9, 0.1] * 10))
    assert (found.n_wins, found.n_losses) == (10, 10)
    assert found.p_value > 0.5


def test_a_small_test_is_exact() -> None:
    (found,) = compare(result([0.0, 0.0, 0.0]), result([0.1, 0.2, 0.3]))
    assert found.p_value == pytest.approx(2 / 8)  # of the eight ways to flip three signs, two are as far out


def test_the_same_result_differs_in_nothing() -> None:
    (found,) = compare(result([0.5, 0.7]), result([0.5, 0.7]))
    assert (found.p_value, found.low, found.high) == (1.0, 0.0, 0.0)
    assert changes(result([0.5, 0.7]), result([0.5, 0.7])) == []


def test_only_the_same_question_is_compared() -> None:
    (found,) = compare(result([0.5, 0.7, 0.9]), result([0.5, 0.7]))
    assert found.n == 2


def test_what_changed_is_told_worst_first() -> None:
    text = comparison_text(result([0.9, 0.5, 0.1]), result([0.1, 0.4, 0.8]))
    assert "3 of 3 questions show something else" in text
    assert text.index("question 0") < text.index("question 1")
    assert "question 2" not in text  # it won


def test_results_of_different_sets_are_not_compared(tmp_path: Path) -> None:
    write_result(tmp_path / "a.json", result([0.5]))
    write_result(tmp_path / "b.json", result([0.5], name="other/test"))
    with pytest.raises(ResultError, match="measures nothing"):
        run_compare(tmp_path / "a.json", tmp_path / "b.json")
    assert "p = 1.0000" in run_compare(tmp_path / "a.json", tmp_path / "a.json")


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"format": 99}', '{"results": 3}'])
def test_a_file_that_is_no_result_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text, encoding="utf-8")
    with pytest.raises(ResultError):
        run_compare(tmp_path / "a.json", tmp_path / "a.json")
