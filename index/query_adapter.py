"""A question's vector brought nearer to the sentences that answer it: one linear step behind the bundled encoder.

The encoder puts a question beside what is worded like it. The adapter has learned from questions and the sentences that answer
them what lies between the two (training/train_query_adapter.py, docs/models/query-adapter.md); vectors of documents stay as they are. Such
an adapter of the question alone is what Liu describes, 2023,
https://www.llamaindex.ai/blog/fine-tuning-a-linear-adapter-for-any-embedding-model-8dd0a142d383.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Self

import numpy as np

from index.encoder import BUNDLED_SHA256, Vectors

FILE = Path(__file__).with_name("query_adapter.npz")


@dataclass(frozen=True, slots=True)
class QueryAdapter:
    """`change` (dimension, dimension) and `offset` (dimension,), float32: what is added to the vector of a question."""

    change: Vectors
    offset: Vectors

    @classmethod
    def load(cls, file: Path = FILE) -> Self:
        """Read the adapter."""
        with np.load(file) as kept:
            return cls(kept["change"].astype(np.float32), kept["offset"].astype(np.float32))

    def save(self, file: Path) -> None:
        """Write the adapter, in half precision."""
        np.savez(file, change=self.change.astype(np.float16), offset=self.offset.astype(np.float16))

    def adapt(self, vector: Vectors) -> Vectors:
        """The vector to compare with sentences: float32 (dimension,), of length 1."""
        moved = vector + self.change @ vector + self.offset
        adapted: Vectors = (moved / max(float(np.linalg.norm(moved)), 1e-12)).astype(np.float32)
        return adapted


def adapted_for_sentences(vector: Vectors, weights_hash: str) -> Vectors:
    """The question's vector to compare with sentences: adapted where `weights_hash` is the bundled encoder's, else as it is."""
    return _shipped().adapt(vector) if weights_hash == BUNDLED_SHA256 else vector


@lru_cache(maxsize=1)
def _shipped() -> QueryAdapter:
    return QueryAdapter.load()
