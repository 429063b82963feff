"""What the rest of the program needs of a library; where it lives, nobody outside `index` knows."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from importlib.util import find_spec
from pathlib import Path
from typing import Self

import numpy as np

from index.abbreviations import Abbreviation, ShortForm
from index.address import milvus_address
from index.document import Block, Document, Passage, Quote, Sentence, Source
from index.encoder import Encoder, Vectors, stacked
from index.entry import Entry, Held, search_texts
from index.errors import LibraryError
from index.files import FileRecord
from index.hit import Hit
from index.manifest import Manifest
from index.query_encoder.query_encoder import vector_for_sentences
from index.search import FusionWeights, Mode, Question
from index.store import Counts, Size
from index.writer import Writer

DEFAULT_FOLDER = Path("data/library")
PLACES = "a folder or milvus://HOST:PORT/NAME"  # what may be said where a library is asked for


class Library(ABC):
    """Documents, their passages and sentences, and search over them. Safe to read from several threads and processes."""

    folder: Path  # where receipts and kept files go; of a library in a folder, that folder

    @staticmethod
    def open(folder: Path | str, *, encoder: Encoder | None = None, create: bool = False) -> Library:
        """Open the library in a folder or at `milvus://HOST:PORT/NAME`, or make an empty one there if `create`.

        Raises: LibraryNotFoundError; ManifestMismatchError if it was made otherwise; LibraryCorruptError;
        LibraryUnreachableError; LibraryError if the address is none.
        """
        address = milvus_address(folder)
        if address is None:
            from index.local_library import LocalLibrary

            return LocalLibrary.open_folder(Path(folder), encoder=encoder, create=create)
        if find_spec("pymilvus") is None:
            raise LibraryError(f"{address}: pymilvus is not installed. Install it with: pip install 'citewell[milvus]'")
        from index.milvus.library import MilvusLibrary

        return MilvusLibrary.open_address(address, encoder=encoder, create=create)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @abstractmethod
    def close(self) -> None:
        """Let go of files and connections. A closed library cannot be used again."""

    # -- state ---------------------------------------------------------------------------------------------------

    @property
    @abstractmethod
    def encoder(self) -> Encoder:
        """The encoder, opened on first use. Raises: ManifestMismatchError if the vectors are not its."""

    @property
    @abstractmethod
    def generation(self) -> int:
        """Grows with each published change; the same generation gives the same answers."""

    @property
    @abstractmethod
    def manifest(self) -> Manifest:
        """What the library was made with."""

    @property
    def trouble(self) -> str:
        """What this thread's last search had to do without, in a sentence for the reader; "" if nothing."""
        return ""

    @abstractmethod
    def snapshot(self) -> AbstractContextManager[None]:
        """See one state throughout the block, whatever is written meanwhile; may be nested."""

    @property
    @abstractmethod
    def is_empty(self) -> bool:
        """Whether it holds no document."""

    @abstractmethod
    def counts(self) -> Counts:
        """How much the library holds."""

    @abstractmethod
    def sizes(self, source_ids: Collection[str]) -> dict[str, Size]:
        """How much each of these documents holds, by id; one that is not there is left out."""

    # -- documents -----------------------------------------------------------------------------------------------

    @abstractmethod
    def sources(self) -> list[Source]:
        """The records of all documents, by id."""

    @abstractmethod
    def source(self, source_id: str) -> Source:
        """One document's record. Raises: UnknownDocumentError."""

    @abstractmethod
    def pages(self, source_id: str) -> tuple[str, ...]:
        """A document's page texts. Raises: UnknownDocumentError."""

    @abstractmethod
    def blocks(self, source_id: str) -> tuple[Block, ...]:
        """A document's blocks in reading order. Raises: UnknownDocumentError."""

    @abstractmethod
    def notices(self, source_id: str) -> tuple[str, ...]:
        """What a keeper should know of a document. Raises: UnknownDocumentError."""

    @abstractmethod
    def passages(self, source_id: str) -> list[Passage]:
        """A document's passages in reading order. Raises: UnknownDocumentError."""

    @abstractmethod
    def sentences(self, source_id: str) -> list[Sentence]:
        """A document's sentences in reading order. Raises: UnknownDocumentError."""

    @abstractmethod
    def sentences_of(self, hits: Sequence[Hit]) -> dict[str, list[Sentence]]:
        """The sentences of each hit's passage, by passage_id, in reading order."""

    @abstractmethod
    def sentence_vectors_of(self, hits: Sequence[Hit]) -> dict[str, Vectors]:
        """The vectors of each hit's sentences, by passage_id, in reading order: float32 (sentences, dimension)."""

    @abstractmethod
    def vectors(self, keys: Collection[bytes]) -> Mapping[bytes, Vectors]:
        """The kept vectors of search texts, by the hash of the text; those it does not hold are left out."""

    def entry(self, source_id: str) -> Entry:
        """A whole document, as another library takes it. Raises: UnknownDocumentError."""
        document = Document(self.source(source_id), self.pages(source_id), self.blocks(source_id), self.notices(source_id))
        return document, self.passages(source_id), self.sentences(source_id)

    def held(self, source_ids: Sequence[str]) -> Iterator[Held]:
        """Whole documents, in this order, with their vectors. Raises: UnknownDocumentError."""
        for source_id in source_ids:
            entry = self.entry(source_id)
            texts = search_texts(*entry)
            found = self.vectors({key for key, _ in (*texts.passages, *texts.sentences)})
            lacking = np.full(self.manifest.dimension, np.nan, dtype=np.float32)
            of_passages, of_sentences = ([found.get(key, lacking) for key, _ in pairs] for pairs in (texts.passages, texts.sentences))
            yield Held(entry, stacked(of_passages, len(lacking)), stacked(of_sentences, len(lacking)))

    @abstractmethod
    def files(self) -> dict[str, FileRecord]:
        """What was read from where, by path."""

    @abstractmethod
    def vocabulary(self) -> dict[str, int]:
        """The library's words, folded, and in how many documents each stands."""

    @abstractmethod
    def abbreviations(self, source_id: str) -> list[Abbreviation]:
        """A document's short and long forms, brand and generic names, with their places. Raises: UnknownDocumentError."""

    @abstractmethod
    def short_forms(self) -> list[ShortForm]:
        """What all documents tell of short and long forms, each once."""

    def quote(self, source_id: str, page: int, start: int, end: int) -> Quote:
        """The words at this place. Raises: UnknownDocumentError, IndexError for a page that is not there, ValueError."""
        return Quote(source_id, page, start, end, self.pages(source_id)[page - 1])

    # -- search --------------------------------------------------------------------------------------------------

    def search(self, query: str, *, mode: Mode = "hybrid", top_k: int = 10, source_ids: Collection[str] | None = None) -> list[Hit]:
        """Passages that fit the query, best first; the same bytes for the same library and query."""
        return self.search_for(self.question(query), mode=mode, top_k=top_k, source_ids=source_ids)

    def question(self, query: str) -> Question:
        """The query's vector and analysed words."""
        return self.prepared(query, self.encoder.encode_query(query), self.words(query))

    def prepared(
        self,
        query: str,
        vector: Vectors,
        words: Sequence[str],
        word_weights: dict[str, float] | None = None,
        parts: Sequence[str] = (),
    ) -> Question:
        """What to search for, of a question, its vector, float32 (dimension,), its analysed words, and where it is long its parts."""
        told = self.encoder.weights_hash
        of_parts = [vector_for_sentences(part, self.encoder.encode_query(part), told) for part in parts]
        return Question(vector, vector_for_sentences(query, vector, told), words, word_weights, np.stack(of_parts) if of_parts else None)

    @abstractmethod
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

    @property
    @abstractmethod
    def n_passages(self) -> int:
        """How many passages search covers."""

    @abstractmethod
    def words(self, text: str) -> list[str]:
        """The text's words as search knows them: folded, stemmed, stop words gone."""

    @abstractmethod
    def document_frequency(self, word: str) -> int:
        """In how many passages an analysed word occurs."""

    # -- writing -------------------------------------------------------------------------------------------------

    @abstractmethod
    def writer(self, *, timeout_s: float = 5.0) -> AbstractContextManager[Writer]:
        """Write to it; what is put is visible at the latest when the block ends.

        Also when it ends with an error: each document is wholly in or wholly out.
        Raises: LibraryLockedError, naming the holder, after `timeout_s` seconds, where only one may write at a time.
        """
