"""What the reader reads, on token ids that can be checked by hand."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from chat.guard.reading import CLS, MAX_MESSAGE, MAX_PARTS, MAX_TURN, OVERLAP, SEP, lay_out


def numbers(text: str) -> list[int]:
    """Each word is a number and stands for itself."""
    return [int(word) for word in text.split()]


def words(start: int, end: int) -> str:
    return " ".join(str(number) for number in range(start, end))


def test_the_message_comes_first_and_the_nearest_turn_next() -> None:
    (reading,) = lay_out("901 902", ["501", "601 602"], numbers)
    assert reading.ids == (CLS, 901, 902, SEP, 601, 602, SEP, 501, SEP)
    assert reading.token_types == [0, 0, 0, 0, 1, 1, 1, 1, 1]


def test_of_a_long_turn_the_end_is_read() -> None:
    (reading,) = lay_out("901", [words(1000, 1000 + 3 * MAX_TURN)], numbers)
    assert reading.ids[3:-1] == tuple(range(1000 + 2 * MAX_TURN, 1000 + 3 * MAX_TURN))


def test_nothing_is_a_reading_too() -> None:
    assert [reading.ids for reading in lay_out("", [], numbers)] == [(CLS, SEP)]


@given(length=st.integers(1, 6 * MAX_MESSAGE))
def test_parts_of_a_long_message_cover_it_and_overlap(length: int) -> None:
    parts = [reading.ids[1:-1] for reading in lay_out(words(1000, 1000 + length), [], numbers)]
    assert all(len(part) <= MAX_MESSAGE for part in parts)
    assert {number for part in parts for number in part} == set(range(1000, 1000 + length))
    assert all(part[-OVERLAP:] == following[:OVERLAP] for part, following in pairwise(parts))


def test_a_very_long_message_is_read_at_both_ends() -> None:
    readings = lay_out(" ".join(["1000"] * 2000 + ["2000"] * 2000), [], numbers)
    assert len(readings) == MAX_PARTS
    assert readings[0].ids[1] == 1000
    assert readings[-1].ids[-2] == 2000
