"""Where the guard is in doubt whether a message is a question, the library tells: what it surely answers was one.

"Any pills from the chemist without prescription that might take the edge off" is like messages of people who think of dying, and as much
like a question of fact. The guard alone goes by the greater harm; but words of despair are answered by no document, and where one
answers them word for word, help stands before the answer instead of in its place. Nothing that says how much to take is quoted then.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chat.amounts import says_how_much
from chat.evidence import Evidence
from chat.guard import Verdict, method_flag
from chat.reply import Route

# Where no rule decides: the probability of a question of fact from which the guard is in doubt. In 13 parts of the guard set it sends to
# help 57 questions that are as likely one, and 40 messages of people in danger (of some 1,400); asked of eight libraries each, 13 of 456
# questions are answered and 3 of 320 of the others, behind the way to help.
ASKS_FROM = 0.4
ANSWERED_FROM = 0.95  # how likely the library answers
JUDGED_FROM = 1.0  # and how sure the judge is of the sentence itself, a logit


def may_ask(verdict: Verdict) -> bool:
    """Whether what the guard takes for a crisis or for small talk may as well be a question; never once a danger was told of."""
    return verdict.route in {Route.CRISIS, Route.SMALLTALK} and verdict.still is None and verdict.asks >= ASKS_FROM


def is_surely_answered(ranked: Sequence[Evidence]) -> bool:
    """Whether the likeliest sentence answers beyond doubt."""
    return bool(ranked) and ranked[0].probability >= ANSWERED_FROM and ranked[0].features.judged >= JUDGED_FROM


def harmless(ranked: Sequence[Evidence]) -> list[Evidence]:
    """What may be shown to somebody who may be in danger: no amount to take, no way to hurt oneself."""
    return [item for item in ranked if not says_how_much(item) and not method_flag(item.hit.passage.text)]


def as_question(verdict: Verdict) -> Verdict:
    """The verdict of a message that turned out to be a question, with what it was taken for."""
    return replace(
        verdict, route=Route.ANSWER, doubted=verdict.route, reason=f"{verdict.reason} The library answers it, so it was searched for."
    )
