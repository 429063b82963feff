from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pytest

from chat.guard import Guard
from index.encoder import Vectors
from index.entry import PassageParts


class HashingEncoder:
    """One bucket a word: deterministic, and alike texts are alike."""

    name = "hashing"
    weights_hash = "0"
    dimension = 384
    passages_from = ""

    def __init__(self) -> None:
        self.n_calls = 0

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        return np.stack([self.encode_query(text) for text in texts])

    def encode_passages(self, passages: Sequence[PassageParts], of_sentences: Mapping[bytes, Vectors]) -> Vectors:
        return self.encode([passage.text for passage in passages])

    def encode_query(self, text: str) -> npt.NDArray[np.float32]:
        self.n_calls += 1
        vector = np.zeros(self.dimension, dtype=np.float32)
        for word in text.split() or ["-"]:
            vector[zlib.crc32(word.encode("utf-8", "replace")) % self.dimension] += 1.0
        return vector / np.float32(np.linalg.norm(vector))


@pytest.fixture
def encoder() -> HashingEncoder:
    return HashingEncoder()


@pytest.fixture
def guard(encoder: HashingEncoder) -> Guard:
    return Guard(encoder)
