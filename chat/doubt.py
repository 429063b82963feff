"""Where the guard is in doubt whether a message is chat or a question, the library tells: what it surely answers was one.

Not where it is in doubt whether somebody is in danger: help is then all there is, however well a document would answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chat.evidence import Evidence
from chat.guard import Verdict
from chat.reply import Route

ASKS_FROM = 0.4  # the probability of a question of fact from which the guard, where no rule decides, is in doubt
ANSWERED_FROM = 0.95  # how likely the library answers
JUDGED_FROM = 1.0  # and how sure the judge is of the sentence itself, a logit


def may_ask(verdict: Verdict) -> bool:
    """Whether what the guard takes for small talk may as well be a question; never once a danger was told of."""
    return verdict.route is Route.SMALLTALK and verdict.still is None and verdict.asks >= ASKS_FROM


def is_surely_answered(ranked: Sequence[Evidence]) -> bool:
    """Whether the likeliest sentence answers beyond doubt."""
    return bool(ranked) and ranked[0].probability >= ANSWERED_FROM and ranked[0].features.judged >= JUDGED_FROM


def as_question(verdict: Verdict) -> Verdict:
    """The verdict of a message that turned out to be a question."""
    return replace(verdict, route=Route.ANSWER, reason=f"{verdict.reason} The library answers it, so it was searched for.")
