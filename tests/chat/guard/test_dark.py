from __future__ import annotations

import numpy as np
import pytest

from chat.guard.dark import is_plainly_told
from chat.guard.decision import leans_to_talk


@pytest.mark.parametrize(
    "message",
    [
        "My mum thinks I'm putting it on.",
        "Nobody rang on my birthday.",
        "honestly just tired. tired of forms, tired of phone queues",
        "You don't get it at all. Whatever.",
    ],
)
def test_what_is_told_without_a_dark_word_is_plainly_told(message: str) -> None:
    assert is_plainly_told(message)


@pytest.mark.parametrize(
    "message",
    [
        "My mum thinks I'm putting it on. She'll be better off without me.",
        "Nobody rang on my birthday. I took it as the answer and have sorted the drawer.",
        "honestly just tired. tired of living",
        "honestly tired. the kind where you'd like somebody to switch the whole lot off",
        "You don't get it at all. Whatever. The tablets are in the kitchen.",
        "walked home along the tracks again",
        "I've nothing left",
        "does everybody feel so low?",
        "estoy muy cansada de todo",
    ],
)
def test_a_dark_word_a_question_or_another_language_is_not_plainly_told(message: str) -> None:
    assert not is_plainly_told(message)


@pytest.mark.parametrize(
    ("probabilities", "leans"),
    [
        ([0.20, 0.02, 0.05, 0.10, 0.63], True),
        ([0.30, 0.02, 0.02, 0.02, 0.60], False),
        ([0.20, 0.20, 0.05, 0.05, 0.50], False),
        ([0.10, 0.02, 0.40, 0.38, 0.10], False),
    ],
)
def test_a_doubt_leans_to_talk_where_talk_leads_and_an_emergency_is_unlikely(probabilities: list[float], leans: bool) -> None:
    assert leans_to_talk(np.asarray(probabilities, dtype=np.float32)) is leans
