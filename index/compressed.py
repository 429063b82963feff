"""Search in a large library: short codes in memory, grouped by likeness; the best are compared again with vectors on disk.

    passages-<generation>.ivf/  codes.faiss   one bit a dimension (RaBitQ), in lists around centres (IVF)
                                vectors.f16   every vector, in order of rows; read through a memory map
                                rows.npy      passage rows, ascending; a place in it is a place in vectors.f16
                                stamp.json    what it holds, and of which library

Gao & Long, "RaBitQ", SIGMOD 2024, https://arxiv.org/abs/2405.12497. Sizes chosen by measurement: docs/decisions/014-large-libraries.md.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import faiss
import numpy as np
import numpy.typing as npt

from index.encoder import Vectors, unit_rows
from index.flat import Rows

_PATTERN = "passages-*.ivf"
_VERSION = 1
_STAMP = "stamp.json"
_PROBED = 192  # lists read for a query
_AT_ONCE = 20_000  # vectors in memory while building
_TRAINED_PER_LIST = 50
_ROUNDS = 8
_COMPARED_AGAIN = 1_600  # at least so many of the nearest codes are compared by their whole vectors
_READ_WHOLE = 20_000  # a choice of passages up to this size is compared exactly

Float16s = npt.NDArray[np.float16]
Mask = npt.NDArray[np.bool_]

# While fewer than one in so many are gone, these are left out of what is found: sooner than to ask of each code whether it stands.
_FEW_GONE = 64


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a folder holds."""

    library_id: str
    generation: int
    dimension: int
    n_vectors: int = 0
    version: int = _VERSION


class Compressed:
    """An index on disk over the vectors of one generation, less those gone since. Never changed once made: `without` gives another."""

    def __init__(self, folder: Path, stamp: Stamp) -> None:
        self.generation = stamp.generation
        self.folder = folder
        # as plain arrays: what is taken out of a memmap is one again, which costs more than the taking
        self._rows: Rows = np.asarray(np.load(folder / "rows.npy", mmap_mode="r"))
        self._vectors: Float16s = np.asarray(np.memmap(folder / "vectors.f16", np.float16, "r", shape=(stamp.n_vectors, stamp.dimension)))
        self._codes = faiss.read_index(str(folder / "codes.faiss"))
        if len(self._rows) != stamp.n_vectors or self._codes.ntotal != stamp.n_vectors:
            raise ValueError(f"{folder}: {stamp.n_vectors} vectors stamped, {len(self._rows)} rows, {self._codes.ntotal} codes")
        self._stands: Mask | None = None  # by place; None while all do
        self._n_gone = 0

    @classmethod
    def open_newest(cls, folder: Path, *, library_id: str, dimension: int, generation: int) -> Compressed | None:
        """The newest whole one in `folder` that is not newer than `generation`; a damaged one counts as none."""
        found = [(stamp, path) for path in folder.glob(_PATTERN) if (stamp := _stamp(path)) is not None]
        for stamp, path in sorted(found, key=lambda one: -one[0].generation):
            if (stamp.library_id, stamp.dimension) == (library_id, dimension) and stamp.generation <= generation:
                try:
                    return cls(path, stamp)
                except (OSError, RuntimeError, ValueError):
                    continue
        return None

    def __len__(self) -> int:
        """How many of its vectors still stand."""
        return self.n_written - self._n_gone

    @property
    def n_written(self) -> int:
        """How many vectors it was made of."""
        return len(self._rows)

    @property
    def last_row(self) -> int:
        """The highest row it was made of."""
        return int(self._rows[-1])

    def without(self, rows: Collection[int]) -> Compressed:
        """The same files, less these rows."""
        gone = self._places(np.sort(np.fromiter(rows, dtype=np.int64)))
        if not len(gone):
            return self
        less = object.__new__(Compressed)
        less.__dict__.update(self.__dict__)
        less._stands = np.ones(self.n_written, dtype=np.bool_) if self._stands is None else self._stands.copy()
        less._stands[gone] = False
        less._n_gone = self._n_gone + len(gone)
        return less

    def blocks(self) -> Iterator[tuple[Rows, Vectors]]:
        """All standing rows with their vectors, rows ascending."""
        for start in range(0, self.n_written, _AT_ONCE):
            places = np.arange(start, min(start + _AT_ONCE, self.n_written))
            if self._stands is not None:
                places = places[self._stands[places]]
            yield np.asarray(self._rows[places]), self._vectors[places].astype(np.float32)

    def search(self, query: Vectors, *, top_k: int, rows: Collection[int] | None = None) -> list[tuple[int, float]]:
        """The nearest, (row, cosine), in no particular order; among `rows` alone where given."""
        n_compared = max(2 * top_k, _COMPARED_AGAIN)
        if rows is None:
            is_asked_for_each = _FEW_GONE * self._n_gone > self.n_written
            places = self._nearest_codes(query, n_compared, self._stands if is_asked_for_each else None, n_probed=_PROBED)
            places = places if self._stands is None else places[self._stands[places]]
        else:
            places = self._places(np.sort(np.fromiter(rows, dtype=np.int64)))
            if len(places) > _READ_WHOLE:
                chosen = np.zeros(self.n_written, dtype=np.bool_)
                chosen[places] = True
                places = self._nearest_codes(query, n_compared, chosen, n_probed=_PROBED * self.n_written // len(places))
        scores = self._exact(query, places)
        best = np.argsort(-scores, kind="stable")[:top_k]
        return list(zip(self._rows[places[best]].tolist(), scores[best].tolist(), strict=True))

    def scores(self, query: Vectors, rows: Rows) -> tuple[Rows, Vectors]:
        """The cosines with the query of those of `rows` (ascending) that it holds."""
        places = self._places(rows)
        return np.asarray(self._rows[places]), self._exact(query, places)

    def _nearest_codes(self, query: Vectors, top_k: int, chosen: Mask | None, *, n_probed: int) -> Rows:
        faiss.omp_set_num_threads(1)  # one query reads some megabytes; the other core is for the next question
        bits = None if chosen is None else np.packbits(chosen, bitorder="little")
        selector = None if bits is None else faiss.IDSelectorBitmap(bits)
        parameters = faiss.SearchParametersIVF(nprobe=n_probed, sel=selector)
        _, found = self._codes.search(query[np.newaxis], min(top_k, self.n_written), params=parameters)
        places: Rows = np.sort(found[0][found[0] >= 0])  # ascending, as the disk likes to be read
        return places

    def _exact(self, query: Vectors, places: Rows) -> Vectors:
        scores: Vectors = self._vectors[places].astype(np.float32) @ query
        return scores

    def _places(self, rows: Rows) -> Rows:
        """Where the standing ones of these rows (ascending) are."""
        places = np.searchsorted(self._rows, rows)
        inside = places < self.n_written
        places, rows = places[inside], rows[inside]
        found: Rows = places[self._rows[places] == rows]
        return found if self._stands is None else found[self._stands[found]]


def build(folder: Path, stamp: Stamp, blocks: Iterator[tuple[Rows, Vectors]]) -> Compressed:
    """Make an index of these rows, ascending, with their vectors; the folder appears whole or not at all.

    One process at a time in a folder: what another has begun and not ended is removed.
    """
    draft, final = folder / f"passages-{stamp.generation}.ivf.draft", folder / f"passages-{stamp.generation}.ivf"
    remove_drafts(folder)
    try:
        draft.mkdir(parents=True)
        stamp = _write(draft, stamp, blocks)
        remove(final)  # a damaged one
        draft.rename(final)
    except BaseException:
        remove_drafts(folder)
        raise
    return Compressed(final, stamp)


def remove_others(folder: Path, kept: Compressed | None) -> None:
    """Delete all but this; who still reads another keeps it open."""
    for path in folder.glob(_PATTERN):
        if kept is None or path != kept.folder:
            remove(path)


def remove_drafts(folder: Path) -> None:
    """Delete what a killed process left."""
    for path in folder.glob(f"{_PATTERN}.draft"):
        shutil.rmtree(path, ignore_errors=True)


def remove(folder: Path) -> None:
    """Delete one, its stamp first: what is left of it, should this be stopped, counts as none."""
    (folder / _STAMP).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)


def _write(draft: Path, stamp: Stamp, blocks: Iterator[tuple[Rows, Vectors]]) -> Stamp:
    rows = _write_vectors(draft / "vectors.f16", blocks)
    np.save(draft / "rows.npy", rows)
    vectors: Float16s = np.memmap(draft / "vectors.f16", np.float16, "r", shape=(len(rows), stamp.dimension))
    faiss.write_index(_encoded(vectors), str(draft / "codes.faiss"))
    stamp = replace(stamp, n_vectors=len(rows))
    (draft / _STAMP).write_text(json.dumps(asdict(stamp)), encoding="ascii")
    for path in draft.iterdir():  # on the disk before the folder has its name: a power cut leaves nothing half-written behind it
        with path.open("rb+") as file:
            os.fsync(file.fileno())
    return stamp


def _write_vectors(path: Path, blocks: Iterator[tuple[Rows, Vectors]]) -> Rows:
    rows = []
    with path.open("wb") as file:
        for numbers, vectors in blocks:
            file.write(vectors.astype(np.float16).tobytes())
            rows.append(numbers)
    return np.concatenate(rows)


def _encoded(vectors: Float16s) -> faiss.IndexIVFRaBitQ:
    n_vectors, dimension = vectors.shape
    n_lists = max(1, min(round(np.sqrt(n_vectors)), n_vectors // _TRAINED_PER_LIST))
    chosen = np.random.default_rng(0).choice(n_vectors, min(n_vectors, _TRAINED_PER_LIST * n_lists), replace=False)
    sample = vectors[np.sort(chosen)].astype(np.float32)
    faiss.omp_set_num_threads(1)  # beside questions that are being answered
    means = faiss.Kmeans(dimension, n_lists, niter=_ROUNDS, seed=1, spherical=True, min_points_per_centroid=1)
    means.train(sample)
    centres = faiss.IndexFlatIP(dimension)
    centres.add(unit_rows(means.centroids))
    index = faiss.IndexIVFRaBitQ(centres, dimension, n_lists, faiss.METRIC_INNER_PRODUCT)
    index.train(sample)
    for start in range(0, n_vectors, _AT_ONCE):
        index.add(vectors[start : start + _AT_ONCE].astype(np.float32))
    return index


def _stamp(folder: Path) -> Stamp | None:
    try:
        stamp = Stamp(**json.loads((folder / _STAMP).read_text(encoding="ascii")))
    except (OSError, ValueError, TypeError):
        return None
    return stamp if stamp.version == _VERSION and folder.suffix == ".ivf" else None
