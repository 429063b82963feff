"""The reader: the bundled model with our adapter reads a message and the turns before it. OpenVINO; no torch after the first start."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self

import numpy as np
import numpy.typing as npt

from chat.guard.decision import N_HELP, ROUTES
from chat.guard.reading import Reading, Tokens, lay_out
from index.adapter import Adapter, converted
from index.batches import batches_by_length, padded
from index.encoder import MODEL_CACHE
from index.openvino_runtime import OpenVinoModel
from index.tokenizer import tokenizer_of

if TYPE_CHECKING:
    from torch import nn

Array = npt.NDArray[np.float32]

FOLDER = Path(__file__).resolve().parent  # where the adapter that ships lies
FORMAT = 1  # raise when the converted module or the layout of a reading changes
BATCH_TOKENS = 2048  # padded tokens in one pass
DECIMALS = 2  # kept of a score: the last digits differ with the processor and with what is read in the same pass


class Reads(Protocol):
    """Says how likely each route is for a message in its conversation."""

    def probabilities(self, message: str, earlier: Sequence[str] = ()) -> Array:
        """float32 (routes,), in the order of `chat.guard.decision.ROUTES`; earlier turns are given oldest first."""
        ...

    def of_each(self, texts: Sequence[str]) -> Array:
        """float32 (texts, routes), each text read by itself."""
        ...


class Reader:
    """Implements `Reads`. Deterministic; safe to call from several threads."""

    def __init__(self, folder: Path) -> None:
        self._model = OpenVinoModel(folder)
        self._tokenizer = tokenizer_of(folder)
        self.folder = folder

    @classmethod
    def open(cls, cache_dir: Path = MODEL_CACHE, *, adapter: Path = FOLDER) -> Self:
        """Open the reader from `cache_dir`, merging the adapter in and converting first if it is not there.

        Raises: EncoderError if the bundled weights or the adapter are missing, or if what was converted has changed on disk.
        """
        return cls(converted("reader", adapter, cache_dir, _merge, version=FORMAT))

    def probabilities(self, message: str, earlier: Sequence[str] = ()) -> Array:
        """float32 (routes,); of a message in several parts, those of the most alarming one."""
        parts = softmax(self.scores(lay_out(message, earlier, self.tokens)))
        return _most_alarming(parts)

    def of_each(self, texts: Sequence[str]) -> Array:
        """float32 (texts, routes), each text read by itself; what fits into one pass is read in one."""
        laid_out = [lay_out(text, (), self.tokens) for text in texts]
        parts = softmax(self.scores([reading for readings in laid_out for reading in readings]))
        ends = np.cumsum([len(readings) for readings in laid_out])
        return np.stack([_most_alarming(of_text) for of_text in np.split(parts, ends[:-1])])

    def scores(self, readings: Sequence[Reading]) -> Array:
        """float32 (readings, routes), rounded. What fits into one pass is read in one."""
        scores = np.zeros((len(readings), len(ROUTES)), dtype=np.float32)
        for batch in batches_by_length([len(reading.ids) for reading in readings], max_tokens=BATCH_TOKENS):
            scores[batch] = self._run([readings[number] for number in batch])
        return scores.round(DECIMALS)

    def tokens(self, text: str) -> Tokens:
        """Token ids without special tokens."""
        ids: Tokens = self._tokenizer.encode(text, add_special_tokens=False).ids
        return ids

    def _run(self, readings: Sequence[Reading]) -> Array:
        mask = padded([[1] * len(reading.ids) for reading in readings])
        return self._model.run(padded([reading.ids for reading in readings]), mask, padded([reading.token_types for reading in readings]))


def _most_alarming(parts: Array) -> Array:
    """Of the parts of one text."""
    found: Array = parts[int(np.argmax(parts[:, :N_HELP].sum(axis=1)))]
    return found


def softmax(scores: Array) -> Array:
    """Over the last axis."""
    exponents = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Array = (exponents / exponents.sum(axis=-1, keepdims=True)).astype(np.float32)
    return shares


def _merge(model: Path, adapter: Adapter) -> nn.Module:
    from chat.guard.network import merged_reader

    return merged_reader(model, adapter)


@cache
def load_reader() -> Reader:
    """The reader that ships, opened once in a process."""
    return Reader.open()
