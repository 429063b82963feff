"""What names the subject of a passage that does not name it itself: how its document opens, and the sections it lies in.

A leaflet says "Urafenol, allopurinol" once and "these tablets" afterwards; "Your tablets" names the tablets, and not "If you miss a
dose" beneath it. Where a passage names a medicine of its own, it may be about that one, and what stands above it tells nothing. Only
for medicines: what a page says of one illness or operation named above is not said of every question about that; but who asks about
"the pills for travel sickness" asks about the leaflet that says that it is used for that (chat/identity.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from chat.identity import purposes_told, substances_told
from chat.named import Named, Names, medicines_in
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

    def lack_name(self, hit: Hit, said: Sequence[str], *record: str, earlier: Sequence[str] = ()) -> bool:
        """Whether a name asked for stands neither in `said`, a sentence and those before it, nearest first, nor above their passage.

        `earlier` are those further up in it, nearest first: a section goes on about the medicine that it named last.
        """
        innermost = hit.passage.section.rsplit(SECTION_JOINER, 1)[-1]
        held = (hit.passage.section, *record, *said)
        missing = self._named.missing_from(*held)
        if not missing:
            return self._named.is_of_another(said[0], " ".join((hit.passage.section, *record)))
        opening = [(other.section, other.text[:_N_CHARS]) for other in self._passages(hit.passage.source_id)[:_N_OPENING]]
        substances, purposes = substances_told(opening), purposes_told(opening)
        own = next((medicines for text in (*said, innermost) if (medicines := self._medicines_in(text))), ())
        documents = {medicine.casefold() for text in (*record, substances) for medicine in self._medicines_in(text)}
        if own and not any(self._named.is_asked(medicine) or medicine.casefold() in documents for medicine in own):
            return True
        left = [name for name in missing if not self._is_told(name, substances, purposes)]
        if not left or any(name not in self._named.medicines for name in left):
            return bool(left)
        last = next((text for text in earlier if self._medicines_in(text)), "") if not own else ""
        told = [last] if last and all(map(self._named.is_asked, self._medicines_in(last))) else []
        lacking = self._named.missing_from(*held, *told, *self._above(hit.passage))
        return any(name in left for name in lacking)

    def _is_told(self, name: Names, substances: str, purposes: str) -> bool:
        """Whether a document says as it opens that this is what it contains, or what its medicine is for."""
        if name in self._named.purposes:
            return name not in self._named.missing_from(purposes)
        is_substance = name in self._named.medicines or name not in self._named.things
        return is_substance and name not in self._named.missing_from(substances)

    def _above(self, passage: Passage) -> list[str]:
        passages = self._passages(passage.source_id)
        opening = [text for other in passages[:_N_OPENING] for text in (other.section, other.text[:_N_CHARS])]
        return [
            *opening,
            *(other.text for other in passages if other.section and passage.section.startswith(other.section + SECTION_JOINER)),
        ]
