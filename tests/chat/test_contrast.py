"""What is asked in the place of something is asked as the earlier question was; what has no place in it is not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from chat.contrast import asked_of, named_anew


@pytest.mark.parametrize(
    ("question", "phrase"),
    [
        ("and honey?", "honey"),
        ("What about the nose?", "the nose"),
        ("and for the nose too?", "for the nose"),
        ("ok and in older people then?", "in older people"),
        ("honey instead?", "honey"),
        ("and what for?", ""),
        ("and if it itches?", ""),
        ("what about the other one?", ""),
        ("and the zinc lozenges that were tried by the same group before?", ""),
    ],
)
def test_a_question_without_a_verb_names_something_anew(question: str, phrase: str) -> None:
    assert named_anew(question) == phrase


@pytest.mark.parametrize(
    ("phrase", "turn", "replaced", "asked"),
    [
        ("honey", "does zinc help colds?", ["zinc"], "does honey help colds?"),
        ("honey", "do the zinc lozenges help colds?", ["zinc", "lozenges"], "do honey help colds?"),
        ("for the nose", "is it good for the throat?", ["throat"], "is it good for the nose?"),
        ("for babies", "how long may a bandage stay on?", [], "how long may a bandage stay on for babies?"),
        ("with honey", "does zinc help colds?", ["zinc"], "does zinc help colds with honey?"),  # nothing with a preposition is replaced
        ("honey", "does zinc help colds?", [], None),
        ("honey", "does zinc help colds?", ["zinc", "colds"], None),
    ],
)
def test_it_is_put_in_the_place_of_its_like(phrase: str, turn: str, replaced: Sequence[str], asked: str | None) -> None:
    assert asked_of(phrase, turn, replaced) == asked
