"""Follow-ups: whether the words that a last turn leans on are carried over, and no others; whether it is asked what is meant."""

from __future__ import annotations

from collections.abc import Sequence

from chat import messages
from chat.reply import Reply
from eval.figure import Figure, plain, rate
from eval.question_set import Question


def carries_rightly(question: Question, reply: Reply) -> bool:
    """Whether all words that must be carried over are; where none may be, whether none is."""
    carried = {word.casefold() for word in reply.carried}
    wanted = {word.casefold() for word in question.carried or ()}
    return wanted <= carried if wanted else not carried


def follow_up_figures(asked: Sequence[tuple[Question, Reply]]) -> dict[str, Figure]:
    """Of the questions that say what is to be carried: carried rightly, how many words; and asked back where nothing is meant."""
    judged = [(question, reply) for question, reply in asked if question.carried is not None]
    leaning = [(question, reply) for question, reply in judged if question.carried]
    standing = [(question, reply) for question, reply in judged if not question.carried and question.is_answerable]
    unclear = [reply for question, reply in asked if question.near == "unclear"]
    figures: dict[str, Figure] = {}
    if leaning:
        figures["carried_rightly"] = rate(sum(carries_rightly(*one) for one in leaning), len(leaning))
        figures["words_carried"] = plain(sum(len(reply.carried) for _, reply in leaning) / len(leaning), len(leaning))
    if standing:
        figures["nothing_carried_rightly"] = rate(sum(carries_rightly(*one) for one in standing), len(standing))
    if unclear:
        figures["asked_what_is_meant"] = rate(sum(reply.message == messages.WHAT_IS_MEANT for reply in unclear), len(unclear))
    return figures
