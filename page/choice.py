"""Which documents are asked, said as a rule: whole kinds left out, and single documents that differ from the rest of their kind.

So a choice among thousands is as short as one among three, and documents that are not on the screen keep their place in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.document import Source
from page import asking

MOST = 10_000


@dataclass(frozen=True, slots=True)
class Choice:
    """All documents, unless their kind is left out; the other way round for those that are `flipped`."""

    kinds_out: frozenset[str] = frozenset()
    flipped: frozenset[str] = frozenset()  # source ids

    def holds(self, source: Source) -> bool:
        """Whether this document is asked."""
        return (source.kind.value not in self.kinds_out) != (source.source_id in self.flipped)


EVERYTHING = Choice()


def choice_from(data: object) -> Choice:
    """The choice that the browser sent; everything for anything that is none."""
    return Choice(_strings(asking.sent(data, "kinds_out")), _strings(asking.sent(data, "flipped")))


def chosen(choice: Choice, sources: Sequence[Source]) -> tuple[str, ...] | None:
    """The ids of the documents that are asked; None for all."""
    ids = tuple(source.source_id for source in sources if choice.holds(source))
    return None if len(ids) == len(sources) else ids


def _strings(value: object) -> frozenset[str]:
    return frozenset(each[:300] for each in value[:MOST] if isinstance(each, str)) if isinstance(value, list) else frozenset()
