from __future__ import annotations

import numpy as np
import pytest

from chat.guard.bare import is_bare_search
from chat.guard.decision import leans_to_a_search


@pytest.mark.parametrize(
    "message",
    [
        "swollen ankle no pain",
        "clay coloured stool",
        "choking on saliva at night",
        "bloating every evening",
        "inhaler empty how to tell",
        "swallowed tongue meaning",
    ],
)
def test_a_few_words_that_name_nobody_are_a_bare_search(message: str) -> None:
    assert is_bare_search(message)


@pytest.mark.parametrize(
    "message",
    [
        "my ankle is swollen",
        "ankle swollen since this morning",
        "finger black",
        "choking on meat",
        "finger cut off",
        "baby blue lips",
        "toddler drank bleach",
        "took 40 pills",
        "can't move legs",
        "stridor child drooling fever",
        "kan niet slapen zonder pijn",
        "पेट में दर्द",
        "",
        "a swollen ankle and a sore knee and an old bruise from football",
    ],
)
def test_what_names_somebody_a_moment_or_a_danger_is_none(message: str) -> None:
    assert not is_bare_search(message)


@pytest.mark.parametrize(
    ("probabilities", "leans"),
    [
        ([0.02, 0.31, 0.05, 0.58, 0.04], True),
        ([0.02, 0.45, 0.03, 0.48, 0.02], False),
        ([0.15, 0.25, 0.02, 0.56, 0.02], False),
        ([0.01, 0.70, 0.02, 0.26, 0.01], False),
    ],
)
def test_a_doubt_leans_to_a_search_where_the_question_leads_and_a_crisis_is_unlikely(probabilities: list[float], leans: bool) -> None:
    assert leans_to_a_search(np.asarray(probabilities, dtype=np.float32)) is leans
