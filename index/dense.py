"""FAISS over passage vectors: derived files, stamped with their generation, caught up from SQLite when they lag.

A small library is compared whole (`flat`). Above a size, what stands is compressed, and what came since is kept flat beside it.

    passages-12.faiss            all vectors of generation 12
    passages-10.ivf/             all vectors of generation 10, compressed
    passages-12-after-10.faiss   what generation 12 has that passages-10.ivf lacks
"""

from __future__ import annotations

import re
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index import compressed
from index.compressed import Compressed, Stamp
from index.encoder import Vectors
from index.flat import Flat, Rows
from index.manifest import Manifest
from index.store import Store

FLAT_MOST = 50_000  # vectors compared whole, in a few milliseconds; more are compressed (docs/decisions/014-large-libraries.md)
_PATTERN = "passages-*.faiss"
_NAME = re.compile(r"passages-(\d+)(?:-after-(\d+))?")
_ROWS_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class _State:
    """What is searched: replaced whole, so that a search under way is never disturbed. The two hold no row in common."""

    flat: Flat
    large: Compressed | None
    generation: int

    @property
    def n_passages(self) -> int:
        return len(self.flat) + (len(self.large) if self.large else 0)

    @property
    def last_row(self) -> int:
        """The highest row taken in."""
        return max(int(self.flat.rows[-1]) if len(self.flat) else 0, self.large.last_row if self.large else 0)

    @property
    def file_name(self) -> str:
        """Of the flat part."""
        return f"passages-{self.generation}" + (f"-after-{self.large.generation}" if self.large else "") + ".faiss"

    def blocks(self) -> Iterator[tuple[Rows, Vectors]]:
        """Every standing row with its vector, rows ascending."""
        if self.large:
            yield from self.large.blocks()
        for start in range(0, len(self.flat), _ROWS_AT_ONCE):
            stop = min(start + _ROWS_AT_ONCE, len(self.flat))
            yield self.flat.rows[start:stop], self.flat.vectors(start, stop)


class DenseIndex:
    """Search by inner product over passage vectors. Safe to search from several threads, also while it changes."""

    def __init__(self, state: _State, library_id: str) -> None:
        self._state = state
        self._library_id = library_id
        self._changing = threading.Lock()

    @classmethod
    def open(cls, folder: Path, store: Store, manifest: Manifest) -> DenseIndex:
        """Read the newest files, or start empty, and catch up with the store."""
        generation, dimension = store.generation(), manifest.dimension
        large = Compressed.open_newest(folder, library_id=manifest.library_id, dimension=dimension, generation=generation)
        state = _State(Flat.empty(dimension), large, large.generation if large else 0)
        for path in sorted(folder.glob(_PATTERN), key=_generations, reverse=True):
            its_generation, base = _generations(path)
            # One that goes on from a compressed index that is not here, or not yet known to this snapshot, lacks what that held.
            if state.generation <= its_generation <= generation and base <= state.generation:
                flat = _read(path)
                if flat is not None and flat.dimension == dimension:
                    state = _beside(large, flat, store, its_generation)
                    break
        found = cls(state, manifest.library_id)
        found.catch_up(store)
        return found

    @property
    def generation(self) -> int:
        """The generation of the store that it knows."""
        return self._state.generation

    @property
    def n_passages(self) -> int:
        """How many passages it holds."""
        return self._state.n_passages

    def blocks(self) -> Iterator[tuple[Rows, Vectors]]:
        """Every passage row with its vector, rows ascending."""
        return self._state.blocks()

    def catch_up(self, store: Store) -> bool:
        """Take in what was added and forget what was dropped since; False if nothing was."""
        with self._changing:
            state, generation = self._state, store.generation()
            if generation <= state.generation:  # older: a reader's snapshot; what it does not see yet is left out when passages are read
                return False
            gone = store.tombstones_after(state.generation)
            rows = store.rows_after(state.last_row)
            parts = (rows[start : start + _ROWS_AT_ONCE] for start in range(0, len(rows), _ROWS_AT_ONCE))
            added = (part for part in map(store.passage_vectors, parts) if part[0])
            flat = state.flat.changed(added, gone) if gone or rows else state.flat
            self._state = _State(flat, state.large.without(gone) if state.large else None, generation)
            return True

    def save(self, folder: Path) -> None:
        """Write the flat part's file of this generation and delete older ones."""
        with self._changing:
            path = folder / self._state.file_name
            if not path.exists():
                self._state.flat.write(path)
            for other in folder.glob(_PATTERN):
                if other != path and _generations(other)[0] <= self._state.generation:
                    other.unlink(missing_ok=True)

    @property
    def needs_compressing(self) -> bool:
        """Whether what is flat takes long to compare, or a good part of what is compressed is gone."""
        state = self._state
        return len(state.flat) > FLAT_MOST or (state.large is not None and 4 * len(state.large) < 3 * state.large.n_written)

    def compress(self, folder: Path, store: Store) -> None:
        """Move everything into a compressed index on disk, or take up one that another process has made.

        Takes minutes; searches and changes go on meanwhile. One at a time in a folder.
        """
        before, dimension = self._state, self._state.flat.dimension
        if before.n_passages <= FLAT_MOST // 2:  # it has shrunk
            large = None
            with self._changing:
                now = self._state
                self._state = _State(Flat.empty(dimension).changed(now.blocks(), ()), None, now.generation)
        else:
            large = self._newer_on_disk(folder, before)
            if large is None:
                stamp = Stamp(self._library_id, before.generation, dimension)
                large = compressed.build(folder, stamp, before.blocks())
            with self._changing:
                self._state = _beside(large, self._state.flat, store, self._state.generation)
        self.save(folder)
        compressed.remove_others(folder, large)

    def _newer_on_disk(self, folder: Path, state: _State) -> Compressed | None:
        """What another process has made since, of a generation that this one knows."""
        dimension = state.flat.dimension
        found = Compressed.open_newest(folder, library_id=self._library_id, dimension=dimension, generation=state.generation)
        return found if found and (state.large is None or found.generation > state.large.generation) else None

    def search(self, query: Vectors, *, top_k: int, rows: Collection[int] | None = None) -> list[tuple[int, float]]:
        """The nearest passages, (row, cosine), best first, ties by row; among `rows` alone where given."""
        state = self._state
        hits = state.flat.search(query, top_k=top_k, rows=rows)
        if state.large is not None:
            hits += state.large.search(query, top_k=top_k, rows=rows)
        return sorted(hits, key=lambda hit: (-hit[1], hit[0]))[:top_k]

    def scores(self, query: Vectors, rows: Sequence[int]) -> dict[int, float]:
        """The cosine of these passages with the query; rows it does not hold are left out."""
        state, wanted = self._state, np.unique(np.asarray(rows, dtype=np.int64))
        found: dict[int, float] = {}
        for part in (state.flat, state.large):
            if part is not None:
                held, cosines = part.scores(query, wanted)
                found |= dict(zip(held.tolist(), cosines.tolist(), strict=True))
        return found


def remove_files(folder: Path) -> None:
    """Delete all files of dense indexes; they are made again from the store."""
    for path in folder.glob(_PATTERN):
        path.unlink(missing_ok=True)
    compressed.remove_others(folder, None)


def _beside(large: Compressed | None, flat: Flat, store: Store, generation: int) -> _State:
    """What is flat, without what the compressed index holds; and that, without what is gone since it was made."""
    if large is None:
        return _State(flat, None, generation)
    covered = flat.rows[flat.rows <= large.last_row].tolist()
    return _State(flat.changed(iter(()), covered), large.without(store.tombstones_after(large.generation)), generation)


def _read(path: Path) -> Flat | None:
    """A file of vectors; a damaged one is deleted, and what it held read from SQLite."""
    try:
        return Flat.read(path)
    except RuntimeError:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        return None


def _generations(path: Path) -> tuple[int, int]:
    """Of the file, and of the compressed index that it goes on from (0: none); (-1, 0) for a name that is not ours."""
    found = _NAME.fullmatch(path.stem)
    return (int(found[1]), int(found[2] or 0)) if found else (-1, 0)
