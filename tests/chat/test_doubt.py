"""What the guard takes for chat and as likely for a question is answered where the library surely answers it; never where danger may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest

from chat.answer import Assistant
from chat.doubt import ASKS_FROM, may_ask
from chat.guard import Guard, Verdict
from chat.reply import Route
from index.encoder import Encoder
from index.library import Library
from tests.chat.fakes import PLAIN, SharedWordsJudge

LIKE_CHAT = Verdict(Route.SMALLTALK, "Like chat.", None, 0.5, False, "en", False, asks=0.45)
ANSWERED = "relief lasted seven days"
UNANSWERED = "nothing lasted"


class Doubting(Guard):
    """A guard that says the same of every message."""

    said = LIKE_CHAT

    def decide(self, turns: Sequence[str], embedding: npt.NDArray[np.float32] | None = None) -> Verdict:
        return self.said


@pytest.fixture
def guard(real_encoder: Encoder) -> Doubting:
    return Doubting(real_encoder)


@pytest.fixture
def doubting(library: Library, guard: Doubting) -> Assistant:
    return Assistant(library, guard, SharedWordsJudge(), PLAIN)


def test_what_the_library_surely_answers_was_no_chat(doubting: Assistant) -> None:
    reply = doubting.reply([ANSWERED])
    assert reply.route is Route.ANSWER
    assert "Relief lasted seven days." in reply.quotes[0].quote.text
    assert doubting.reply([UNANSWERED]).route is Route.SMALLTALK


@pytest.mark.parametrize(
    "verdict",
    [
        replace(LIKE_CHAT, asks=ASKS_FROM - 0.01),
        replace(LIKE_CHAT, rule_id="smalltalk-thanks", asks=0.0),
        replace(LIKE_CHAT, still=Route.CRISIS),
        replace(LIKE_CHAT, route=Route.EMERGENCY),
        replace(LIKE_CHAT, route=Route.PERSONAL_ADVICE),
        replace(LIKE_CHAT, route=Route.CRISIS),
    ],
    ids=["little doubt", "a rule", "danger told before", "an emergency", "advice", "a crisis"],
)
def test_help_and_advice_stand_where_there_is_no_such_doubt(doubting: Assistant, guard: Doubting, verdict: Verdict) -> None:
    assert not may_ask(verdict)
    guard.said = verdict
    assert doubting.reply([ANSWERED]).route is verdict.route


def test_the_guard_says_how_likely_a_question_of_fact_is_where_no_rule_decides(real_encoder: Encoder) -> None:
    guard = Guard(real_encoder)
    assert guard.decide(["I want to kill myself"]).asks == 0.0
    assert guard.decide(["How long did relief last?"]).asks > ASKS_FROM
