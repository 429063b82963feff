"""Which documents stand, and in which version: read once, then only what changed."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from index.document import Source
from index.errors import UnknownDocumentError
from index.milvus.client import MilvusCalls, Row
from index.store import source_from_json

LOOSE = "loose/"  # before the key of a version, in the keys of records
GENERATION = "generation"  # key of the record that says that something changed
_CLOCKS_DIFFER_NS = 600 * 10**9  # by how much the clocks of two writers may
_FIELDS = ("key", "version", "source", "stamp", "n_pages", "n_passages", "n_sentences", "n_words")


@dataclass(frozen=True, slots=True)
class Standing:
    """A document that can be read, in the version that stands."""

    source: Source
    version: str
    n_pages: int
    n_passages: int
    n_sentences: int
    n_words: int
    stamp: int  # of the change that made it stand so

    @property
    def counts(self) -> tuple[int, int, int]:
        """Pages, passages, sentences."""
        return self.n_pages, self.n_passages, self.n_sentences


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All standing documents at one moment."""

    generation: int = 0  # the latest stamp of a change
    hint: str = ""  # what the generation record said before they were read
    documents: Mapping[str, Standing] = field(default_factory=dict)  # by source key
    n_passages: int = 0
    n_words: int = 0
    versions: frozenset[str] = frozenset()
    loose: frozenset[str] = frozenset()  # versions that have rows and do not stand

    def __getitem__(self, source_id: str) -> Standing:
        """Raises: UnknownDocumentError."""
        found = self.documents.get(source_key(source_id))
        if found is None:
            raise UnknownDocumentError(source_id)
        return found

    def sources(self) -> list[Source]:
        """All records, by id."""
        return sorted((document.source for document in self.documents.values()), key=lambda source: source.source_id)


def source_key(source_id: str) -> str:
    """A document's key in the collections: ids are free text, keys are not."""
    return sha256(source_id.encode()).hexdigest()[:32]


class Catalogues:
    """The current catalogue, and the one that a thread's snapshot holds on to."""

    def __init__(self, calls: MilvusCalls) -> None:
        self._calls = calls
        self._current = Catalogue()
        self._threads = threading.local()
        self._reading = threading.Lock()

    def now(self) -> Catalogue:
        """The snapshot's catalogue, else one as fresh as the server's."""
        held: Catalogue | None = getattr(self._threads, "held", None)
        return held if held is not None else self.refreshed()

    def refreshed(self) -> Catalogue:
        """A catalogue as fresh as the server's, whatever the thread's snapshot holds."""
        hint = self._hint()
        with self._reading:
            if hint != self._current.hint or not hint:
                self._current = self._with_changes(self._current, hint)
            return self._current

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Hold on to one catalogue in this thread; may be nested."""
        if getattr(self._threads, "held", None) is not None:
            yield
            return
        self._threads.held = self.refreshed()
        try:
            yield
        finally:
            self._threads.held = None

    def _hint(self) -> str:
        rows = self._calls.get("records", [GENERATION], ["value"])
        return str(rows[0]["value"]) if rows else ""

    def _changed(self, known: Mapping[str, Standing], since: int) -> Iterator[list[Row]]:
        """Rows of documents that changed since then; of those not known as they are, all that there is."""
        if not known:
            yield from self._calls.query_parts("documents", f"stamp >= {since}", _FIELDS)
            return
        for part in self._calls.query_parts("documents", f"stamp >= {since}", ("key", "version", "stamp")):
            stamps = {row["key"]: document.stamp if (document := known.get(row["key"])) else 0 for row in part}
            new = [row["key"] for row in part if row["version"] and row["stamp"] != stamps[row["key"]]]
            yield [row for row in part if not row["version"]]
            yield self._calls.get("documents", new, _FIELDS)

    def _with_changes(self, before: Catalogue, hint: str) -> Catalogue:
        since = max(0, before.generation - _CLOCKS_DIFFER_NS)
        documents = dict(before.documents)
        generation = before.generation
        for part in self._changed(documents, since):
            for row in part:
                generation = max(generation, int(row["stamp"]))
                if row["version"]:
                    documents[row["key"]] = _standing(row)
                else:
                    documents.pop(row["key"], None)
        versions = frozenset(document.version for document in documents.values())
        loose = {str(row["key"]).removeprefix(LOOSE) for row in self._calls.query("records", 'kind == "loose"', ("key",))}
        return Catalogue(
            generation,
            hint,
            documents,
            n_passages=sum(document.n_passages for document in documents.values()),
            n_words=sum(document.n_words for document in documents.values()),
            versions=versions,
            loose=frozenset(loose) - versions,
        )


def _standing(row: Mapping[str, Any]) -> Standing:
    counts = (row["n_pages"], row["n_passages"], row["n_sentences"], row["n_words"])
    return Standing(source_from_json(row["source"]), row["version"], *counts, stamp=row["stamp"])
