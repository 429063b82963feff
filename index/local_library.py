"""A library in a folder: one SQLite file as the only truth and two derived indexes beside it."""

from __future__ import annotations

import logging
import shutil
import sqlite3
import threading
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Self

import numpy as np
from filelock import Timeout

from index.abbreviations import Abbreviation, ShortForm
from index.dense import DenseIndex, remove_files
from index.document import Block, Passage, Sentence, Source
from index.encoder import Encoder, Vectors, open_encoder
from index.errors import LibraryError, LibraryLockedError, LibraryNotFoundError, UnknownDocumentError
from index.faults import library_error
from index.files import FileRecord
from index.hit import Hit
from index.lexical import DamagedIndexError, LexicalIndex
from index.library import Library
from index.local_writer import LocalWriter
from index.lock import compress_lock, write_lock
from index.manifest import Manifest
from index.migrate import migrate
from index.search import FusionWeights, Mode, Question, search
from index.sentence_vectors import SentenceVectors
from index.store import FILE_NAME, PATIENCE_S, Counts, Size, Store
from index.writer import Writer

_LOG = logging.getLogger(__name__)
_TRY_AGAIN_S = 5.0  # between attempts to catch up a derived index that lags
_COMPRESS_AGAIN_S = 300.0  # between attempts to compress: one that fails has cost minutes


class LocalLibrary(Library):
    """Implements `Library` in a folder."""

    def __init__(self, folder: Path, encoder: Encoder | None = None) -> None:
        self.folder = folder
        self._store = Store(folder)
        self._encoder = encoder
        self._lexical = LexicalIndex(folder / "lexical")
        self._dense: DenseIndex | None = None
        self._sentences = SentenceVectors()
        self._shown: tuple[object, ...] = ()  # which library the derived indexes are of: the file, and the library's own mark
        self._tried = -_TRY_AGAIN_S
        self._compressing: threading.Thread | None = None
        self._compress_not_before = 0.0
        self._refreshing = threading.RLock()

    @classmethod
    def open_folder(cls, folder: Path, *, encoder: Encoder | None = None, create: bool = False) -> Self:
        """Open the library in `folder`, or make an empty one there if `create`.

        Raises: LibraryNotFoundError; ManifestMismatchError if it was made otherwise; LibraryCorruptError.
        """
        if not (folder / FILE_NAME).is_file() and not create:
            raise LibraryNotFoundError(folder)
        library = cls(folder, encoder)
        try:
            if create:
                library._store.create()
            migrate(library._store)
            manifest = library._store.manifest()
            if encoder is not None:
                manifest.check(folder, encoder)
        except LibraryError:
            library.close()
            raise
        return library

    def close(self) -> None:
        """Close the files, when what is being compressed is done. A closed library cannot be used again."""
        if self._compressing is not None:
            self._compressing.join()
        self._store.close()

    # -- state ---------------------------------------------------------------------------------------------------

    @property
    def encoder(self) -> Encoder:
        """The encoder, opened on first use. Raises: ManifestMismatchError if the vectors are not its."""
        if self._encoder is None:
            with self._refreshing:
                encoder = self._encoder or open_encoder()
                self._store.manifest().check(self.folder, encoder)
                self._encoder = encoder
        return self._encoder

    @property
    def generation(self) -> int:
        """Grows with each published change; the same generation gives the same answers."""
        return self._store.generation()

    @property
    def manifest(self) -> Manifest:
        """What the library was made with."""
        return self._store.manifest()

    def snapshot(self) -> AbstractContextManager[None]:
        """See one state throughout the block, whatever is written meanwhile."""
        return self._store.snapshot()

    @property
    def is_empty(self) -> bool:
        """Whether it holds no document."""
        return self._store.is_empty()

    def counts(self) -> Counts:
        """How much the library holds."""
        return self._store.counts()

    def sizes(self, source_ids: Collection[str]) -> dict[str, Size]:
        """How much each of these documents holds, by id; one that is not there is left out."""
        return self._store.sizes(source_ids)

    # -- documents -----------------------------------------------------------------------------------------------

    def sources(self) -> list[Source]:
        """The records of all documents, by id."""
        return self._store.sources()

    def source(self, source_id: str) -> Source:
        """One document's record. Raises: UnknownDocumentError."""
        return self._store.source(source_id)

    def pages(self, source_id: str) -> tuple[str, ...]:
        """A document's page texts. Raises: UnknownDocumentError."""
        return self._store.pages(source_id)

    def blocks(self, source_id: str) -> tuple[Block, ...]:
        """A document's blocks in reading order. Raises: UnknownDocumentError."""
        return self._store.blocks(source_id)

    def notices(self, source_id: str) -> tuple[str, ...]:
        """What a keeper should know of a document. Raises: UnknownDocumentError."""
        return self._store.notices(source_id)

    def passages(self, source_id: str) -> list[Passage]:
        """A document's passages in reading order. Raises: UnknownDocumentError."""
        return [found.passage for found in self._store.passages(source_id)]

    def sentences(self, source_id: str) -> list[Sentence]:
        """A document's sentences in reading order. Raises: UnknownDocumentError."""
        rows = {found.row: found.passage for found in self._store.passages(source_id)}
        return [sentence for group in self._store.sentences_by_passage(rows).values() for sentence in group]

    def sentences_of(self, hits: Sequence[Hit]) -> dict[str, list[Sentence]]:
        """The sentences of each hit's passage, by passage_id, in reading order."""
        found = self._store.sentences_by_passage({hit.row: hit.passage for hit in hits})
        return {hit.passage.passage_id: found[hit.row] for hit in hits}

    def sentence_vectors_of(self, hits: Sequence[Hit]) -> dict[str, Vectors]:
        """The vectors of each hit's sentences, by passage_id, in reading order: float32 (sentences, dimension)."""
        found = self._sentences.of(self._store, [hit.row for hit in hits])
        none = np.zeros((0, self.manifest.dimension), dtype=np.float32)
        return {hit.passage.passage_id: found.get(hit.row, none).astype(np.float32) for hit in hits}

    def vectors(self, keys: Collection[bytes]) -> Mapping[bytes, Vectors]:
        """The kept vectors of search texts, by the hash of the text; those it does not hold are left out."""
        return self._store.vectors(keys)

    def files(self) -> dict[str, FileRecord]:
        """What was read from where, by path."""
        return self._store.files()

    def vocabulary(self) -> dict[str, int]:
        """The library's words, folded, and in how many documents each stands."""
        return self._store.vocabulary()

    def abbreviations(self, source_id: str) -> list[Abbreviation]:
        """A document's short and long forms, brand and generic names, with their places. Raises: UnknownDocumentError."""
        self.source(source_id)
        return self._store.abbreviations(source_id)

    def short_forms(self) -> list[ShortForm]:
        """What all documents tell of short and long forms, each once."""
        return self._store.short_forms()

    # -- search --------------------------------------------------------------------------------------------------

    def search_for(
        self,
        question: Question,
        *,
        mode: Mode = "hybrid",
        top_k: int = 10,
        source_ids: Collection[str] | None = None,
        weights: FusionWeights | None = None,
    ) -> list[Hit]:
        """As `search`, for a question prepared beforehand."""
        with self.snapshot():
            dense = self._refresh()
            if dense is None:
                return []
            rows = None if source_ids is None else self._rows_of(source_ids)
            try:
                return self._searched(question, dense, mode, top_k, rows, weights)
            except DamagedIndexError:
                with self._refreshing:
                    self._lexical.distrust()
                    self._repair()
                return self._searched(question, dense, mode, top_k, rows, weights)

    def _searched(
        self, question: Question, dense: DenseIndex, mode: Mode, top_k: int, rows: list[int] | None, weights: FusionWeights | None
    ) -> list[Hit]:
        return search(
            question,
            store=self._store,
            dense=dense,
            lexical=self._lexical,
            sentences=self._sentences,
            mode=mode,
            top_k=top_k,
            rows=rows,
            weights=weights,
        )

    @property
    def n_passages(self) -> int:
        """How many passages search covers."""
        dense = self._refresh()
        return dense.n_passages if dense else 0

    def words(self, text: str) -> list[str]:
        """The text's words as search knows them: folded, stemmed, stop words gone."""
        return self._lexical.words(text)

    def document_frequency(self, word: str) -> int:
        """In how many passages an analysed word occurs."""
        self._refresh()
        return self._lexical.document_frequency(word)

    def _rows_of(self, source_ids: Collection[str]) -> list[int]:
        rows: list[int] = []
        for source_id in sorted(set(source_ids)):
            with suppress(UnknownDocumentError):
                rows += [found.row for found in self._store.passages(source_id)]
        return rows

    def _refresh(self) -> DenseIndex | None:
        """Bring this process's view of the derived indexes up to the published generation."""
        manifest = self._store.manifest()
        if not manifest.dimension:
            return None
        with self._refreshing:
            self._notice_another(manifest)
            generation = self._store.generation()
            if self._dense is None:
                self._dense = DenseIndex.open(self.folder, self._store, manifest)
                self._lexical.open()
            elif self._dense.generation != generation or self._lexical.generation != generation:
                self._dense.catch_up(self._store)
                self._lexical.open()
            if self._lexical.generation != generation and time.monotonic() - self._tried > _TRY_AGAIN_S:
                self._tried = time.monotonic()
                self._repair()
            self._compress_if_due()
            return self._dense

    def _notice_another(self, manifest: Manifest, *, is_writing: bool = False) -> None:
        """Forget the derived indexes where another library lies in the folder now."""
        shown = (self._store.identity, manifest.library_id)
        if shown == self._shown:
            return
        if self._encoder is not None:
            manifest.check(self.folder, self._encoder)
        self._sentences = SentenceVectors()
        self._dense, self._lexical = None, LexicalIndex(self.folder / "lexical")
        self._drop_derived_of_another(manifest.library_id, is_writing=is_writing)
        self._shown, self._tried = (self._store.hold(), manifest.library_id), -_TRY_AGAIN_S

    def _drop_derived_of_another(self, library_id: str, *, is_writing: bool) -> None:
        """Remove derived files that were made of another library: their generations say nothing of this one."""
        mark = self.folder / "derived-of"
        if not mark.is_file() or mark.read_text(encoding="ascii", errors="replace") == library_id:
            with suppress(OSError):
                mark.write_text(library_id, encoding="ascii")
            return
        with nullcontext() if is_writing else write_lock(self.folder, timeout_s=PATIENCE_S):
            remove_files(self.folder)
            shutil.rmtree(self.folder / "lexical", ignore_errors=True)
            mark.write_text(library_id, encoding="ascii")

    def _repair(self) -> None:
        """A derived index lags and nobody is writing: catch it up, if this process may."""
        with suppress(LibraryLockedError, OSError), write_lock(self.folder, timeout_s=0):
            self._catch_up()

    # -- writing -------------------------------------------------------------------------------------------------

    @contextmanager
    def writer(self, *, timeout_s: float = 5.0) -> Iterator[Writer]:
        """Hold the write lock; what is put is published, and the derived indexes caught up, when the block ends.

        Also when it ends with an error: each document is wholly in or wholly out.
        Raises: LibraryLockedError, naming the holder, after `timeout_s` seconds.
        """
        with self._told_as_ours(), write_lock(self.folder, timeout_s=timeout_s):
            writer = LocalWriter(self._store, lambda: self.encoder)
            try:
                yield writer
            finally:
                writer.publish()
                self._catch_up()

    def forget_indexes(self) -> None:
        """Delete the derived indexes; the next writer's end, or search, makes them again. For the holder of the write lock only."""
        with self._refreshing:
            self._dense = None
            remove_files(self.folder)
            shutil.rmtree(self.folder / "lexical", ignore_errors=True)
            self._lexical = LexicalIndex(self.folder / "lexical")

    @contextmanager
    def _told_as_ours(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.ProgrammingError, sqlite3.IntegrityError):
            raise  # a mistake of ours
        except sqlite3.DatabaseError as error:
            self._store.forget()
            raise library_error(self.folder, self._store.path, error) from error

    def _catch_up(self) -> None:
        manifest = self._store.manifest()
        if not manifest.dimension:
            return
        with self._refreshing, self._store.snapshot():
            self._notice_another(manifest, is_writing=True)
            if self._dense is None:
                self._dense = DenseIndex.open(self.folder, self._store, manifest)
            self._dense.catch_up(self._store)
            try:
                self._dense.save(self.folder)
                self._lexical.open()
                self._lexical.catch_up(self._store)
            except (RuntimeError, ValueError, OSError) as error:  # a derived file: it is made again from SQLite when it can be
                _LOG.warning("the search index could not be brought up to date on disk: %s", type(error).__name__)
            self._compress_if_due()

    def _compress_if_due(self) -> None:
        """Where the library has grown large, move its vectors to a compressed index, in a thread of its own."""
        dense = self._dense
        if dense is None or not dense.needs_compressing or time.monotonic() < self._compress_not_before:
            return
        if self._compressing is not None and self._compressing.is_alive():
            return
        self._compress_not_before = time.monotonic() + _COMPRESS_AGAIN_S
        self._compressing = threading.Thread(target=self._compress, args=(dense,), name="compress", daemon=True)
        self._compressing.start()

    def _compress(self, dense: DenseIndex) -> None:
        try:
            with compress_lock(self.folder):
                dense.compress(self.folder, self._store)
        except Timeout:  # another process is at it; what it makes is taken up at a later attempt
            return
        except (LibraryError, OSError, RuntimeError, MemoryError) as error:  # search goes on as it was
            _LOG.warning("the search index could not be compressed: %s", type(error).__name__)
