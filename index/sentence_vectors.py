"""Sentence vectors of passages that were candidates lately: reading them one by one from SQLite is most of a search's time."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np

from index.encoder import Vectors
from index.store import Halves, Store

MOST_BYTES = 48 * 1024 * 1024  # the sentences of about ten thousand passages


class SentenceVectors:
    """Of one library. A passage's sentences never change while its row stands, and no row is used twice."""

    def __init__(self) -> None:
        self._by_row: dict[int, Halves] = {}
        self._n_bytes = 0
        self._changing = threading.Lock()

    def best(self, store: Store, query: Vectors, rows: Sequence[int], parts: Vectors | None = None) -> dict[int, float]:
        """The highest cosine with the query among each passage's sentences; passages without sentences are left out.

        Of a long question, given in `parts` as well, (parts, dimension), half of it is the highest with any of these: much of what it
        tells is not what it asks.
        """
        found = self.of(store, rows)
        if not found:
            return {}
        starts = np.cumsum([0, *(len(vectors) for vectors in found.values())])[:-1]
        in_a_row = np.concatenate([*found.values()]).astype(np.float32)
        best = np.maximum.reduceat(in_a_row @ query, starts)
        if parts is not None:
            best = (best + np.maximum.reduceat((in_a_row @ parts.T).max(axis=1), starts)) / 2
        return dict(zip(found, best.tolist(), strict=True))

    def of(self, store: Store, rows: Sequence[int]) -> dict[int, Halves]:
        """The vectors of each passage's sentences, in reading order, as kept; passages without sentences are left out."""
        kept = self._by_row  # replaced, never emptied: what is found in it here stays
        missing = [row for row in rows if row not in kept]
        read = _read(store, missing) if missing else {}
        if read:
            self._keep(read)
        return {row: vectors for row in rows if (vectors := read[row] if row in read else kept.get(row)) is not None}

    def _keep(self, read: dict[int, Halves]) -> None:
        with self._changing:
            n_bytes = sum(vectors.nbytes for vectors in read.values())
            if self._n_bytes + n_bytes > MOST_BYTES:
                self._by_row, self._n_bytes = {}, 0
            self._by_row.update(read)
            self._n_bytes += n_bytes


def _read(store: Store, rows: Sequence[int]) -> dict[int, Halves]:
    owners, vectors = store.sentence_vectors(rows)
    passages, starts = np.unique(np.asarray(owners, dtype=np.int64), return_index=True)  # owners ascend
    ends = [*starts.tolist(), len(owners)]
    return {row: vectors[start:end].copy() for row, start, end in zip(passages.tolist(), ends, ends[1:], strict=False)}
