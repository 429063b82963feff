"""Follow-ups take their topic from the turns before; whole questions take nothing."""

from __future__ import annotations

import pytest

from chat.conversation import standalone

STOP = {
    "and",
    "the",
    "what",
    "about",
    "does",
    "for",
    "how",
    "is",
    "it",
    "a",
    "of",
    "do",
    "in",
    "which",
    "one",
    "who",
    "long",
    "last",
    "thanks",
}


def telling(text: str) -> list[str]:
    return [word for word in text.lower().strip("?").split() if word not in STOP]


@pytest.mark.parametrize(
    ("turns", "carried"),
    [
        (["does ketamine help fibromyalgia?", "and the dose?"], ("ketamine", "help", "fibromyalgia")),
        (["does ketamine help?", "how long does it last?"], ("ketamine", "help")),
        (["does ketamine help?", "thanks", "what about memantine?"], ("ketamine", "help")),
        (["does ketamine help?", "is it licensed?", "and the dose?"], ("licensed", "ketamine", "help")),
        (["does ketamine help?", "what are the symptoms of fibromyalgia in women and men"], ()),
        (["does ketamine help?", "why do people hurt all over"], ()),
        (["what is FM?"], ()),
    ],
)
def test_topic_words_are_carried_when_the_question_leans_on_them(turns: list[str], carried: tuple[str, ...]) -> None:
    first, *others = standalone(turns, telling=telling)
    assert first.carried == carried
    assert first.text.startswith(turns[-1])
    assert all(set(other.carried) < set(carried) for other in others)
    assert (first, *others)[-1].text == turns[-1]


def test_these_pages_are_the_library_and_point_at_no_earlier_turn() -> None:
    turns = ["which illnesses come with fibromyalgia?", "is ketamine addictive according to these pages?"]
    assert [reading.carried for reading in standalone(turns, telling=telling)] == [()]
    assert standalone([turns[0], "are these illnesses painful, say, at night or day?"], telling=telling)[0].carried
