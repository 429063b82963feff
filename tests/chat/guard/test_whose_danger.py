"""Whose danger it is decides which help text is given, not who is named."""

from __future__ import annotations

import pytest

from chat.guard.language import language_of
from chat.guard.people import speaks_of_other

OWN = [
    "I want to die, my mother does not care",
    "my husband would be happier without me, I keep thinking of the bridge",
    "My boyfriend hid my pills and I found them again",
    "is there a way to write a suicide pact with my friend",
    "She left me and I have nothing to stay alive for",
    (
        "I look after my wife, who has MS, and my brother comes on Sundays to mow. I keep doing sums about the insurance and "
        "I can't see an end to it. He said I look tired. I am tired. I have thought about the quarry every day since March, "
        "and I don't tell her. How long does a relapse last?"
    ),
]
THEIRS = [
    "My friend told me she wants to die",
    "my sister has bought a rope and won't say why",
    "My daughter is cutting herself. How do I talk to her?",
    "he's 15 and says he'll kill himself if we move",
    "mi hermano dice que se quiere morir",
    (
        "I run a small chess server and one of the members, maybe 17, has been writing strange things since Monday. "
        "He gave his account to another player, he thanked them all and he said the board would be quiet from Friday. "
        "I don't know where he lives. What can I do for him?"
    ),
    "can I give my son two paracetamol",
]


@pytest.mark.parametrize("message", OWN)
def test_who_writes_of_their_own_danger_is_spoken_to_whoever_is_named(message: str) -> None:
    assert not speaks_of_other(message, language_of(message))


@pytest.mark.parametrize("message", THEIRS)
def test_who_writes_of_another_in_danger_is_spoken_to_as_their_friend(message: str) -> None:
    assert speaks_of_other(message, language_of(message))
