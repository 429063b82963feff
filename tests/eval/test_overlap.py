"""How much of their first ten two runs have in common."""

from __future__ import annotations

import pytest

from eval.overlap import overlap
from eval.run import Run


def run(**rankings: str) -> Run:
    return {query: {document: -float(rank) for rank, document in enumerate(ranking)} for query, ranking in rankings.items()}


def test_the_first_ten_are_compared_query_by_query() -> None:
    found = overlap(run(a="abcdefghijxyz", b="ab", c="ab", d="q"), run(a="abcdefghijuvw", b="ba", c="ac"))
    assert (found.n, found.n_same_order, found.n_same_first) == (3, 1, 2)
    assert found.in_common == pytest.approx((1 + 1 + 0.5) / 3)
    assert "1 of 3 in the same order" in str(found)


def test_runs_of_other_queries_have_nothing_in_common() -> None:
    assert overlap(run(a="x"), run(b="x")).n == 0
