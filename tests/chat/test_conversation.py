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
