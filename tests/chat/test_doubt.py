"""A message that the guard doubts: answered where the library surely answers it, help before the answer, never with an amount."""

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

LIKE_DESPAIR = Verdict(Route.CRISIS, "Like despair.", None, 0.5, False, "en", True, asks=0.45)
LIKE_CHAT = replace(LIKE_DESPAIR, route=Route.SMALLTALK, drops_dose=False)
ANSWERED = "relief lasted seven days"
WITH_AN_AMOUNT = "the study dose was ketamine"
UNANSWERED = "nothing lasted"


class Doubting(Guard):
    """A guard that says the same of every message."""

    said = LIKE_DESPAIR

    def decide(self, turns: Sequence[str], embedding: npt.NDArray[np.float32] | None = None) -> Verdict:
        return self.said


@pytest.fixture
def guard(real_encoder: Encoder) -> Doubting:
    return Doubting(real_encoder)


@pytest.fixture
def doubting(library: Library, guard: Doubting) -> Assistant:
    return Assistant(library, guard, SharedWordsJudge(), PLAIN)


def test_what_the_library_surely_answers_is_quoted_with_help_before_it(doubting: Assistant) -> None:
    reply = doubting.reply([ANSWERED])
    assert reply.route is Route.ANSWER
    assert "Relief lasted seven days." in reply.quotes[0].quote.text
    assert "findahelpline.com" in reply.message.splitlines()[0]


@pytest.mark.parametrize("message", [WITH_AN_AMOUNT, UNANSWERED])
def test_an_amount_or_what_is_not_surely_answered_leaves_help_alone(doubting: Assistant, message: str) -> None:
    reply = doubting.reply([message])
    assert reply.route is Route.CRISIS
    assert not reply.quotes
    assert not reply.related


def test_beneath_an_answer_in_doubt_no_amount_is_shown(doubting: Assistant) -> None:
    reply = doubting.reply([ANSWERED])
    assert not any("mg" in shown.quote.text for shown in (*reply.quotes, *reply.related))


def test_what_was_like_small_talk_is_answered_without_words_of_help(doubting: Assistant, guard: Doubting) -> None:
    guard.said = LIKE_CHAT
    reply = doubting.reply([ANSWERED])
    assert reply.route is Route.ANSWER
    assert "findahelpline.com" not in reply.message
    assert doubting.reply([UNANSWERED]).route is Route.SMALLTALK


@pytest.mark.parametrize(
    "verdict",
    [
        replace(LIKE_DESPAIR, asks=ASKS_FROM - 0.01),
        replace(LIKE_DESPAIR, rule_id="crisis-kill-myself", asks=0.0),
        replace(LIKE_DESPAIR, still=Route.CRISIS),
        replace(LIKE_DESPAIR, route=Route.EMERGENCY),
        replace(LIKE_DESPAIR, route=Route.PERSONAL_ADVICE),
    ],
    ids=["little doubt", "a rule", "danger told before", "an emergency", "advice"],
)
def test_help_and_advice_stand_where_there_is_no_such_doubt(doubting: Assistant, guard: Doubting, verdict: Verdict) -> None:
    assert not may_ask(verdict)
    guard.said = verdict
    assert doubting.reply([ANSWERED]).route is verdict.route


def test_the_guard_says_how_likely_a_question_of_fact_is_where_no_rule_decides(real_encoder: Encoder) -> None:
    guard = Guard(real_encoder)
    assert guard.decide(["I want to kill myself"]).asks == 0.0
    assert guard.decide(["How long did relief last?"]).asks > ASKS_FROM
