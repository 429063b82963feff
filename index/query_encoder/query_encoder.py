"""Runs the query encoder: OpenVINO, no torch after the first start.

The encoder puts a question beside what is worded like it. This one has learned from questions and the sentences that answer them where
to put it instead (training/train_query_encoder.py, docs/models/query-encoder.md); vectors of documents stay as they are. A tower of
its own for the question, beside one for documents, is what Karpukhin et al. use, EMNLP 2020, https://arxiv.org/abs/2004.04906.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np

from index.adapter import Adapter, converted
from index.batches import padded
from index.encoder import BUNDLED_SHA256, MODEL_CACHE, Vectors, unit_rows
from index.openvino_runtime import OpenVinoModel
from index.tokenizer import tokenizer_of

if TYPE_CHECKING:
    from torch import nn

FOLDER = Path(__file__).resolve().parent  # where the adapter that ships lies
FORMAT = 1  # raise when the converted module changes
TAKEN = 0.75  # of what it says; the rest is the plain vector's, which knows claims better
MAX_TOKENS = 256  # of a question, its two marks among them; more are not read. It learned from shorter ones (training)


class QueryEncoder:
    """Deterministic; safe to call from several threads."""

    def __init__(self, folder: Path) -> None:
        self._model = OpenVinoModel(folder)
        self._tokenizer = tokenizer_of(folder)

    @classmethod
    def open(cls, cache_dir: Path = MODEL_CACHE, *, adapter: Path = FOLDER) -> Self:
        """Open it from `cache_dir`, merging the adapter in and converting first if it is not there.

        Raises: EncoderError if the bundled weights or the adapter are missing, or if what was converted has changed on disk.
        """
        return cls(converted("query", adapter, cache_dir, _merge, version=FORMAT, eight_bits=True))

    def encode(self, question: str) -> Vectors:
        """The vector to compare with sentences: float32 (dimension,), of length 1."""
        ids = self._tokenizer.encode(question.encode("utf-8", "replace").decode("utf-8")).ids
        ids = ids if len(ids) <= MAX_TOKENS else [*ids[: MAX_TOKENS - 1], ids[-1]]
        vector: Vectors = self._model.run(*(padded([row]) for row in (ids, [1] * len(ids), [0] * len(ids))))[0]
        return vector


def vector_for_sentences(question: str, vector: Vectors, weights_hash: str) -> Vectors:
    """A question's vector to compare with sentences: the query encoder's and `vector`, added up, where `weights_hash` is the bundled
    encoder's; else `vector`."""
    if weights_hash != BUNDLED_SHA256:
        return vector
    added: Vectors = TAKEN * shipped_query_encoder().encode(question) + (1 - TAKEN) * vector
    mixed: Vectors = unit_rows(added[np.newaxis])[0]
    return mixed


def ready_for(weights_hash: str) -> None:
    """Open what questions to a library of this encoder need now, before the first of them is waited for."""
    if weights_hash == BUNDLED_SHA256:
        shipped_query_encoder()


@cache
def shipped_query_encoder() -> QueryEncoder:
    """The one of the adapter in the repository, opened once in a process."""
    return QueryEncoder.open()


def _merge(model_folder: Path, adapter: Adapter) -> nn.Module:
    from index.query_encoder.network import merged_query_network

    return merged_query_network(model_folder, adapter)
