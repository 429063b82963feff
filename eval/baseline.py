"""What one gets without us: plain sentence-transformers on torch, a flat FAISS index, nothing else."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import faiss
import numpy as np

from eval.speed_budget import within
from eval.speed_flop import Shape
from index.encoder import model_folder
from index.pipeline import open_pipeline

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_WARM_UP = 3  # queries not counted


def open_baseline() -> SentenceTransformer:
    """The same model, as its makers run it."""
    name, folder = model_folder()
    return open_pipeline(str(folder or name))


def embedding_rate(model: SentenceTransformer, passages: Sequence[str]) -> float:
    """Passages a second; a few hundred tell, because each costs the same however many there are."""
    model.encode(list(passages[:1]), show_progress_bar=False)
    started = time.perf_counter()
    model.encode(list(passages), normalize_embeddings=True, show_progress_bar=False)
    return len(passages) / (time.perf_counter() - started)


def time_plain_queries(model: SentenceTransformer, queries: Sequence[str], *, n_passages: int, budget_s: float) -> tuple[float, ...]:
    """Milliseconds to embed a query and search so many vectors; random ones, because what they hold does not change the time."""
    dimension = model.encode(queries[0], show_progress_bar=False).shape[-1]
    index = faiss.IndexFlatIP(dimension)
    index.add(np.random.default_rng(0).standard_normal((n_passages, dimension), dtype=np.float32))
    times = []
    for query in within([*queries[:_WARM_UP], *queries], budget_s, least=_WARM_UP + 1):
        started = time.perf_counter()
        index.search(model.encode([query], normalize_embeddings=True, show_progress_bar=False), 10)
        times.append((time.perf_counter() - started) * 1000)
    return tuple(times[_WARM_UP:])


def shape_of(model: SentenceTransformer) -> Shape:
    """The size of its transformer."""
    transformer: Any = model[0]  # no type says which module it is
    config = transformer.auto_model.config
    return Shape(config.num_hidden_layers, config.hidden_size, config.intermediate_size)


def token_lengths(model: SentenceTransformer, texts: Sequence[str]) -> list[int]:
    """How many tokens of each text it reads."""
    encoded = model.tokenizer(list(texts), truncation=True, max_length=model.max_seq_length)["input_ids"]
    return [len(ids) for ids in encoded]
