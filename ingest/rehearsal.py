"""A writer that writes nothing: what a run would do, told by the same code that does it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from index.audit import near_documents
from index.document import Passage, Source
from index.embedding import Embedded
from index.entry import Change, Entry
from index.errors import UnknownDocumentError
from index.files import FileRecord
from index.library import Library
from index.sketch import MIN_LIKENESS, likeness, sketch
from index.writer import Writer

_MOST_ALIKE = 16  # of the documents that share a hash, so many are compared: pages of one template share many


class Rehearsal(Writer):
    """Counts what putting and removing would change, and finds what is nearly the same; nothing is embedded and no lock is taken."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._sketches: dict[str, tuple[int, ...]] = {}  # of the documents that would be put
        self._holders: defaultdict[int, list[str]] = defaultdict(list)  # by hash, those of them that hold it
        self._gone: set[str] = set()  # would be removed

    def put_many(
        self, entries: Iterable[Entry], *, files: Mapping[str, FileRecord] | None = None, embedded: Embedded | None = None
    ) -> Iterator[Change]:
        """What each document would change."""
        for document, passages, _ in entries:
            source_id = document.source.source_id
            before = Counter(passage.passage_id for passage in self._standing(source_id))
            after = Counter(passage.passage_id for passage in passages)
            n_kept = (before & after).total()
            near = self._near(source_id, sketch(passage.text for passage in passages))
            yield Change(source_id, after.total() - n_kept, n_kept, before.total() - n_kept, near)

    def remove(self, source_id: str) -> int:
        """How many passages would go."""
        self._gone.add(source_id)
        return len(self._library.passages(source_id))

    def update_source(self, source: Source) -> None:
        """Nothing."""

    def record_file(self, record: FileRecord) -> None:
        """Nothing."""

    def forget_file(self, path: str) -> None:
        """Nothing."""

    def publish(self) -> bool:
        """Nothing is ever there to be published."""
        return False

    def _standing(self, source_id: str) -> list[Passage]:
        try:
            return self._library.passages(source_id)
        except UnknownDocumentError:
            return []

    def _near(self, source_id: str, hashes: tuple[int, ...]) -> tuple[tuple[str, float], ...]:
        """The documents that would stand beside this one and are nearly the same, likest first."""
        replaced = {source_id, *self._gone, *self._sketches}
        found = [(other, share) for other, share in near_documents(self._library, hashes) if other not in replaced]
        shared = Counter(other for value in hashes for other in islice(self._holders[value], _MOST_ALIKE))
        likely = [(other, likeness(hashes, self._sketches[other])) for other, _ in shared.most_common(_MOST_ALIKE) if other != source_id]
        self._sketches[source_id] = hashes
        for value in hashes:
            self._holders[value].append(source_id)
        found += [(other, share) for other, share in likely if share >= MIN_LIKENESS]
        return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0])))
