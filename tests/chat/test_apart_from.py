"""What a question sets aside is not told once more."""

from __future__ import annotations

import pytest

from chat.apart_from import set_aside, tells_only_of


def words_of(text: str) -> frozenset[str]:
    return frozenset(text.casefold().replace("?", "").replace(".", "").split())


@pytest.mark.parametrize(
    ("question", "aside"),
    [
        ("what brings it on apart from infections?", {"infections"}),
        ("which drugs other than lithium can do it", {"lithium"}),
        ("is anything used besides surgery?", {"surgery"}),
        ("what else helps, other than that?", set()),  # names nothing
        ("what brings it on?", set()),
        ("is this drug other than expected in its course of action over the years", set()),  # tells the question itself
    ],
)
def test_a_question_sets_aside_what_it_names_behind_such_words(question: str, aside: set[str]) -> None:
    assert set_aside(question, words_of) == aside or (
        not aside and not tells_only_of(set_aside(question, words_of), "Infections.", words_of)
    )


@pytest.mark.parametrize(
    ("text", "is_only"),
    [
        ("Most cases are due to infections.", True),
        ("Other causes are: lithium; infections of the gland.", False),
        ("Infections are not the only cause.", False),
        ("Lithium can bring it on.", False),
    ],
)
def test_a_text_that_tells_of_nothing_else_answers_nothing(text: str, is_only: bool) -> None:
    assert tells_only_of(frozenset({"infections"}), text, words_of) is is_only
    assert not tells_only_of(frozenset(), text, words_of)
