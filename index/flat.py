"""Exact search: every vector compared, kept as float16. For small libraries, and for what a compressed index lacks yet."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import faiss
import numpy as np
import numpy.typing as npt

from index.encoder import Vectors

Rows = npt.NDArray[np.int64]


class Flat:
    """Vectors by passage row, ascending. Never changed once made: `changed` gives another."""

    def __init__(self, index: faiss.IndexIDMap2) -> None:
        self._index = index
        self.rows: Rows = faiss.vector_to_array(index.id_map) if index.ntotal else np.zeros(0, dtype=np.int64)
        self._halves = _halves_of(index)

    @classmethod
    def empty(cls, dimension: int) -> Flat:
        """One without vectors."""
        codes = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
        codes.train(np.zeros((1, dimension), dtype=np.float32))
        return cls(faiss.IndexIDMap2(codes))

    @classmethod
    def read(cls, path: Path) -> Flat:
        """Read a file. Raises: RuntimeError if it is damaged."""
        return cls(faiss.read_index(str(path)))

    def write(self, path: Path) -> None:
        """Write a file; whole or not at all."""
        draft = path.with_suffix(".draft")
        faiss.write_index(self._index, str(draft))
        draft.replace(path)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._index.d)

    def changed(self, added: Iterator[tuple[Sequence[int] | Rows, Vectors]], dropped: Sequence[int]) -> Flat:
        """A copy with some vectors more and others gone. Rows added must be above all others, in ascending order."""
        index = faiss.clone_index(self._index)
        gone = np.intersect1d(self.rows, np.asarray(dropped, dtype=np.int64))
        if len(gone):
            index.remove_ids(gone)
        for rows, vectors in added:
            index.add_with_ids(vectors, np.asarray(rows, dtype=np.int64))
        return Flat(index)

    def vectors(self, start: int, stop: int) -> Vectors:
        """The vectors of `rows[start:stop]`: float32 (rows, dimension)."""
        found: Vectors = faiss.downcast_index(self._index.index).reconstruct_n(start, stop - start)
        return found

    def search(self, query: Vectors, *, top_k: int, rows: Collection[int] | None = None) -> list[tuple[int, float]]:
        """The nearest, (row, cosine), in no particular order; among `rows` alone where given."""
        if not len(self):
            return []
        parameters = None
        if rows is not None:
            parameters = faiss.SearchParameters(sel=faiss.IDSelectorBatch(np.fromiter(rows, dtype=np.int64)))
        faiss.omp_set_num_threads(1)  # a core compares 40,000 in 1.7 ms; waking a second one beside the models' threads takes 2 to 8
        scores, found = self._index.search(query[np.newaxis], min(top_k, len(self)), params=parameters)
        return [(row, score) for row, score in zip(found[0].tolist(), scores[0].tolist(), strict=True) if row >= 0]

    def scores(self, query: Vectors, rows: Rows) -> tuple[Rows, Vectors]:
        """The cosines with the query of those of `rows` (ascending) that it holds."""
        places = np.searchsorted(self.rows, rows)
        is_held = places < len(self.rows)
        is_held[is_held] = self.rows[places[is_held]] == rows[is_held]
        held, places = rows[is_held], places[is_held]
        if not len(held):
            return held, np.zeros(0, dtype=np.float32)
        return held, self._halves[places].astype(np.float32) @ query


def _halves_of(index: faiss.IndexIDMap2) -> npt.NDArray[np.float16]:
    """The index's own memory, as the float16 (vectors, dimension) that it holds: `reconstruct_batch` takes four times as long."""
    if not index.ntotal:
        return np.zeros((0, index.d), dtype=np.float16)
    codes = faiss.downcast_index(index.index).codes
    halves: npt.NDArray[np.float16] = faiss.rev_swig_ptr(codes.data(), codes.size()).view(np.float16).reshape(-1, index.d)
    return halves
