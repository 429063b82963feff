"""What a keeper of a library can do, wherever the library lives."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence

from index.document import Document, Passage, Sentence, Source
from index.embedding import Embedded
from index.entry import Change, Entry
from index.files import FileRecord

__all__ = ["Change", "Entry", "Writer"]


class Writer(ABC):
    """Writes whole documents; `publish` makes what was written visible."""

    def put(self, document: Document, passages: Sequence[Passage], sentences: Sequence[Sentence]) -> Change:
        """Add a document, or replace the one of the same source_id; only texts never seen before are embedded."""
        return next(iter(self.put_many([(document, passages, sentences)])))

    @abstractmethod
    def put_many(
        self, entries: Iterable[Entry], *, files: Mapping[str, FileRecord] | None = None, embedded: Embedded | None = None
    ) -> Iterator[Change]:
        """Put documents as they come: embedded in batches across documents, kept one by one.

        A document's record in `files`, by source_id, is written with it or not at all; it may be put there as the entries come.
        `embedded` hears how many of how many new texts of a batch are embedded; it may raise to stop, and at most a batch is lost.
        """

    @abstractmethod
    def remove(self, source_id: str) -> int:
        """Drop a document and return how many passages went with it. Raises: UnknownDocumentError."""

    @abstractmethod
    def update_source(self, source: Source) -> None:
        """Change a document's record, not its text. A new title reaches search when the document is next put.

        Raises: UnknownDocumentError.
        """

    @abstractmethod
    def record_file(self, record: FileRecord) -> None:
        """Remember a file as it was read."""

    def record_files(self, records: Iterable[FileRecord]) -> None:
        """Remember files as they were read."""
        for record in records:
            self.record_file(record)

    @abstractmethod
    def forget_file(self, path: str) -> None:
        """Forget that this file was read."""

    @abstractmethod
    def publish(self) -> bool:
        """Make everything written so far visible, also what a killed writer had left; False if there was nothing."""
