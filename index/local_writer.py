"""Writing: whole documents in, one transaction each, visible together when published."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor

import numpy as np

from index.abbreviations import find_abbreviations
from index.ahead import Ahead
from index.document import Document, Passage, Sentence, Source
from index.embedding import Embedded, Missing, batches, keys_of, told
from index.encoder import Encoder, Vectors
from index.entry import Change, Entry, SearchTexts
from index.files import FileRecord
from index.manifest import Manifest
from index.sketch import sketch
from index.store import Store, source_to_json
from index.vocabulary import vocabulary_words
from index.writer import Writer


class LocalWriter(Writer):
    """Writes at generation + 1; `publish` makes all of it visible at once."""

    def __init__(self, store: Store, encoder: Callable[[], Encoder]) -> None:
        self._store = store
        self._encoder = encoder  # asked for only when there is something to embed
        self._next = store.generation() + 1

    def put_many(
        self, entries: Iterable[Entry], *, files: Mapping[str, FileRecord] | None = None, embedded: Embedded | None = None
    ) -> Iterator[Change]:
        """Put documents as they come: embedded in batches across documents, committed one by one.

        A document's record in `files`, by source_id, is written with it or not at all; it may be put there as the entries come.
        `embedded` hears how many of how many new texts of a batch are embedded; it may raise to stop, and these are kept.
        """
        for batch in self._embedded(entries, embedded):
            for entry, texts in batch:
                yield self._put_one(entry, texts, (files or {}).get(entry[0].source.source_id))

    def remove(self, source_id: str) -> int:
        """Drop a document and return how many passages went with it. Raises: UnknownDocumentError."""
        self._store.document_row(source_id)
        connection = self._store.connection
        with self._transaction():
            n_dropped = sum(self._drop(source_id).values())
            connection.execute("DELETE FROM file WHERE source_id = ?", (source_id,))
        return n_dropped

    def update_source(self, source: Source) -> None:
        """Change a document's record, not its text. A new title reaches search when the document is next put.

        Raises: UnknownDocumentError.
        """
        row = self._store.document_row(source.source_id)
        self._store.connection.execute("UPDATE document SET source = ? WHERE document_row = ?", (source_to_json(source), row))

    def record_file(self, record: FileRecord) -> None:
        """Remember a file as it was read."""
        values = (record.path, record.size, record.mtime_ns, record.sha256, record.source_id, record.mark)
        self._store.connection.execute(
            "INSERT OR REPLACE INTO file (path, size, mtime_ns, sha256, source_id, mark) VALUES (?, ?, ?, ?, ?, ?)", values
        )

    def record_files(self, records: Iterable[FileRecord]) -> None:
        """Remember files as they were read, all or none."""
        with self._transaction():
            for record in records:
                self.record_file(record)

    def forget_file(self, path: str) -> None:
        """Forget that this file was read."""
        self._store.connection.execute("DELETE FROM file WHERE path = ?", (path,))

    def publish(self) -> bool:
        """Make everything written so far visible, also what a killed writer had left; False if there was nothing."""
        connection = self._store.connection
        (n_pending,) = connection.execute(
            "SELECT count(*) FROM document WHERE added >= ? OR dropped >= ?", (self._next, self._next)
        ).fetchone()
        if not n_pending:
            return False
        with self._transaction():
            connection.execute(
                "INSERT OR REPLACE INTO tombstone SELECT passage_row, ? FROM passage JOIN document USING (document_row) WHERE dropped <= ?",
                (self._next, self._next),
            )
            unused = connection.execute(
                "SELECT passage.vector_hash, sentence.vector_hash FROM passage JOIN document USING (document_row) "
                "LEFT JOIN sentence USING (passage_row) WHERE dropped <= ?",
                (self._next,),
            ).fetchall()
            self._count_words("added = ? AND dropped IS NULL", +1)
            self._count_words("dropped <= ?", -1)
            connection.execute("DELETE FROM document WHERE dropped <= ?", (self._next,))
            connection.executemany(
                "DELETE FROM vector WHERE hash = :hash AND NOT EXISTS (SELECT 1 FROM passage WHERE vector_hash = :hash) "
                "AND NOT EXISTS (SELECT 1 FROM sentence WHERE vector_hash = :hash)",
                [{"hash": key} for key in {key for pair in unused for key in pair if key is not None}],
            )
            connection.execute("INSERT OR REPLACE INTO manifest VALUES ('generation', ?)", (str(self._next),))
        self._next += 1
        return True

    def _put_one(self, entry: Entry, texts: SearchTexts, file: FileRecord | None) -> Change:
        document, passages, sentences = entry
        source = document.source
        with self._transaction():
            before = self._drop(source.source_id)
            rows = self._insert(document, passages, texts)
            self._insert_sentences(sentences, texts, rows)
            if file is not None:
                self.record_file(file)
            near = self._insert_sketch(source.source_id, passages)
        after = Counter(passage.passage_id for passage in passages)
        n_kept = (before & after).total()
        return Change(source.source_id, after.total() - n_kept, n_kept, before.total() - n_kept, near)

    def _drop(self, source_id: str) -> Counter[str]:
        """Hide the standing document from the next generation on; one that was never published goes at once."""
        connection = self._store.connection
        standing = connection.execute(
            "SELECT document_row, added FROM document WHERE source_id = ? AND dropped IS NULL", (source_id,)
        ).fetchall()
        ids: Counter[str] = Counter()
        for row, added in standing:
            ids.update(key for (key,) in connection.execute("SELECT passage_id FROM passage WHERE document_row = ?", (row,)))
            if added >= self._next:
                connection.execute(
                    "INSERT OR REPLACE INTO tombstone SELECT passage_row, ? FROM passage WHERE document_row = ?", (self._next, row)
                )
                connection.execute("DELETE FROM document WHERE document_row = ?", (row,))
            else:
                connection.execute("UPDATE document SET dropped = ? WHERE document_row = ?", (self._next, row))
        return ids

    def _insert(self, document: Document, passages: Sequence[Passage], texts: SearchTexts) -> dict[str, int]:
        connection = self._store.connection
        blocks = [[block.page, block.start, block.end, block.role.value, block.level, block.why] for block in document.blocks]
        values = (document.source.source_id, source_to_json(document.source), json.dumps(blocks), json.dumps(document.notices))
        row = connection.execute(
            "INSERT INTO document (source_id, source, blocks, notices, added) VALUES (?, ?, ?, ?, ?)", (*values, self._next)
        ).lastrowid
        pages = [(row, number, text) for number, text in enumerate(document.pages, start=1)]
        connection.executemany("INSERT INTO page VALUES (?, ?, ?)", pages)
        rows: dict[str, int] = {}
        for passage, (key, _) in zip(passages, texts.passages, strict=True):
            number = connection.execute(
                "INSERT INTO passage (passage_id, document_row, page, start, stop, section, vector_hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
                (passage.passage_id, row, passage.page, passage.start, passage.end, passage.section, key),
            ).lastrowid
            rows[passage.passage_id] = int(number or 0)
        self._insert_abbreviations(int(row or 0), passages)
        return rows

    def _insert_sentences(self, sentences: Sequence[Sentence], texts: SearchTexts, rows: dict[str, int]) -> None:
        values = [
            (s.sentence_id, rows[s.passage_id], s.page, s.start, s.end, s.role.value, int(s.is_whole), key)
            for s, (key, _) in zip(sentences, texts.sentences, strict=True)
        ]
        self._store.connection.executemany(
            "INSERT INTO sentence (sentence_id, passage_row, page, start, stop, role, is_whole, vector_hash, vector_row) "
            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, (SELECT vector_row FROM vector WHERE hash = ?8))",
            values,
        )

    def _insert_abbreviations(self, row: int, passages: Sequence[Passage]) -> None:
        values = [
            (row, short, long, passage.page, passage.start + start, passage.start + end)
            for passage in passages
            for short, long, start, end in find_abbreviations(passage.text)
        ]
        self._store.connection.executemany("INSERT INTO abbreviation VALUES (?, ?, ?, ?, ?, ?)", values)

    def _insert_sketch(self, source_id: str, passages: Sequence[Passage]) -> tuple[tuple[str, float], ...]:
        """Keep the sketch of the document just written; return the standing documents that are nearly the same."""
        connection = self._store.connection
        hashes = sketch(passage.text for passage in passages)
        row = connection.execute("SELECT document_row FROM document WHERE source_id = ? AND dropped IS NULL", (source_id,)).fetchone()
        near = [(other, share) for other, share in self._store.near_documents(hashes) if other != source_id]
        connection.executemany("INSERT OR IGNORE INTO sketch VALUES (?, ?)", [(value, row[0]) for value in hashes])
        return tuple(near)

    def _count_words(self, which: str, step: int) -> None:
        """Keep the vocabulary in step with the documents that come or go."""
        connection = self._store.connection
        counts: Counter[str] = Counter()  # added up here: documents share most of their words
        for (row,) in connection.execute(f"SELECT document_row FROM document WHERE {which}", (self._next,)).fetchall():
            pages = connection.execute("SELECT text FROM page WHERE document_row = ?", (row,))
            counts.update(set[str]().union(*(vocabulary_words(text) for (text,) in pages)))
        connection.executemany(
            "INSERT INTO word VALUES (?, ?) ON CONFLICT (word) DO UPDATE SET n_documents = n_documents + excluded.n_documents",
            [(word, step * n) for word, n in sorted(counts.items())],
        )
        if step < 0:
            connection.executemany("DELETE FROM word WHERE word = ? AND n_documents <= 0", [(word,) for word in sorted(counts)])

    def _embedded(self, entries: Iterable[Entry], embedded: Embedded | None) -> Iterator[Sequence[tuple[Entry, SearchTexts]]]:
        """The documents in batches whose vectors are kept. While one is written, the next is embedded and the one after it read."""
        with ThreadPoolExecutor(1, thread_name_prefix="embed") as thread:
            before: tuple[Sequence[tuple[Entry, SearchTexts]], Iterator[dict[bytes, Vectors]]] | None = None
            for batch in batches(entries):
                if before:
                    self._keep(before[1])
                under_way = batch, self._embedding([texts for _, texts in batch], thread, embedded)
                if before:
                    yield before[0]
                before = under_way
            if before:
                self._keep(before[1])
                yield before[0]

    def _embedding(self, batch: Sequence[SearchTexts], thread: Executor, embedded: Embedded | None) -> Iterator[dict[bytes, Vectors]]:
        """The vectors that these texts lack, which are being made from now on."""
        keys = keys_of(batch)
        if not keys:
            return iter(())
        encoder = self._encoder()
        missing = Missing(batch, self._store.vectors(keys), self._passages_from(encoder))
        return told(Ahead(missing.embed(encoder), thread), len(missing), embedded)

    def _keep(self, vectors: Iterable[dict[bytes, Vectors]]) -> None:
        for made in vectors:
            with self._transaction():
                if not self._store.manifest().encoder:
                    encoder = self._encoder()
                    self._store.write_manifest(Manifest(encoder.name, encoder.weights_hash, encoder.dimension, encoder.passages_from))
                rows = [(key, vector.astype(np.float16).tobytes()) for key, vector in made.items()]
                self._store.connection.executemany("INSERT OR IGNORE INTO vector (hash, vector) VALUES (?, ?)", rows)

    def _passages_from(self, encoder: Encoder) -> str:
        """A library goes on as it began."""
        manifest = self._store.manifest()
        return manifest.passages_from if manifest.encoder else encoder.passages_from

    def _transaction(self) -> _Transaction:
        return _Transaction(self._store)


class _Transaction:
    """BEGIN IMMEDIATE … COMMIT, rolled back if anything fails."""

    def __init__(self, store: Store) -> None:
        self._connection = store.connection

    def __enter__(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")

    def __exit__(self, error_type: type[BaseException] | None, *_: object) -> None:
        if error_type is None:
            self._connection.execute("COMMIT")
        elif self._connection.in_transaction:  # SQLite rolls back by itself when the disk is full
            self._connection.execute("ROLLBACK")
