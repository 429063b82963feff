"""Neighbours are read together, and every candidate is read once."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.judge.cross_encoder import Candidate
from chat.judge.runs import Piece, runs_of
from chat.judge.window import MAX_TEXT, Tokens


def words(text: str) -> Tokens:
    return tuple(range(len(text.split())))


def in_place(sentences: Sequence[str], *, heading: str = "H") -> list[Candidate]:
    padded = ["", *sentences, ""]
    return [Candidate(heading, *padded[number : number + 3]) for number in range(len(sentences))]


def positions(candidates: Sequence[Candidate]) -> list[list[int | None]]:
    return [[piece.position for piece in run] for run in runs_of(candidates, words)]


def test_a_passage_is_one_run_whatever_the_order() -> None:
    first, second, third = in_place(["one", "two", "three"])
    assert positions([third, first, second]) == [[1, 2, 0]]


def test_a_gap_of_one_sentence_is_closed() -> None:
    first, _, third = in_place(["one", "two", "three"])
    assert runs_of([first, third], words) == [[Piece("one", 0), Piece("two", None), Piece("three", 1)]]


def test_a_wider_gap_or_another_heading_ends_a_run() -> None:
    first, _, _, fourth = in_place(["one", "two", "three", "four"])
    assert positions([first, fourth]) == [[0], [1]]
    assert positions([first, *in_place(["two", "three"], heading="other")]) == [[0], [1, 2]]


def test_a_long_passage_is_cut_where_a_window_is_full() -> None:
    long = in_place([f"s{number} " + "word " * 60 for number in range(8)])
    assert positions(long) == [[0, 1, 2], [3, 4, 5], [6, 7]]
    assert positions([long[0], long[1], long[2], long[4]]) == [[0, 1, 2], [3]]
    assert 3 * 62 <= MAX_TEXT < 4 * 62


@pytest.mark.parametrize("sentences", [["same"] * 5, ["a", "b", "a", "b", "a"]])
def test_repeated_sentences_do_not_close_a_circle(sentences: list[str]) -> None:
    assert read_once(in_place(sentences)) == list(range(len(sentences)))


@given(st.lists(st.tuples(*(st.sampled_from(letters) for letters in ("HK", "abc", "abc", "abc"))), max_size=12))
def test_every_candidate_is_in_exactly_one_run(rows: list[tuple[str, str, str, str]]) -> None:
    candidates = [Candidate(*row) for row in rows]
    assert read_once(candidates) == list(range(len(rows)))
    assert all(run[0] is not None and run[-1] is not None for run in positions(candidates))


def read_once(candidates: Sequence[Candidate]) -> list[int]:
    return sorted(position for run in positions(candidates) for position in run if position is not None)
