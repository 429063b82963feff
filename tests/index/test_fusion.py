"""Fusion, written out as fractions."""

from __future__ import annotations

import pytest

from index.fusion import Scored, convex_combination, reciprocal_rank_fusion


def test_reciprocal_rank_fusion_sums_reciprocal_ranks() -> None:
    fused = reciprocal_rank_fusion([[7, 8], [8]], rrf_k=60)
    assert [row for row, _ in fused] == [8, 7]
    assert dict(fused) == {8: pytest.approx(1 / 62 + 1 / 61), 7: pytest.approx(1 / 61)}


def test_convex_combination_scales_from_the_lowest_possible_to_the_highest_found() -> None:
    fused = dict(convex_combination([Scored({1: 1.0, 2: 0.0}, 0.6, -1.0), Scored({2: 8.0, 3: 4.0}, 0.4, 0.0)]))
    assert fused == {1: pytest.approx(0.6), 2: pytest.approx(0.6 * 1 / 2 + 0.4), 3: pytest.approx(0.4 / 2)}


def test_words_that_say_little_of_what_was_asked_count_little() -> None:
    fused = dict(convex_combination([Scored({1: 1.0, 2: 0.0}, 0.6, -1.0), Scored({2: 2.0}, 0.4, 0.0, highest=10.0)]))
    assert fused == {1: pytest.approx(0.6), 2: pytest.approx(0.6 * 1 / 2 + 0.4 * 2 / 10)}


def test_ties_go_by_row() -> None:
    assert [row for row, _ in convex_combination([Scored({9: 0.5, 3: 0.5}, 1.0, 0.0)])] == [3, 9]
    assert [row for row, _ in reciprocal_rank_fusion([[9], [3]])] == [3, 9]


def test_nothing_fused_is_nothing() -> None:
    assert convex_combination([Scored({}, 1.0, 0.0)]) == []
