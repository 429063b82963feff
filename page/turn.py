"""A question and its reply, and the key by which the page names a quotation in them."""

from __future__ import annotations

from dataclasses import dataclass

from chat.reply import QuotedPassage, Reply, Route

URGENT = frozenset({Route.CRISIS, Route.EMERGENCY})


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its reply; `country` is the one whose helplines were chosen."""

    question: str
    reply: Reply
    country: str | None = None
    source_ids: tuple[str, ...] | None = None  # the documents that were asked; None for all
    kept: tuple[str, ...] | None = None  # what the visitor left of the words carried over; None where nothing was taken away

    @property
    def carried(self) -> tuple[str, ...]:
        """The words of earlier turns that this question was searched with."""
        return self.reply.carried if self.kept is None else self.kept


def keys(turn: Turn, number: int) -> list[tuple[str, QuotedPassage]]:
    """The turn's quotations with their keys: answers first, then what is only related."""
    answers = [(f"{number}-q{place}", quoted) for place, quoted in enumerate(turn.reply.quotes)]
    return answers + [(f"{number}-r{place}", quoted) for place, quoted in enumerate(turn.reply.related)]
