"""What one gets without us: plain sentence-transformers on torch, a flat FAISS index, nothing else."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import faiss
import numpy as np

from index.encoder import model_folder
from index.pipeline import open_pipeline

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

N_EMBEDDED = 256  # passages that torch embeds to measure its rate; to embed all would only take longer


@dataclass(frozen=True, slots=True)
class Baseline:
    """The plain way's rates."""

    passages_per_s: float
    times_ms: tuple[float, ...]


def open_baseline() -> SentenceTransformer:
    """The same model, as its makers run it."""
    name, folder = model_folder()
    return open_pipeline(str(folder or name))


def measure_baseline(model: SentenceTransformer, passages: Sequence[str], queries: Sequence[str], *, n_passages: int) -> Baseline:
    """Embed some passages, search an index of `n_passages` with each query.

    Vectors beyond the embedded ones are random: what they hold does not change how long a flat index takes.
    """
    sample = list(passages[:N_EMBEDDED])
    started = time.perf_counter()
    vectors = model.encode(sample, normalize_embeddings=True, show_progress_bar=False)
    elapsed_s = time.perf_counter() - started
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    filling = np.random.default_rng(0).standard_normal((max(0, n_passages - len(sample)), vectors.shape[1]), dtype=np.float32)
    index.add(filling / np.linalg.norm(filling, axis=1, keepdims=True))
    times = []
    for query in queries:
        started = time.perf_counter()
        index.search(model.encode([query], normalize_embeddings=True, show_progress_bar=False), 10)
        times.append((time.perf_counter() - started) * 1000)
    return Baseline(len(sample) / elapsed_s, tuple(times))
