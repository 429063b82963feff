"""From what the browser sends to a reply. Nothing of it is trusted, and nothing of it is kept or logged."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Collection, Sequence
from typing import Protocol

from chat.guard import find_country
from chat.reply import Reply, Route
from index.errors import LibraryError
from index.library import Library
from page.texts import Texts
from page.turn import Turn

MAX_CHARS = 100_000  # of a question that are kept, in the visitor's own session
MAX_TURNS = 50
_LOG = logging.getLogger(__name__)


class Asks(Protocol):
    """What the page needs of an assistant."""

    library: Library

    def reply(self, turns: Sequence[str], *, source_ids: Collection[str] | None = None, country: str | None = None) -> Reply:
        """The answer to the last of the turns."""
        ...


def answered(
    assistant: Asks,
    turns: Sequence[Turn],
    question: str,
    *,
    source_ids: tuple[str, ...] | None,
    country: str | None,
    texts: Texts,
    kept: tuple[str, ...] | None = None,
) -> list[Turn]:
    """The conversation with the question and its reply at the end; only the last MAX_TURNS turns are kept.

    `kept` are the words of earlier turns that the visitor wants it searched with; None leaves that to the assistant.
    """
    question = question[:MAX_CHARS]
    alone = f"{question} ({', '.join(kept)})" if kept else question
    asked = [*(turn.question for turn in turns), question] if kept is None else [alone]
    try:
        reply = assistant.reply(asked, source_ids=source_ids, country=country)
    except LibraryError as error:  # it says in plain words what is wrong with the library, and nothing of the question
        reply = Reply(Route.ABSTAIN, f"{texts.failed}\n{error}", language=texts.language)
    except Exception as error:  # whatever fails, this visitor is told and the others go on; the message may hold the question
        frame = traceback.extract_tb(error.__traceback__)[-1]
        _LOG.error("a question was not answered: %s at %s:%s", type(error).__name__, frame.filename, frame.lineno)
        reply = Reply(Route.ABSTAIN, texts.failed, language=texts.language)
    return [*turns, Turn(question, reply, country, source_ids, kept)][-MAX_TURNS:]


def without_carried(assistant: Asks, turns: Sequence[Turn], number: int, word: str, texts: Texts) -> list[Turn]:
    """The conversation with one of its questions asked again without a word that was carried over to it."""
    if number >= len(turns) or word not in turns[number].carried:
        return list(turns)
    turn = turns[number]
    kept = tuple(each for each in turn.carried if each != word)
    again = answered(assistant, [], turn.question, source_ids=turn.source_ids, country=turn.country, texts=texts, kept=kept)
    return [*turns[:number], *again, *turns[number + 1 :]]


def with_country(assistant: Asks, turns: Sequence[Turn], country: str | None, texts: Texts) -> list[Turn]:
    """The conversation with its last reply given for another country."""
    if not turns:
        return []
    last = turns[-1]
    return answered(assistant, turns[:-1], last.question, source_ids=last.source_ids, country=country, texts=texts)


def visitor_country(accept_language: str) -> str | None:
    """The country a browser's first language names ("de-AT" → "AT"); None where it names none we know."""
    language = accept_language.partition(",")[0].partition(";")[0].strip()
    return known_country(language) if "-" in language else None


def known_country(value: object) -> str | None:
    """The code of a country we know, from whatever the browser sent."""
    found = find_country(value) if isinstance(value, str) and value else None
    return found.code if found else None


def whole_number(value: object) -> int:
    """A number from whatever the browser sent; 0 for anything else."""
    return value if isinstance(value, int) and value >= 0 else 0


def sent(data: object, name: str) -> object:
    """What the browser sent under this name; None if nothing, or if it sent no names at all."""
    return data.get(name) if isinstance(data, dict) else None
