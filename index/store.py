"""SQLite, the only truth: connections, snapshots, and reading documents back."""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
import threading
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from heapq import nsmallest
from pathlib import Path
from typing import TypeVar
from weakref import WeakSet

import numpy as np
import numpy.typing as npt

from index.abbreviations import Abbreviation, ShortForm
from index.document import Block, Passage, Role, Sentence, Source, SourceKind
from index.encoder import Vectors
from index.errors import LibraryNotFoundError, UnknownDocumentError
from index.faults import library_error, telling
from index.files import FileRecord
from index.manifest import FORMAT_VERSION, Manifest
from index.sketch import MIN_LIKENESS, likeness

T = TypeVar("T")
Halves = npt.NDArray[np.float16]
FILE_NAME = "library.sqlite"
_SCHEMA = Path(__file__).with_name("schema.sql")
PATIENCE_S = 10.0  # for a file that another program keeps to itself; writers of ours wait for each other by the write lock
_MANY = 500  # values in one SQL list
_MANY_NEAR = 20  # documents compared with one
_MANY_HOLD = 25  # documents looked up that hold one hash


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the library holds."""

    n_documents: int
    n_pages: int
    n_passages: int
    n_sentences: int


@dataclass(frozen=True, slots=True)
class Size:
    """How much one document holds."""

    n_pages: int
    n_passages: int


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage with its row number, by which the derived indexes know it."""

    row: int
    passage: Passage


class _Connected:
    """A thread's connection, closed when the thread ends: it holds two open files and up to two megabytes of pages."""

    def __init__(self, connection: sqlite3.Connection, stamp: tuple[int, ...]) -> None:
        self.connection = connection
        self.stamp = stamp  # of the file that it reads

    def close(self) -> None:
        with suppress(sqlite3.Error):
            self.connection.close()

    __del__ = close  # a connection left to itself stands in a circle with its own statements, until the collector comes by


class Store:
    """The library's tables. Each thread has a connection of its own; a snapshot sees one state throughout."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / FILE_NAME
        self._threads = threading.local()
        self._connections: WeakSet[_Connected] = WeakSet()
        self._epoch = 0  # raised to make every thread connect anew
        self._held: int | None = None

    @telling
    def create(self) -> None:
        """Make the tables where they are missing."""
        self.folder.mkdir(parents=True, exist_ok=True)
        is_new = not self.path.exists() or not self.path.stat().st_size
        self.path.touch()
        self.connection.executescript(_SCHEMA.read_text(encoding="utf-8"))
        if is_new:
            self.write_manifest(Manifest(library_id=new_library_id()))

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection, to the file that lies there now.

        Raises: LibraryNotFoundError if none does. A file that is removed or replaced under a running program is noticed here.
        """
        held: _Connected | None = getattr(self._threads, "held", None)
        if held is not None and held.connection.in_transaction:
            return held.connection
        stamp = (self._epoch, *self.identity)
        if held is None or held.stamp != stamp:
            if held is not None:
                self._threads.held = None
                held.close()
            held = self._threads.held = _Connected(self._connect(), stamp)
            self._connections.add(held)
        return held.connection

    @property
    def identity(self) -> tuple[int, int]:
        """Which file it is, as the system tells files apart. Raises: LibraryNotFoundError."""
        try:
            found = self.path.stat()
        except OSError as error:
            raise LibraryNotFoundError(self.folder) from error
        return found.st_dev, found.st_ino

    def hold(self) -> tuple[int, int]:
        """The identity of the file that lies there now, given to no other file until the next call or `close`.

        File systems give the number of a removed file to the next one, as soon as nobody has it open. On Linux it is held by a descriptor
        without access, whose closing leaves SQLite's locks alone. Raises: LibraryNotFoundError.
        """
        if not hasattr(os, "O_PATH"):
            return self.identity
        try:
            held = os.open(self.path, os.O_PATH)
        except OSError as error:
            raise LibraryNotFoundError(self.folder) from error
        self._let_go()
        self._held = held
        found = os.fstat(held)
        return found.st_dev, found.st_ino

    def _let_go(self) -> None:
        if self._held is not None:
            os.close(self._held)
            self._held = None

    def forget(self) -> None:
        """Let every thread connect anew before it next reads."""
        self._epoch += 1

    def _connect(self) -> sqlite3.Connection:
        try:
            uri = f"{self.path.absolute().as_uri()}?mode=rw"  # never make an empty file where the library was
            connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=PATIENCE_S)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
        except sqlite3.DatabaseError as error:
            raise library_error(self.folder, self.path, error) from error
        return connection

    def close(self) -> None:
        """Close every thread's connection."""
        for held in list(self._connections):
            held.close()
        self._let_go()
        self._connections.clear()
        self._threads = threading.local()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """See one state of the library until the end of the block, whatever is written meanwhile; may be nested."""
        connection = self.connection
        if connection.in_transaction:
            yield
            return
        connection.execute("BEGIN")
        try:
            yield
        finally:
            if connection.in_transaction:  # SQLite ends it by itself when the disk is full or the file damaged
                with suppress(sqlite3.DatabaseError):
                    connection.execute("COMMIT")

    # -- manifest ------------------------------------------------------------------------------------------------

    @telling
    def manifest(self) -> Manifest:
        """What the library was made with."""
        values = dict(self.connection.execute("SELECT key, value FROM manifest").fetchall())
        library_id = values.get("library_id", "")
        return Manifest(
            encoder=values.get("encoder", ""),
            weights_hash=values.get("weights_hash", ""),
            dimension=int(values.get("dimension", 0)),
            format_version=int(values.get("format_version", 0)) or (FORMAT_VERSION if library_id else 1),
            passages_from=values.get("passages_from", ""),
            library_id=library_id,
        )

    @telling
    def write_manifest(self, manifest: Manifest) -> None:
        """Record what the library is made with."""
        rows = [(key, str(value)) for key, value in asdict(manifest).items() if value]
        self.connection.executemany("INSERT OR REPLACE INTO manifest VALUES (?, ?)", rows)

    @telling
    def generation(self) -> int:
        """The published generation: what was added up to it is visible."""
        row = self.connection.execute("SELECT value FROM manifest WHERE key = 'generation'").fetchone()
        return int(row[0]) if row else 0

    # -- reading -------------------------------------------------------------------------------------------------

    @telling
    def sources(self) -> list[Source]:
        """The visible documents' records, in order of their ids."""
        generation = self.generation()
        rows = self.connection.execute(f"SELECT source FROM document WHERE {_VISIBLE} ORDER BY source_id", (generation, generation))
        return [source_from_json(text) for (text,) in rows]

    @telling
    def titles(self, source_ids: Collection[str]) -> dict[str, str]:
        """The titles of the visible documents among these."""
        found: dict[str, str] = {}
        generation = self.generation()
        for part in _parts(sorted(source_ids)):
            query = f"SELECT source_id, json_extract(source, '$.title') FROM document WHERE source_id IN ({_marks(part)}) AND {_VISIBLE}"
            found |= dict(self.connection.execute(query, (*part, generation, generation)).fetchall())
        return found

    @telling
    def document_row(self, source_id: str) -> int:
        """The visible document's row.

        Raises: UnknownDocumentError.
        """
        generation = self.generation()
        found = self.connection.execute(
            f"SELECT document_row FROM document WHERE source_id = ? AND {_VISIBLE}", (source_id, generation, generation)
        ).fetchone()
        if found is None:
            raise UnknownDocumentError(source_id)
        return int(found[0])

    @telling
    def source(self, source_id: str) -> Source:
        """A document's record. Raises: UnknownDocumentError."""
        generation = self.generation()
        query = f"SELECT source FROM document WHERE source_id = ? AND {_VISIBLE}"
        found = self.connection.execute(query, (source_id, generation, generation)).fetchone()
        if found is None:
            raise UnknownDocumentError(source_id)
        return source_from_json(found[0])

    @telling
    def blocks(self, source_id: str) -> tuple[Block, ...]:
        """A document's blocks in reading order. Raises: UnknownDocumentError."""
        row = self.document_row(source_id)
        (text,) = self.connection.execute("SELECT blocks FROM document WHERE document_row = ?", (row,)).fetchone()
        return tuple(Block(page, start, end, Role(role), level, why) for page, start, end, role, level, why in json.loads(text))

    @telling
    def notices(self, source_id: str) -> tuple[str, ...]:
        """What a keeper should know of a document. Raises: UnknownDocumentError."""
        row = self.document_row(source_id)
        (text,) = self.connection.execute("SELECT notices FROM document WHERE document_row = ?", (row,)).fetchone()
        return tuple(json.loads(text))

    @telling
    def pages(self, source_id: str) -> tuple[str, ...]:
        """A document's page texts. Raises: UnknownDocumentError."""
        row = self.document_row(source_id)
        found = self.connection.execute("SELECT text FROM page WHERE document_row = ? ORDER BY page", (row,))
        return tuple(text for (text,) in found)

    @telling
    def passages(self, source_id: str) -> list[PassageRow]:
        """A document's passages in reading order. Raises: UnknownDocumentError."""
        row = self.document_row(source_id)
        rows = self.connection.execute("SELECT passage_row FROM passage WHERE document_row = ? ORDER BY passage_row", (row,)).fetchall()
        found = self.passages_by_row([number for (number,) in rows])
        return [PassageRow(number, found[number]) for (number,) in rows if number in found]

    @telling
    def passages_by_row(self, rows: Collection[int]) -> dict[int, Passage]:
        """The visible passages among these rows."""
        generation = self.generation()
        found: dict[int, Passage] = {}
        texts: dict[tuple[int, int], str] = {}
        for part in _parts(sorted(rows)):
            query = (
                "SELECT passage_row, passage_id, source_id, document_row, page, start, stop, section FROM passage "
                f"JOIN document USING (document_row) WHERE passage_row IN ({_marks(part)}) AND {_VISIBLE}"
            )
            for number, passage_id, source_id, document_row, page, start, stop, section in self.connection.execute(
                query, (*part, generation, generation)
            ).fetchall():
                key = (document_row, page)
                if key not in texts:
                    texts[key] = self._page_text(document_row, page)
                found[number] = Passage(passage_id, source_id, page, start, stop, section, texts[key][start:stop])
        return found

    @telling
    def sentences_by_passage(self, rows: Mapping[int, Passage]) -> dict[int, list[Sentence]]:
        """The sentences of these passages, in reading order."""
        found: dict[int, list[Sentence]] = {row: [] for row in rows}
        for part in _parts(sorted(rows)):
            query = (
                "SELECT passage_row, sentence_id, page, start, stop, role, is_whole FROM sentence "
                f"WHERE passage_row IN ({_marks(part)}) ORDER BY passage_row, start"
            )
            for row, sentence_id, page, start, stop, role, is_whole in self.connection.execute(query, part):
                passage = rows[row]
                text = passage.text[start - passage.start : stop - passage.start]
                found[row].append(
                    Sentence(sentence_id, passage.passage_id, passage.source_id, page, start, stop, text, Role(role), bool(is_whole))
                )
        return found

    @telling
    def sentence_vectors(self, rows: Collection[int]) -> tuple[list[int], Halves]:
        """The vectors of these passages' sentences: the passage row of each, ascending, and float16 (sentences, dimension), as kept."""
        owners: list[int] = []
        blobs: list[bytes] = []
        for part in _parts(sorted(rows)):
            query = (
                "SELECT passage_row, vector FROM sentence JOIN vector USING (vector_row) "
                f"WHERE passage_row IN ({_marks(part)}) ORDER BY passage_row, start"
            )
            for owner, blob in self.connection.execute(query, part):
                owners.append(owner)
                blobs.append(blob)
        return owners, _halves_from_blobs(blobs)

    @telling
    def passage_vectors(self, rows: Sequence[int]) -> tuple[list[int], Vectors]:
        """The vectors of these passages, in order of their rows."""
        numbers: list[int] = []
        blobs: list[bytes] = []
        for part in _parts(sorted(rows)):
            query = f"SELECT passage_row, vector FROM passage JOIN vector ON hash = vector_hash WHERE passage_row IN ({_marks(part)})"
            for number, blob in self.connection.execute(f"{query} ORDER BY passage_row", part):
                numbers.append(number)
                blobs.append(blob)
        return numbers, vectors_from_blobs(blobs)

    @telling
    def vectors(self, keys: Collection[bytes]) -> dict[bytes, Vectors]:
        """The vectors of these hashes of search texts; those that are not there are left out."""
        found: dict[bytes, Vectors] = {}
        for part in _parts(sorted(keys)):
            query = f"SELECT hash, vector FROM vector WHERE hash IN ({_marks(part)})"
            for key, blob in self.connection.execute(query, part):
                found[key] = vectors_from_blobs([blob])[0]
        return found

    @telling
    def rows_after(self, row: int) -> list[int]:
        """The visible passages' rows above `row`. Those about to be visible have higher numbers: none is passed over for good."""
        query = "SELECT passage_row FROM passage JOIN document USING (document_row) WHERE passage_row > ? AND added <= ? ORDER BY 1"
        return [number for (number,) in self.connection.execute(query, (row, self.generation()))]

    @telling
    def tombstones_after(self, generation: int) -> list[int]:
        """Passage rows dropped since that generation."""
        rows = self.connection.execute("SELECT passage_row FROM tombstone WHERE generation > ? ORDER BY 1", (generation,))
        return [number for (number,) in rows]

    @telling
    def is_empty(self) -> bool:
        """Whether no document is visible."""
        generation = self.generation()
        return self.connection.execute(f"SELECT 1 FROM document WHERE {_VISIBLE} LIMIT 1", (generation, generation)).fetchone() is None

    @telling
    def counts(self) -> Counts:
        """How much is visible."""
        seen = (generation := self.generation(), generation)
        visible = f"SELECT document_row FROM document WHERE {_VISIBLE}"

        def count(query: str) -> int:
            return int(self.connection.execute(query, seen).fetchone()[0])

        return Counts(
            n_documents=count(f"SELECT count(*) FROM document WHERE {_VISIBLE}"),
            n_pages=count(f"SELECT count(*) FROM page WHERE document_row IN ({visible})"),
            n_passages=count(f"SELECT count(*) FROM passage WHERE document_row IN ({visible})"),
            n_sentences=count(f"SELECT count(*) FROM sentence JOIN passage USING (passage_row) WHERE document_row IN ({visible})"),
        )

    @telling
    def sizes(self, source_ids: Collection[str]) -> dict[str, Size]:
        """How much each of these documents holds, by id; no text is read."""
        generation = self.generation()
        query = (
            "SELECT source_id, (SELECT count(*) FROM page WHERE page.document_row = document.document_row), "
            "(SELECT count(*) FROM passage WHERE passage.document_row = document.document_row) "
            f"FROM document WHERE source_id = ? AND {_VISIBLE}"
        )
        found = (self.connection.execute(query, (source_id, generation, generation)).fetchone() for source_id in source_ids)
        return {row[0]: Size(row[1], row[2]) for row in found if row is not None}

    @telling
    def vocabulary(self) -> dict[str, int]:
        """The library's words and in how many documents each stands."""
        return dict(self.connection.execute("SELECT word, n_documents FROM word").fetchall())

    @telling
    def abbreviations(self, source_id: str) -> list[Abbreviation]:
        """A visible document's entries in the ledger, in order of places."""
        generation = self.generation()
        rows = self.connection.execute(
            "SELECT short, long, source_id, page, start, stop FROM abbreviation JOIN document USING (document_row) "
            f"WHERE source_id = ? AND {_VISIBLE} ORDER BY page, start",
            (source_id, generation, generation),
        )
        return [Abbreviation(*row) for row in rows]

    @telling
    def short_forms(self) -> list[ShortForm]:
        """What the visible documents' entries in the ledger tell, each once: added up here, where a large library holds millions."""
        generation = self.generation()
        rows = self.connection.execute(
            # "+": told from the index alone; documents' rows are large
            f"WITH standing AS MATERIALIZED (SELECT document_row, source_id FROM document WHERE +{_VISIBLE}) "
            "SELECT short, max(long), min(source_id), count(DISTINCT document_row) FROM abbreviation JOIN standing USING (document_row) "
            "GROUP BY short, lower(long) ORDER BY min(source_id), short, max(long)",
            (generation, generation),
        )
        return [ShortForm(*row) for row in rows]

    @telling
    def near_documents(self, hashes: Sequence[int]) -> list[tuple[str, float]]:
        """Documents that are not dropped and hold nearly the words of this sketch, with the share of them, likest first.

        Of pages made from one template, of which each is like all others, those that share most.
        """
        found, own = [], frozenset(hashes)
        for row in self._likely_near(hashes):
            others = [value for (value,) in self.connection.execute("SELECT hash FROM sketch WHERE document_row = ?", (row,))]
            if len(own.intersection(others)) < MIN_LIKENESS * len(own):  # it cannot be; the likeness proper takes longer to find
                continue
            standing = "SELECT source_id FROM document WHERE document_row = ? AND dropped IS NULL"
            if (share := likeness(hashes, others)) >= MIN_LIKENESS and (document := self.connection.execute(standing, (row,)).fetchone()):
                found.append((document[0], share))
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def _likely_near(self, hashes: Sequence[int]) -> list[int]:
        """Rows of the documents that may be nearly the same as one with these hashes, likeliest first: those that share what is rare.

        Of a hash that very many hold, as words of a template are, only some are looked up. Without that, each document of a library
        of such pages would be counted against all others.
        """
        weights: defaultdict[int, float] = defaultdict(float)
        for value in hashes:
            rows = self.connection.execute("SELECT document_row FROM sketch WHERE hash = ? LIMIT ?", (value, _MANY_HOLD)).fetchall()
            for (row,) in rows:
                weights[row] += 1 / len(rows)
        return nsmallest(_MANY_NEAR, weights, key=lambda row: (-weights[row], row))

    @telling
    def files(self) -> dict[str, FileRecord]:
        """What was read from where, by path."""
        rows = self.connection.execute("SELECT path, size, mtime_ns, sha256, source_id, mark FROM file ORDER BY path")
        return {row[0]: FileRecord(*row) for row in rows}

    def _page_text(self, document_row: int, page: int) -> str:
        row = self.connection.execute("SELECT text FROM page WHERE document_row = ? AND page = ?", (document_row, page)).fetchone()
        return str(row[0])


def new_library_id() -> str:
    """A mark by which a library is told from any other, and from its own copies."""
    return secrets.token_hex(16)


_VISIBLE = "added <= ? AND (dropped IS NULL OR dropped > ?)"


def source_to_json(source: Source) -> str:
    """A source as the table keeps it."""
    return json.dumps(asdict(source), ensure_ascii=False)


def source_from_json(text: str) -> Source:
    """The inverse of `source_to_json`."""
    record = json.loads(text)
    record["kind"] = SourceKind(record["kind"])
    record["authors"] = tuple(record["authors"])
    record["inferred"] = tuple((field, origin) for field, origin in record["inferred"])
    return Source(**record)


def vectors_from_blobs(blobs: Sequence[bytes]) -> Vectors:
    """float16 blobs to float32 rows."""
    return _halves_from_blobs(blobs).astype(np.float32)


def _halves_from_blobs(blobs: Sequence[bytes]) -> Halves:
    return np.frombuffer(b"".join(blobs), dtype=np.float16).reshape(len(blobs), -1 if blobs else 0)


def _parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), _MANY):
        yield values[start : start + _MANY]


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))
