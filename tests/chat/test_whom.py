"""Who asks whom something is for is answered by those it is for."""

from __future__ import annotations

import pytest

from chat.whom import asks_whom, denies_all


@pytest.mark.parametrize("question", ["Who gets a drip?", "Which patients should be tested?", "what kind of people are called first"])
def test_whom_it_is_for_is_asked(question: str) -> None:
    assert asks_whom(question)


@pytest.mark.parametrize(
    "question",
    [
        "Who should not be tested?",
        "Which patients don't get a drip?",
        "Should everyone be tested?",
        "Who is excluded?",
        "who shouldnt have it",
        "What is tested?",
    ],
)
def test_whom_it_is_not_for_and_whether_is_not(question: str) -> None:
    assert not asks_whom(question)


@pytest.mark.parametrize(
    "text",
    [
        "Do not test everyone with tiredness.",
        "We do not give a drip to all who ask.",
        "Patients aren't routinely scanned, not all of them.",
        "Not everyone needs it.",
    ],
)
def test_not_for_everyone_says_for_nobody(text: str) -> None:
    assert denies_all(text)


@pytest.mark.parametrize(
    "text",
    [
        "Test adults with pale skin.",
        "Do not test children under two.",
        "Everyone over sixty is called.",
        "It helped the young, and not at all the old.",
        "Those who do not sleep are called first.",
    ],
)
def test_what_names_somebody_does_not(text: str) -> None:
    assert not denies_all(text)
