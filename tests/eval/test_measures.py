"""Measures on a run that can be checked by hand, and TREC's formats."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.measures import measure, measure_by_query
from eval.run import ranking, read_run, write_qrels, write_run

QRELS = {"1": {"a": 1, "b": 0, "c": 1}, "2": {"d": 2}, "3": {"e": 1}}
RUN = {"1": {"b": 3.0, "a": 2.0, "c": 1.0}, "2": {"d": 1.0}}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("nDCG@10", ((1 / 1.584962500721156 + 1 / 2) / (1 + 1 / 1.584962500721156) + 1 + 0) / 3),
        ("MRR@10", (1 / 2 + 1 + 0) / 3),
        ("recall@10", (1 + 1 + 0) / 3),
        ("MAP@10", ((1 / 2 + 2 / 3) / 2 + 1 + 0) / 3),
    ],
)
def test_measures_are_the_textbook_s(name: str, expected: float) -> None:
    assert measure(QRELS, RUN)[name] == pytest.approx(expected)


def test_a_query_without_results_counts_as_nothing_found() -> None:
    assert set(measure_by_query(QRELS, RUN)["3"].values()) == {0.0}


def test_ties_are_broken_by_id_and_the_file_has_none() -> None:
    ranked = ranking({"b": 0.5, "a": 0.5, "c": 0.7, "d": 0.5}, depth=3)
    assert list(ranked) == ["c", "a", "b"]
    assert ranked["a"] > ranked["b"]


@given(st.dictionaries(st.text("abcdef", min_size=1), st.floats(-100, 100), max_size=40), st.integers(1, 50))
def test_a_ranking_falls_strictly_and_is_kept_by_the_file(scores: dict[str, float], depth: int) -> None:
    ranked = ranking(scores, depth=depth)
    values = list(ranked.values())
    assert all(upper > lower for upper, lower in pairwise(values))
    assert len(ranked) == min(depth, len(scores))


def test_a_run_and_judgements_survive_their_files(tmp_path: Path) -> None:
    run = {"q": ranking({"a": 1 / 3, "b": 1 / 3, "c": 25.123456}, depth=10)}
    write_run(tmp_path / "run.trec", run, tag="t")
    write_qrels(tmp_path / "qrels", {"q": {"a": 1}})
    assert (tmp_path / "qrels").read_text() == "q 0 a 1\n"
    assert (tmp_path / "run.trec").read_text().splitlines()[0] == "q Q0 c 1 25.123455 t"
    found = read_run(tmp_path / "run.trec")
    assert sorted(found["q"], key=lambda document_id: -found["q"][document_id]) == ["c", "a", "b"]
