"""A library in Milvus: the same documents and the same answers as in a folder, for many readers and many writers."""

from __future__ import annotations

import json
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Self

import numpy as np

from index.abbreviations import Abbreviation, ShortForm, short_forms
from index.address import MilvusAddress, kept_folder
from index.document import Block, Passage, Sentence, Source
from index.encoder import Encoder, Vectors, open_encoder
from index.entry import Held
from index.errors import LibraryError, LibraryNotFoundError, ManifestMismatchError
from index.files import FileRecord
from index.hit import Hit
from index.library import Library
from index.manifest import Manifest
from index.milvus.bm25 import analysed, server_word
from index.milvus.catalogue import Catalogues, Standing, source_key
from index.milvus.client import MilvusCalls, Row, any_of
from index.milvus.frequencies import Frequencies
from index.milvus.records import read_files, read_manifest
from index.milvus.rows import (
    PASSAGE_FIELDS,
    SENTENCE_FIELDS,
    blocks_of,
    held_of,
    in_reading_order,
    passage_key,
    passage_of,
    position_of,
    sentence_of,
    texts_of,
)
from index.milvus.schema import FORMAT_VERSION, create_basic
from index.milvus.search import MilvusSearch
from index.milvus.vectors import stored_vectors
from index.milvus.writer import MilvusWriter
from index.search import FusionWeights, Mode, Question
from index.store import Counts, Size
from index.writer import Writer

_OTHER_TEXTS = 4  # a document's blocks, notices, words and short forms; long ones are in parts
_ROWS_AT_ONCE = 2000
_SENTENCES_MOST = 30  # of a passage; only how they are asked for depends on it


class MilvusLibrary(Library):
    """Implements `Library` in a Milvus server. Holds no state but what it has read."""

    def __init__(self, address: MilvusAddress, encoder: Encoder | None = None) -> None:
        self.address = address
        self.folder = kept_folder(str(address))
        self.calls = MilvusCalls(address)
        self._encoder = encoder
        self._opening = threading.Lock()
        self._catalogues = Catalogues(self.calls)
        self._frequencies = Frequencies(self.calls)
        self._threads = threading.local()
        self._has_vectors = False

    @classmethod
    def open_address(cls, address: MilvusAddress, *, encoder: Encoder | None = None, create: bool = False) -> Self:
        """Open the library at this address, or make an empty one there if `create`.

        Raises: LibraryNotFoundError; ManifestMismatchError if it was made otherwise; LibraryUnreachableError.
        """
        library = cls(address, encoder)
        try:
            if create:
                create_basic(library.calls)
            elif not library.calls.has("texts"):
                raise LibraryNotFoundError(address)
            manifest = library.manifest
            if manifest.format_version != FORMAT_VERSION:
                raise ManifestMismatchError(address, "library format", str(manifest.format_version), str(FORMAT_VERSION))
            if encoder is not None:
                manifest.check(address, encoder)
        except BaseException:
            library.close()
            raise
        return library

    def close(self) -> None:
        """Close the connection. A closed library cannot be used again."""
        self.calls.close()

    # -- state ---------------------------------------------------------------------------------------------------

    @property
    def encoder(self) -> Encoder:
        """The encoder, opened on first use. Raises: ManifestMismatchError if the vectors are not its."""
        with self._opening:
            if self._encoder is None:
                encoder = open_encoder()
                self.manifest.check(self.address, encoder)
                self._encoder = encoder
            return self._encoder

    @property
    def generation(self) -> int:
        """The time of the latest change; the same generation gives the same answers."""
        return self._catalogues.now().generation

    @property
    def manifest(self) -> Manifest:
        """What the library was made with."""
        return read_manifest(self.calls)

    @property
    def trouble(self) -> str:
        """What this thread's last search had to do without, in a sentence for the reader; "" if nothing."""
        return getattr(self._threads, "trouble", "")

    def snapshot(self) -> AbstractContextManager[None]:
        """See the documents that stand now throughout the block; may be nested."""
        return self._catalogues.snapshot()

    @property
    def is_empty(self) -> bool:
        """Whether it holds no document."""
        return not self._catalogues.now().documents

    def counts(self) -> Counts:
        """How much the library holds."""
        documents = self._catalogues.now().documents.values()
        return Counts(
            n_documents=len(documents),
            n_pages=sum(document.n_pages for document in documents),
            n_passages=sum(document.n_passages for document in documents),
            n_sentences=sum(document.n_sentences for document in documents),
        )

    def sizes(self, source_ids: Collection[str]) -> dict[str, Size]:
        """How much each of these documents holds, by id; one that is not there is left out."""
        documents = self._catalogues.now().documents
        found = ((source_id, documents.get(source_key(source_id))) for source_id in source_ids)
        return {source_id: Size(document.n_pages, document.n_passages) for source_id, document in found if document is not None}

    # -- documents -----------------------------------------------------------------------------------------------

    def sources(self) -> list[Source]:
        """The records of all documents, by id."""
        return self._catalogues.now().sources()

    def source(self, source_id: str) -> Source:
        """One document's record. Raises: UnknownDocumentError."""
        return self._standing(source_id).source

    def pages(self, source_id: str) -> tuple[str, ...]:
        """A document's page texts. Raises: UnknownDocumentError."""
        return tuple(self._texts(self._standing(source_id), "page").values())

    def blocks(self, source_id: str) -> tuple[Block, ...]:
        """A document's blocks in reading order. Raises: UnknownDocumentError."""
        return blocks_of(self._texts(self._standing(source_id), "blocks")[0])

    def notices(self, source_id: str) -> tuple[str, ...]:
        """What a keeper should know of a document. Raises: UnknownDocumentError."""
        return tuple(json.loads(self._texts(self._standing(source_id), "notices")[0]))

    def passages(self, source_id: str) -> list[Passage]:
        """A document's passages in reading order. Raises: UnknownDocumentError."""
        return list(self._passages(source_id).values())

    def sentences(self, source_id: str) -> list[Sentence]:
        """A document's sentences in reading order. Raises: UnknownDocumentError."""
        passages = self._passages(source_id)
        if not passages:
            return []
        version = self._standing(source_id).version
        rows = self.calls.query("sentences", f'version == "{version}"', SENTENCE_FIELDS, n_rows=self._standing(source_id).n_sentences)
        return [sentence_of(row, passages[row["passage_key"]]) for row in in_reading_order(rows)]

    def held(self, source_ids: Sequence[str]) -> Iterator[Held]:
        """Whole documents, in this order, with the vectors of their own rows. Raises: UnknownDocumentError."""
        standing, dimension = [self._standing(source_id) for source_id in source_ids], self.manifest.dimension
        for group in _groups(standing):
            texts = self._rows_of(group, "texts", ("kind", "number", "part", "text"))
            has_passages = any(document.n_passages for document in group)
            passages = self._rows_of(group, "passages", (*PASSAGE_FIELDS, "vector")) if has_passages else {}
            sentences = self._rows_of(group, "sentences", (*SENTENCE_FIELDS, "vector")) if has_passages else {}
            for document in group:
                parts = [rows.get(document.version, []) for rows in (texts, passages, sentences)]
                held = held_of(document.source, *parts, dimension=dimension) if parts[0] else None
                if held is None or tuple(map(len, (held.entry[0].pages, *held.entry[1:]))) != document.counts:
                    raise LibraryError(
                        f"{document.source.source_id}: was replaced or removed more than a minute ago, while the library was being "
                        "read, and its rows are gone. Run this again."
                    )
                yield held

    def sentences_of(self, hits: Sequence[Hit]) -> dict[str, list[Sentence]]:
        """The sentences of each hit's passage, by passage_id, in reading order."""
        keys = {self._key_of(hit): hit.passage for hit in hits}
        found: dict[str, list[Sentence]] = {passage.passage_id: [] for passage in keys.values()}
        if keys:
            rows = self.calls.query("sentences", any_of("passage_key", sorted(keys)), SENTENCE_FIELDS, n_rows=_SENTENCES_MOST * len(keys))
            for row in sorted(rows, key=lambda row: (row["start"], row["key"])):
                passage = keys[row["passage_key"]]
                found[passage.passage_id].append(sentence_of(row, passage))
        return found

    def sentence_vectors_of(self, hits: Sequence[Hit]) -> dict[str, Vectors]:
        """The vectors of each hit's sentences, by passage_id, in reading order: float32 (sentences, dimension)."""
        keys = {self._key_of(hit): hit.passage.passage_id for hit in hits}
        if not keys:
            return {}
        found: dict[str, list[list[float]]] = {passage_id: [] for passage_id in keys.values()}
        fields = ("key", "passage_key", "start", "vector")
        rows = self.calls.query("sentences", any_of("passage_key", sorted(keys)), fields, n_rows=_SENTENCES_MOST * len(keys))
        for row in sorted(rows, key=lambda row: (row["start"], row["key"])):
            found[keys[row["passage_key"]]].append(row["vector"])
        return {passage_id: np.asarray(vectors, dtype=np.float32).reshape(len(vectors), -1) for passage_id, vectors in found.items()}

    def vectors(self, keys: Collection[bytes]) -> Mapping[bytes, Vectors]:
        """The kept vectors of search texts, by the hash of the text; those it does not hold are left out."""
        return stored_vectors(self.calls, keys) if self._is_searchable() else {}

    def files(self) -> dict[str, FileRecord]:
        """What was read from where, by path."""
        return read_files(self.calls)

    def vocabulary(self) -> dict[str, int]:
        """The library's words, folded, and in how many documents each stands."""
        counts: dict[str, int] = {}
        for text in self._texts_of_all("words").values():
            for word in json.loads(text):
                counts[word] = counts.get(word, 0) + 1
        return counts

    def abbreviations(self, source_id: str) -> list[Abbreviation]:
        """A document's short and long forms, brand and generic names, with their places. Raises: UnknownDocumentError."""
        text = self._texts(self._standing(source_id), "short")[0]
        found = [Abbreviation(short, long, source_id, page, start, end) for short, long, page, start, end in json.loads(text)]
        return sorted(found, key=lambda one: (one.page, one.start))

    def short_forms(self) -> list[ShortForm]:
        """What all documents tell of short and long forms, each once."""
        ids = {document.version: document.source.source_id for document in self._catalogues.now().documents.values()}
        return short_forms(
            Abbreviation(short, long, ids[version], page, start, end)
            for version, text in self._texts_of_all("short").items()
            for short, long, page, start, end in json.loads(text)
        )

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
        """As `search`, for a question prepared beforehand. What it had to do without is in `trouble`."""
        self._threads.trouble = ""
        with self.snapshot():
            catalogue = self._catalogues.now()
            wanted = None if source_ids is None else set(source_ids)
            versions = [
                document.version for document in catalogue.documents.values() if wanted is not None and document.source.source_id in wanted
            ]
            if not self._is_searchable() or not catalogue.n_passages or (wanted is not None and not versions):
                return []
            search = MilvusSearch(self.calls, catalogue, self._frequency)
            found = search.search(
                question, mode=mode, top_k=top_k, versions=sorted(versions) if wanted is not None else None, weights=weights
            )
        self._threads.trouble = found.trouble
        return found.hits

    @property
    def n_passages(self) -> int:
        """How many passages search covers."""
        return self._catalogues.now().n_passages

    def words(self, text: str) -> list[str]:
        """The text's words as search knows them: folded, stemmed, stop words gone."""
        return analysed(text)

    def document_frequency(self, word: str) -> int:
        """In how many passages an analysed word occurs."""
        return self._frequency(server_word(word)) if self._is_searchable() else 0

    def _frequency(self, word: str) -> int:
        return self._frequencies.of(word, self._catalogues.now())

    # -- writing -------------------------------------------------------------------------------------------------

    @contextmanager
    def writer(self, *, timeout_s: float = 5.0) -> Iterator[Writer]:
        """Write to it, at the same time as others; what is put is visible at the latest when the block ends.

        Also when it ends with an error: each document is wholly in or wholly out.
        """
        writer = MilvusWriter(self.calls, self._catalogues, lambda: self.encoder)
        try:
            yield writer
        finally:
            writer.publish()

    # -- helpers -------------------------------------------------------------------------------------------------

    def _standing(self, source_id: str) -> Standing:
        return self._catalogues.now()[source_id]

    def _is_searchable(self) -> bool:
        self._has_vectors = self._has_vectors or self.calls.has("passages")
        return self._has_vectors

    def _texts(self, document: Standing, kind: str) -> dict[int, str]:
        expression, fields = f'version == "{document.version}" and kind == "{kind}"', ("number", "part", "text")
        return texts_of(self.calls.query("texts", expression, fields, n_rows=document.n_pages + _OTHER_TEXTS))

    def _rows_of(self, documents: Sequence[Standing], name: str, fields: Sequence[str]) -> dict[str, list[Row]]:
        """The rows of these documents in one collection, by version, in the order of their keys."""
        versions = [document.version for document in documents]
        rows: dict[str, list[Row]] = {version: [] for version in versions}
        n_rows = sum(map(_n_rows, documents))
        for row in self.calls.query(name, any_of("version", versions), list(dict.fromkeys(("key", "version", *fields))), n_rows=n_rows):
            rows[row["version"]].append(row)
        return {version: sorted(found, key=lambda row: row["key"]) for version, found in rows.items()}

    def _texts_of_all(self, kind: str) -> dict[str, str]:
        """A text of each standing document, by version."""
        versions = self._catalogues.now().versions
        rows = self.calls.query("texts", f'kind == "{kind}"', ("version", "number", "part", "text"))
        parts: dict[str, list[dict[str, object]]] = {}
        for row in rows:
            if row["version"] in versions:
                parts.setdefault(row["version"], []).append(row)
        return {version: texts_of(found)[0] for version, found in parts.items()}

    def _passages(self, source_id: str) -> dict[str, Passage]:
        document = self._standing(source_id)
        if not document.n_passages:
            return {}
        rows = self.calls.query("passages", f'version == "{document.version}"', PASSAGE_FIELDS, n_rows=document.n_passages)
        return {row["key"]: passage_of(row, source_id) for row in sorted(rows, key=lambda row: row["key"])}

    def _key_of(self, hit: Hit) -> str:
        return passage_key(self._standing(hit.passage.source_id).version, position_of(hit.row))


def _n_rows(document: Standing) -> int:
    return document.n_pages + _OTHER_TEXTS + document.n_passages + document.n_sentences


def _groups(documents: Iterable[Standing]) -> Iterator[list[Standing]]:
    """Documents that are read together: some thousand rows, or one document."""
    group: list[Standing] = []
    for document in documents:
        if group and sum(map(_n_rows, group)) + _n_rows(document) > _ROWS_AT_ONCE:
            yield group
            group = []
        group.append(document)
    if group:
        yield group
