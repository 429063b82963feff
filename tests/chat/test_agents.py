"""Who does something, and who has it."""

from __future__ import annotations

import pytest

from chat.agents import AGENT, DONE_TO, GROUP, NO_AGENT, NO_GROUP, Who


@pytest.mark.parametrize(
    ("sentence", "gain"),
    [
        ("The midwife offers the jab.", AGENT),
        ("The jab is offered by the midwife.", AGENT),
        ("A nurse sees every woman who is offered the jab; she offers it again later.", AGENT),
        ("Every woman is offered the jab.", DONE_TO),
        ("The jab is offered at your practice.", AGENT),
        ("The jab prevents flu.", NO_AGENT),
    ],
)
def test_who_does_it_is_not_to_whom_it_is_done(sentence: str, gain: float) -> None:
    assert Who.asked("Who offers the jab?").gain(sentence) == gain


@pytest.mark.parametrize(
    ("sentence", "gain"), [("Runners, and people who stand at work.", GROUP), ("Flu is an infection of the airways.", NO_GROUP)]
)
def test_who_gets_it_is_a_group(sentence: str, gain: float) -> None:
    assert Who.asked("And who usually gets flu?").gain(sentence) == gain


@pytest.mark.parametrize(
    "question",
    [
        "Who should not have the jab?",
        "Who can't have it?",
        "Who needs it?",
        "Who was excluded?",
        "What does the jab do?",
        "Who is it for?",
        "who's at the door",
    ],
)
def test_other_questions_ask_for_neither(question: str) -> None:
    assert Who.asked(question) == Who()
    assert Who.asked(question).gain("Every woman is offered the jab.") == 0.0
