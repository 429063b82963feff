"""What a question gives back: a route, a message, quotes that answer, quotes that are only related."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from index.document import Quote, Source
from index.table_headers import BETWEEN_CELLS


class Route(StrEnum):
    """What the guard, or the lack of an answer, decided."""

    CRISIS = "crisis"
    EMERGENCY = "emergency"
    PERSONAL_ADVICE = "personal_advice"
    ANSWER = "answer"
    ABSTAIN = "abstain"
    SMALLTALK = "smalltalk"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name in a text stands for, in the words of the document that says so."""

    name: str  # as it stands in the text: "BDNF", "Savella"
    stands_for: str  # "brain-derived neurotrophic factor"
    quote: Quote  # the words that give both names
    source: Source  # of these words


@dataclass(frozen=True, slots=True)
class QuotedPassage:
    """A quote as shown: its words, where they stand, how sure we are, and what a reader should notice."""

    quote: Quote
    source: Source
    section: str  # heading path, "" if none
    line: int  # 1-based line on the page, for documents without pages
    score: float  # probability that this answers, 0..1
    flags: tuple[str, ...] = ()  # "dose", "animal study", "hedged", …
    meanings: tuple[Meaning, ...] = ()  # of short forms and brands in it
    rows: tuple[tuple[str, ...], ...] = ()  # its cells, where it is rows of a table and nothing else
    columns: tuple[str, ...] = ()  # what heads these cells: the first of the rows, or a row further up that is not quoted

    @property
    def lines(self) -> tuple[str, ...]:
        """The words as they are read: a table row by row, all else in one."""
        return tuple(map(BETWEEN_CELLS.join, self.rows)) or (self.quote.text,)

    def as_record(self) -> dict[str, object]:
        """The quote as the batch contract writes it."""
        return {
            "source_id": self.quote.source_id,
            "title": self.source.title,
            "kind": self.source.kind.value,
            "publisher": self.source.publisher,
            "section": self.section,
            "page": self.quote.page,
            "start": self.quote.start,
            "end": self.quote.end,
            "text": self.quote.text,
            "score": round(self.score, 4),
            "flags": list(self.flags),
        }


class Differing(StrEnum):
    """In what two documents differ."""

    NUMBERS = "numbers"
    DIRECTION = "direction"
    STRENGTH = "strength"


@dataclass(frozen=True, slots=True)
class Difference:
    """Two quotations of different documents about the same thing that do not say the same; no verdict."""

    first: QuotedPassage
    second: QuotedPassage
    differing: Differing


@dataclass(frozen=True, slots=True)
class Reply:
    """The whole answer to the last turn of a conversation."""

    route: Route
    message: str  # plain text, ours; never markup
    quotes: tuple[QuotedPassage, ...] = ()  # presented as the answer, best first
    related: tuple[QuotedPassage, ...] = ()  # "related, but not an answer"
    notices: tuple[str, ...] = ()  # the standing notice, "searched for …", "not in your documents: …"
    reason: str = ""  # why this route: the rule or score that decided
    carried: tuple[str, ...] = ()  # words carried over from earlier turns
    about_other: bool = False  # the message speaks of somebody else (crisis)
    language: str = "en"  # of the message, as far as recognised
    differences: tuple[Difference, ...] = ()  # what the documents say differently about it
    best_score: float = 0.0  # probability that the library answers at all
    meanings: tuple[Meaning, ...] = ()  # of short forms and brands in the question as it was searched

    def as_record(self) -> dict[str, object]:
        """The reply as the batch contract writes it, without the id."""
        return {
            "route": self.route.value,
            "message": self.message,
            "quotes": [quoted.as_record() for quoted in self.quotes],
            "related": [quoted.as_record() for quoted in self.related],
            "notices": list(self.notices),
        }
