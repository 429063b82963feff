"""What names the subject of a passage that does not name it itself: how its document opens, and the sections it lies in.

A leaflet says "Urafenol, allopurinol" once and "these tablets" afterwards; "Your tablets" names the tablets, and not "If you miss a
dose" beneath it. Where a passage names a medicine of its own, it may be about that one, and what stands above it tells nothing. Only
for medicines: what a page says of one illness or operation named above is not said of every question about that.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from chat.named import Named, medicines_in
from index.document import SECTION_JOINER, Passage
from index.hit import Hit

_N_OPENING = 2  # passages
_N_CHARS = 400  # of each of them


class Surroundings:
    """What stands above the passages of documents, read once for each that a question meets."""

    def __init__(self, passages: Callable[[str], Sequence[Passage]], named: Named) -> None:
        self._named = named
        self._passages = cache(passages)  # of a document
        self._medicines_in = cache(medicines_in)  # a sentence is met with each of those after it

    def lack_name(self, hit: Hit, said: Sequence[str], *record: str) -> bool:
        """Whether a name asked for stands neither in `said`, a sentence and those before it, nearest first, nor above their passage."""
        innermost = hit.passage.section.rsplit(SECTION_JOINER, 1)[-1]
        missing = self._named.missing_from(hit.passage.section, *record, *said)
        if not missing or any(name not in self._named.medicines for name in missing):
            return bool(missing)
        title = {medicine.casefold() for text in record for medicine in self._medicines_in(text)}
        own = next((medicines for text in (*said, innermost) if (medicines := self._medicines_in(text))), ())
        if own and not any(self._named.is_asked(medicine) or medicine.casefold() in title for medicine in own):
            return True
        return self._named.is_missing_from(hit.passage.section, *record, *said, *self._above(hit.passage))

    def _above(self, passage: Passage) -> list[str]:
        passages = self._passages(passage.source_id)
        opening = [text for other in passages[:_N_OPENING] for text in (other.section, other.text[:_N_CHARS])]
        return [
            *opening,
            *(other.text for other in passages if other.section and passage.section.startswith(other.section + SECTION_JOINER)),
        ]
