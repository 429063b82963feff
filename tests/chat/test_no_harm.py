"""Sentences that say that nothing bad was seen."""

import pytest

from chat.no_harm import says_no_harm, without_harm


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("No serious harms were reported.", True),
        ("No adverse events occurred in either group.", True),
        ("No serious harms of the drip were reported, but two had a rash and one fainted.", False),
        ("The drip caused no rash.", False),
    ],
)
def test_a_sentence_that_says_of_nothing_in_particular_that_it_did_no_harm(sentence: str, expected: bool) -> None:
    assert says_no_harm(sentence) is expected


def test_what_is_left_of_a_question_for_harm_is_what_is_feared() -> None:
    assert "mole" in without_harm("Is a dark mole dangerous?")
    assert "danger" not in without_harm("Is a dark mole dangerous?")
