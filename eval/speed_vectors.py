"""How search among vectors grows: made-up ones that lie as real ones do, as many as a library of any size would have."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from eval.figure import Figure, plain
from index import compressed
from index.compressed import Stamp
from index.dense import FLAT_MOST
from index.encoder import Vectors, unit_rows
from index.flat import Flat, Rows

K = 10
_AT_ONCE = 20_000
_NEIGHBOURS = 16
_STEP = 0.5  # how much of the difference between two neighbours is added, twice
_MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class VectorSpeed:
    """What was measured among so many vectors."""

    n_vectors: int
    kind: str  # flat, compressed
    times_ms: tuple[float, ...]
    recall: float  # recall@10 against exact search, mean over queries
    build_s: float
    open_s: float
    memory_mb: float  # what stays in memory to be searched
    disk_mb: float


def alike(real: Vectors, n_vectors: int, *, seed: int = 0) -> Iterator[tuple[Rows, Vectors]]:
    """Rows from 1 on, with vectors: the real ones first, then each one of them moved as its neighbours differ from each other.

    So they keep the directions in which real ones vary and their crowding; the same for the same seed.
    """
    chance = np.random.default_rng(seed)
    near = np.argsort(-(real @ real.T), axis=1)[:, 1 : _NEIGHBOURS + 1]
    for start in range(0, n_vectors, _AT_ONCE):
        n = min(_AT_ONCE, n_vectors - start)
        one = chance.integers(0, len(real), n)
        a, b, c, d = (near[one, chance.integers(0, near.shape[1], n)] for _ in range(4))
        moved = unit_rows(real[one] + _STEP * (real[a] - real[b]) + _STEP * (real[c] - real[d]))
        if start < len(real):
            first = real[start : start + n]
            moved[: len(first)] = first
        yield np.arange(start + 1, start + n + 1), moved


def measure_vectors(folder: Path, real: Vectors, queries: Vectors, n_vectors: int) -> VectorSpeed:
    """Build the kind of index that a library of this size has, in `folder`, and search it."""
    best = nearest_rows(alike(real, n_vectors), queries)
    started = time.perf_counter()
    index: Flat | compressed.Compressed
    if n_vectors <= FLAT_MOST:
        path = folder / "passages-1.faiss"
        Flat.empty(real.shape[1]).changed(alike(real, n_vectors), ()).write(path)
        built = time.perf_counter()
        index, in_memory, files = Flat.read(path), [path], [path]
    else:
        stamp = Stamp("speed", 1, real.shape[1])
        path = compressed.build(folder, stamp, alike(real, n_vectors)).folder
        built = time.perf_counter()
        found = compressed.Compressed.open_newest(folder, library_id="speed", dimension=real.shape[1], generation=1)
        if found is None:
            raise OSError(f"{path}: could not be opened again")
        index, in_memory, files = found, [path / "codes.faiss"], [*path.iterdir()]
    opened = time.perf_counter()
    times, recalls = [], []
    for query, exact in [*zip(queries[:5], best[:5], strict=True), *zip(queries, best, strict=True)]:
        since = time.perf_counter()
        hits = index.search(query, top_k=200)
        times.append((time.perf_counter() - since) * 1000)
        nearest = sorted(hits, key=lambda hit: (-hit[1], hit[0]))[:K]
        recalls.append(len({row for row, _ in nearest} & exact) / len(exact))
    return VectorSpeed(
        n_vectors,
        type(index).__name__.lower(),
        tuple(times[5:]),
        float(np.mean(recalls[5:])),
        built - started,
        opened - built,
        sum(file.stat().st_size for file in in_memory) / _MB,
        sum(file.stat().st_size for file in files) / _MB,
    )


def nearest_rows(blocks: Iterator[tuple[Rows, Vectors]], queries: Vectors) -> list[set[int]]:
    """The rows of each query's nearest vectors, every one compared."""
    scores = np.zeros((len(queries), 0), dtype=np.float32)
    rows = np.zeros((len(queries), 0), dtype=np.int64)
    for numbers, vectors in blocks:
        scores = np.hstack([scores, queries @ vectors.T])
        rows = np.hstack([rows, np.broadcast_to(numbers, (len(queries), len(numbers)))])
        best = np.argpartition(-scores, min(K, scores.shape[1]) - 1, axis=1)[:, :K]
        scores, rows = np.take_along_axis(scores, best, 1), np.take_along_axis(rows, best, 1)
    return [set(found.tolist()) for found in rows]


def vector_figures(measured: Sequence[VectorSpeed]) -> dict[str, Figure]:
    """The figures among the most vectors."""
    last = measured[-1]
    return {
        "vectors": plain(last.n_vectors),
        **{f"vectors_search_p{p}_ms": plain(np.percentile(last.times_ms, p), len(last.times_ms)) for p in (50, 95)},
        "vectors_recall_at_10": plain(last.recall, len(last.times_ms)),
        "vectors_build_s": plain(last.build_s),
        "vectors_open_s": plain(last.open_s),
        "vectors_memory_mb": plain(last.memory_mb),
    }


def vector_curves(measured: Sequence[VectorSpeed]) -> dict[str, list[list[float]]]:
    """A curve of each figure over all sizes."""
    curves = {
        "vectors p50, ms": [float(np.percentile(speed.times_ms, 50)) for speed in measured],
        "vectors p95, ms": [float(np.percentile(speed.times_ms, 95)) for speed in measured],
        "vectors in memory, MB": [speed.memory_mb for speed in measured],
        "vectors on disk, MB": [speed.disk_mb for speed in measured],
        "building the vector index, s": [speed.build_s for speed in measured],
        "vector recall@10, share": [speed.recall for speed in measured],
    }
    return {
        f"growth: {name}": [[float(speed.n_vectors), value] for speed, value in zip(measured, values, strict=True)]
        for name, values in curves.items()
    }


def vector_table(measured: Sequence[VectorSpeed]) -> list[list[str | float]]:
    """A row a size."""
    rows: list[list[str | float]] = [
        ["vectors", "kind", "p50, ms", "p95, ms", "recall@10", "build, s", "open, s", "memory, MB", "disk, MB"]
    ]
    for speed in measured:
        p50, p95 = (float(np.percentile(speed.times_ms, p)) for p in (50, 95))
        numbers = (p50, p95, speed.recall, speed.build_s, speed.open_s, speed.memory_mb, speed.disk_mb)
        rows.append([float(speed.n_vectors), speed.kind, *(round(number, 4) for number in numbers)])
    return rows
