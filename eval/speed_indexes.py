"""Kinds of vector index side by side: how much memory each takes, how long a search, and how many of the nearest it finds."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import faiss
import numpy as np

from eval.speed_vectors import K, alike, nearest_rows
from index.encoder import Vectors

COMPARED = (100, 200, 400, 800)  # of the nearest codes, again by their whole vectors
HEAD = (
    "| kind | lists or nodes | build, s | memory, MB | ms | "
    + " | ".join(f"of {n}" for n in COMPARED)
    + " |\n|"
    + "---|" * (5 + len(COMPARED))
)
_PROBED = (32, 64, 128)
_IN_SIGHT = (100, 200, 400, 800)
_MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of index, in the words of FAISS's factory, and the settings it is searched with."""

    factory: str  # {lists} stands for the number of lists
    settings: tuple[int, ...]  # lists read, or nodes kept in sight


KINDS = (
    Kind("IVF{lists},RaBitQ", _PROBED),
    Kind("IVF{lists},PQ48", _PROBED),
    Kind("HNSW32,SQ8", _IN_SIGHT),
    Kind("IVF{lists},SQ4", _PROBED),
    Kind("IVF{lists},SQ8", _PROBED),
    Kind("IVF{lists},PQ96x4fs", _PROBED),
    Kind("HNSW32,Flat", _IN_SIGHT),
)


@dataclass(frozen=True, slots=True)
class KindSpeed:
    """What was measured of a kind with one setting."""

    kind: str
    setting: int
    build_s: float  # of the processor
    memory_mb: float
    time_ms: float  # of the processor, median
    recall: dict[int, float]  # recall@10 after comparing so many again

    def __str__(self) -> str:
        """A row of a table in Markdown."""
        recalls = [f"{self.recall[n]:.3f}" if n in self.recall else "" for n in COMPARED]
        return f"| {self.kind} | {self.setting} | {self.build_s:.1f} | {self.memory_mb:.1f} | {self.time_ms:.2f} | {' | '.join(recalls)} |"


def compare_kinds(real: Vectors, queries: Vectors, n_vectors: int, kinds: Sequence[Kind] = KINDS) -> Iterator[KindSpeed]:
    """Build each kind over the same made-up vectors, one thread, and search it with each setting."""
    faiss.omp_set_num_threads(1)
    vectors = np.concatenate([block for _, block in alike(real, n_vectors)])
    best = nearest_rows(alike(real, n_vectors), queries)
    for kind in kinds:
        name = kind.factory.format(lists=round(np.sqrt(n_vectors)))
        began = time.process_time()
        index = faiss.index_factory(vectors.shape[1], name, faiss.METRIC_INNER_PRODUCT)
        index.train(vectors[: 50 * round(np.sqrt(n_vectors))])
        index.add(vectors)
        build_s = time.process_time() - began
        memory_mb = len(faiss.serialize_index(index)) / _MB
        for setting in kind.settings:
            times, recall = _searched(index, kind, setting, vectors, queries, best)
            yield KindSpeed(name, setting, build_s, memory_mb, float(np.median(times)), recall)


def _searched(
    index: faiss.Index, kind: Kind, setting: int, vectors: Vectors, queries: Vectors, best: Sequence[set[int]]
) -> tuple[list[float], dict[int, float]]:
    is_graph = kind.factory.startswith("HNSW")
    parameters = faiss.SearchParametersHNSW(efSearch=setting) if is_graph else faiss.SearchParametersIVF(nprobe=setting)
    compared = [n for n in COMPARED if not is_graph or n <= setting]
    times, found = [], []
    for query in queries:
        began = time.thread_time()
        _, places = index.search(query[np.newaxis], compared[-1], params=parameters)
        times.append((time.thread_time() - began) * 1000)
        found.append(places[0][places[0] >= 0])
    shares = {
        n: [_recall(vectors, query, places[:n], nearest) for query, places, nearest in zip(queries, found, best, strict=True)]
        for n in compared
    }
    return times, {n: float(np.mean(share)) for n, share in shares.items()}


def _recall(vectors: Vectors, query: Vectors, places: np.ndarray[tuple[int, ...], np.dtype[np.int64]], nearest: set[int]) -> float:
    scores = vectors[places] @ query
    first = places[np.argsort(-scores, kind="stable")[:K]] + 1  # rows are counted from 1
    return len(set(first.tolist()) & nearest) / len(nearest)
