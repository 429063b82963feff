"""A letter is looked for sentence by sentence; a question is not."""

from __future__ import annotations

import pytest

from chat.long_question import MOST, parts_of


def test_a_letter_has_parts() -> None:
    letter = "I am 54 and live alone. My knees hurt since spring. Does swimming help?"
    assert parts_of(letter) == ("I am 54 and live alone.", "My knees hurt since spring.", "Does swimming help?")


@pytest.mark.parametrize("question", ["", "Does swimming help?", "My knees hurt. Does swimming help?", "knee pain swimming"])
def test_a_question_has_none(question: str) -> None:
    assert parts_of(question) == ()


def test_of_a_very_long_one_the_end_is_looked_for() -> None:
    sentences = [f"This is number {number} of all." for number in range(MOST + 5)]
    assert list(parts_of(" ".join(sentences))) == sentences[5:]
