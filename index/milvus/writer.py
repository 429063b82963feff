"""Writing to Milvus, by any number of processes at once, without a lock and without a coordinator.

A version's key is a hash of its content, and its rows' keys begin with it: whoever writes the same document writes the same
rows, so that work done twice or again after a kill ends in the same place. It is recorded as loose before its first row is
written and stands when its document's row, one write, names it. What was replaced, given up or removed is swept later.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.document import Source
from index.embedding import DOCUMENTS_AT_ONCE, Embedded, Missing, batches, keys_of, told
from index.encoder import Encoder, Vectors
from index.entry import Change, Entry, SearchTexts
from index.errors import LibraryError, UnknownDocumentError
from index.files import FileRecord
from index.manifest import Manifest
from index.milvus.catalogue import Catalogue, Catalogues, Standing, source_key
from index.milvus.client import MilvusCalls, Row, any_of
from index.milvus.records import (
    Loose,
    forget_files_of,
    forget_loose,
    read_loose,
    read_manifest,
    write_files,
    write_generation,
    write_loose,
    write_manifest,
)
from index.milvus.rows import passage_rows, sentence_rows, text_rows, version_of
from index.milvus.schema import FORMAT_VERSION, MAX_BYTES, NAMES, NO_VECTOR, PARTS, create_with_vectors
from index.milvus.vectors import stored_vectors
from index.store import source_to_json
from index.writer import Writer

SWEEP_REPLACED_AFTER_S = 60.0  # a reader may still be at it
SWEEP_GIVEN_UP_AFTER_S = 6 * 3600.0  # somebody may still be writing it
_PUBLISH_EVERY_S = 60.0
_TRIES = 3


@dataclass(frozen=True, slots=True)
class _Written:
    """A document whose rows are all there, to be made to stand; version "" if it is to go."""

    source: Source
    version: str
    n_pages: int = 0
    n_passages: int = 0
    n_sentences: int = 0
    n_words: int = 0


class MilvusWriter(Writer):
    """Writes whole documents; some dozen at a time become visible, the rest with `publish`."""

    def __init__(self, calls: MilvusCalls, catalogues: Catalogues, encoder: Callable[[], Encoder]) -> None:
        self._calls = calls
        self._catalogues = catalogues
        self._encoder = encoder
        self._written: dict[str, _Written] = {}  # by source_id
        self._files: dict[str, FileRecord | None] = {}  # by path; None to forget
        self._first_written = 0.0
        self._passages_from: str | None = None  # None until the collections are there

    def put_many(
        self, entries: Iterable[Entry], *, files: Mapping[str, FileRecord] | None = None, embedded: Embedded | None = None
    ) -> Iterator[Change]:
        """Put documents as they come: embedded in batches across documents, written one by one.

        A document's record in `files`, by source_id, is written after it or not at all; it may be put there as the entries come.
        `embedded` hears how many of how many new texts of a batch are embedded; it may raise to stop.
        """
        for batch in batches(entries):
            changes = self._put_batch(batch, embedded)
            of_batch = [file for change in changes if (file := (files or {}).get(change.source_id)) is not None]
            self._files |= {file.path: file for file in of_batch}
            yield from changes
            if len(self._written) >= DOCUMENTS_AT_ONCE or time.monotonic() - self._first_written > _PUBLISH_EVERY_S:
                self.publish()

    def remove(self, source_id: str) -> int:
        """Drop a document and return how many passages went with it. Raises: UnknownDocumentError."""
        written = self._written.get(source_id)
        n_passages = written.n_passages if written and written.version else self._standing(source_id).n_passages
        self._note(_Written(Source(source_id, source_id), ""))
        self._files |= {path: None for path, record in self._files.items() if record is not None and record.source_id == source_id}
        return n_passages

    def update_source(self, source: Source) -> None:
        """Change a document's record, not its text. Raises: UnknownDocumentError."""
        if (written := self._written.get(source.source_id)) is not None and written.version:
            old = written
        else:
            standing = self._standing(source.source_id)
            old = _Written(source, standing.version, standing.n_pages, standing.n_passages, standing.n_sentences, standing.n_words)
        self._note(_Written(source, old.version, old.n_pages, old.n_passages, old.n_sentences, old.n_words))

    def record_file(self, record: FileRecord) -> None:
        """Remember a file as it was read, once its document stands."""
        self._files[record.path] = record

    def forget_file(self, path: str) -> None:
        """Forget that this file was read."""
        self._files[path] = None

    def publish(self) -> bool:
        """Make everything written so far visible, and sweep away what is no longer needed; False if nothing changed."""
        written, self._written = list(self._written.values()), {}
        files, self._files = dict(self._files), {}
        if written:
            self._make_stand(written)
        if files:
            write_files(self._calls, files)
        self._sweep()
        self._calls.settle(NAMES)
        return bool(written)

    # -- some documents --------------------------------------------------------------------------------------------

    def _put_batch(self, batch: Sequence[tuple[Entry, SearchTexts]], embedded: Embedded | None) -> list[Change]:
        """Write the rows of some documents together: a server takes few large messages far quicker than many small ones."""
        catalogue = self._catalogues.refreshed()
        keyed = [(self._version(entry, texts), entry, texts) for entry, texts in batch]
        n_words = self._write_new(
            {version: (entry, texts) for version, entry, texts in keyed if version not in catalogue.versions}, embedded
        )
        before = {version: self._version_before(entry[0].source.source_id, catalogue) for version, entry, _ in keyed}
        ids = self._passage_ids({old for version, old in before.items() if old not in ("", version)})
        changes = []
        for version, (document, passages, sentences), _ in keyed:
            source_id = document.source.source_id
            counts = len(document.pages), len(passages), len(sentences)
            words = n_words[version] if version in n_words else catalogue[source_id].n_words
            # only now: a document is made to stand when all its rows are there, and then alone
            self._note(_Written(document.source, version, *counts, n_words=words))
            after = Counter(passage.passage_id for passage in passages)
            was = after if before[version] == version else ids.get(before[version], Counter())
            n_kept = (was & after).total()
            changes.append(Change(source_id, after.total() - n_kept, n_kept, was.total() - n_kept))
        return changes

    def _version(self, entry: Entry, texts: SearchTexts) -> str:
        """Raises: LibraryError if the document's record is too long."""
        source = entry[0].source
        if len(source_to_json(source).encode()) > MAX_BYTES:
            raise LibraryError(f"{source.source_id}: its record is longer than the {MAX_BYTES} bytes that Milvus takes in one field.")
        return version_of(self._encoder().weights_hash, *entry, texts)

    def _write_new(self, new: Mapping[str, tuple[Entry, SearchTexts]], embedded: Embedded | None) -> dict[str, int]:
        """Write all rows of versions that do not stand, for one that stands has them; returns how many words each has."""
        vectors = self._vectors([texts for _, texts in new.values()], embedded)
        rows: dict[str, list[Row]] = {name: [] for name in PARTS}
        n_words: dict[str, int] = {}
        for version, ((document, passages, sentences), texts) in new.items():
            of_passages = passage_rows(version, passages, texts, vectors)
            rows["texts"] += text_rows(version, document, passages)
            rows["passages"] += of_passages
            rows["sentences"] += sentence_rows(version, passages, sentences, texts, vectors)
            n_words[version] = sum(len(str(row["words"]).split()) for row in of_passages)
        self._write_rows(list(new), rows)
        return n_words

    def _write_rows(self, versions: Sequence[str], rows: Mapping[str, Sequence[Row]]) -> None:
        """Write all rows of some versions and see that they are there: a sweep may have begun just before."""
        if not versions:
            return
        write_loose(self._calls, [Loose(version, time.time_ns(), is_replaced=False) for version in versions])
        for _ in range(_TRIES):
            for name, of_name in rows.items():
                self._calls.upsert(name, of_name)
            if all(self._calls.count(name, any_of("version", versions)) == len(of_name) for name, of_name in rows.items() if of_name):
                return
        raise LibraryError(
            f"{self._calls.address}: rows that were written are not there. Run this again; if it stays so, see the server's log."
        )

    def _version_before(self, source_id: str, catalogue: Catalogue) -> str:
        """The version of this document as written by this writer, else as it stands; "" if there is none."""
        if (written := self._written.get(source_id)) is not None:
            return written.version
        standing = catalogue.documents.get(source_key(source_id))
        return standing.version if standing else ""

    def _passage_ids(self, versions: Collection[str]) -> dict[str, Counter[str]]:
        """The ids of the passages of each of these versions."""
        found: dict[str, Counter[str]] = {version: Counter() for version in versions}
        if found and self._calls.has("passages"):
            for row in self._calls.query("passages", any_of("version", sorted(found)), ("version", "passage_id")):
                found[row["version"]][row["passage_id"]] += 1
        return found

    def _note(self, written: _Written) -> None:
        if not self._written:
            self._first_written = time.monotonic()
        self._written[written.source.source_id] = written

    def _standing(self, source_id: str) -> Standing:
        """Raises: UnknownDocumentError."""
        if (written := self._written.get(source_id)) is not None and not written.version:
            raise UnknownDocumentError(source_id)
        return self._catalogues.refreshed()[source_id]

    # -- vectors -------------------------------------------------------------------------------------------------

    def _vectors(self, batch: Sequence[SearchTexts], embedded: Embedded | None) -> dict[bytes, Vectors]:
        """Every vector of these texts, by key."""
        keys = keys_of(batch)
        if not keys:
            return {}
        passages_from = self._prepare()
        found = stored_vectors(self._calls, keys)
        missing = Missing(batch, dict(found), passages_from)
        for made in told(missing.embed(self._encoder()), len(missing), embedded):
            found |= made
        return found

    def _prepare(self) -> str:
        """Before the first vector: record by which encoder it is made, and make the collections for it; returns how passages' are made."""
        if self._passages_from is not None:
            return self._passages_from
        manifest = read_manifest(self._calls)
        encoder = self._encoder()
        if not manifest.encoder:
            write_manifest(
                self._calls, Manifest(encoder.name, encoder.weights_hash, encoder.dimension, encoder.passages_from, FORMAT_VERSION)
            )
            manifest = read_manifest(self._calls)
        manifest.check(self._calls.address, encoder)
        create_with_vectors(self._calls, manifest.dimension)
        self._passages_from = manifest.passages_from
        return manifest.passages_from

    # -- making visible, sweeping ----------------------------------------------------------------------------------

    def _make_stand(self, written: Sequence[_Written]) -> None:
        before = self._catalogues.refreshed()
        stamp = max(time.time_ns(), before.generation + 1)
        old = {key: before.documents[key].version for one in written if (key := source_key(one.source.source_id)) in before.documents}
        new = {one.version for one in written}
        write_loose(self._calls, [Loose(version, stamp, is_replaced=True) for version in sorted(set(old.values()) - new)])
        self._calls.upsert("documents", [_document_row(one, stamp + number) for number, one in enumerate(written)])
        for one in written:
            if not one.version:
                forget_files_of(self._calls, one.source.source_id)
        write_generation(self._calls, stamp + len(written))
        forget_loose(self._calls, new - {""})

    def _sweep(self) -> None:
        """Delete the rows of versions that have been loose for long."""
        loose = read_loose(self._calls)
        if not loose:
            return
        standing = self._catalogues.refreshed().versions
        now = time.time_ns()
        for one in loose:
            after_s = SWEEP_REPLACED_AFTER_S if one.is_replaced else SWEEP_GIVEN_UP_AFTER_S
            if one.version in standing or one.version in {written.version for written in self._written.values()}:
                if one.is_replaced:
                    forget_loose(self._calls, [one.version])
            elif now - one.since_ns > after_s * 1e9:
                for name in PARTS:
                    if name == "texts" or self._calls.has(name):
                        self._calls.delete(name, f'version == "{one.version}"')
                forget_loose(self._calls, [one.version])


def _document_row(written: _Written, stamp: int) -> dict[str, object]:
    return {
        "key": source_key(written.source.source_id),
        "version": written.version,
        "source": source_to_json(written.source),
        "stamp": stamp,
        "n_pages": written.n_pages,
        "n_passages": written.n_passages,
        "n_sentences": written.n_sentences,
        "n_words": written.n_words,
        "no_vector": NO_VECTOR,
    }
