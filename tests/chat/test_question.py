"""Whatever is typed becomes something that can be searched for, or is said to be empty."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.question import MAX_CHARS, clean


@pytest.mark.parametrize("raw", ["", "   ", "\x00", "?!…", "\u202e", "🙂"])
def test_nothing_to_search_for(raw: str) -> None:
    assert clean(raw).is_empty


def test_direction_marks_and_surrogates_go() -> None:
    assert clean("what\u202e is\x00 \ud800 pain").text == "what is ? pain"


def test_a_long_question_is_cut_at_a_word() -> None:
    question = clean("pain " * 20_000)
    assert question.is_cut
    assert len(question.text) <= MAX_CHARS
    assert question.text.endswith("pain")


@given(st.text(alphabet=st.characters()))
def test_every_question_can_be_encoded_and_stays_short(raw: str) -> None:
    text = clean(raw).text
    text.encode("utf-8")
    assert len(text) <= MAX_CHARS
