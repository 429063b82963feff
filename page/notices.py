"""What is said beside an answer: what was searched, where and in which language stands above the quotations; the rest beneath them."""

from __future__ import annotations

from markupsafe import Markup

from chat import messages
from chat.reply import Route
from page.said import said, spoken, tells_what_was_meant, tells_what_was_searched
from page.texts import Texts
from page.turn import Turn


def above(turn: Turn, texts: Texts) -> list[tuple[str, bool]]:
    """How words and what was pointed at were read, in which language and that not all documents were asked.

    Each with whether it says what was searched for. Carried words are shown by themselves.
    """
    read = [(said(notice, texts), tells_what_was_searched(notice)) for notice in turn.reply.notices if _is_above(notice, turn)]
    is_choice = turn.source_ids is not None and turn.reply.route is not Route.SMALLTALK
    return [*read, (texts.why_filter, False)] if is_choice else read


def beneath(turn: Turn, texts: Texts) -> list[Markup]:
    """All other notices of the reply."""
    return [spoken(notice, texts) for notice in turn.reply.notices if not _is_above(notice, turn)]


def _is_above(notice: str, turn: Turn) -> bool:
    return notice == messages.OTHER_LANGUAGE or tells_what_was_meant(notice) or (tells_what_was_searched(notice) and not turn.carried)
