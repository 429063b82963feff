"""The sentence-transformers pipeline on OpenVINO: converted once, then run without torch."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

import numpy as np

from index.apart import call_apart
from index.batches import IntMatrix, batches_by_length, padded
from index.composer.composer import composer_of, encode_passages
from index.encoder import Vectors, unit_rows
from index.entry import PassageParts
from index.openvino_runtime import OpenVinoModel, convert, is_converted
from index.pipeline import open_pipeline
from index.tokenizer import TOKENIZER_FILE, tokenizer_of

if TYPE_CHECKING:
    from torch import nn

BATCH_TOKENS = 1024  # padded tokens in one batch: few enough to stay in the caches, and no question waits long behind one
PIPELINE_VERSION = 1  # raise when the converted pipeline changes


class OpenVinoEncoder:
    """A converted encoder with its tokenizer. Safe to call from several threads."""

    def __init__(self, name: str, weights_hash: str, folder: Path) -> None:
        self.name = name
        self.weights_hash = weights_hash
        self._model = OpenVinoModel(folder)
        self._tokenizer = tokenizer_of(folder)
        self.max_tokens = int((folder / "max_tokens.txt").read_text(encoding="ascii"))
        self.dimension = len(self.encode_query("dimension"))
        self._composer = composer_of(weights_hash)
        self.passages_from = self._composer.name if self._composer else ""

    @classmethod
    def open(cls, name: str, folder: Path | None, weights_hash: str, cache_dir: Path) -> Self:
        """Open the converted model from `cache_dir`, converting it first if it is not there."""
        slug = re.sub(r"[^A-Za-z0-9.-]+", "-", name)
        converted = cache_dir / f"encoder-{slug}-{weights_hash[:12] or 'hub'}-{PIPELINE_VERSION}"
        if not is_converted(converted):
            call_apart(_convert_pipeline, str(folder) if folder else name, converted)
        return cls(name, weights_hash, converted)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Embed texts: float32 (texts, dimension). A text longer than the model reads is cut at its end."""
        rows = [encoding.ids for encoding in self._tokenizer.encode_batch([_encodable(text) for text in texts])]
        rows = [row if len(row) <= self.max_tokens else [*row[: self.max_tokens - 1], row[-1]] for row in rows]
        vectors = np.zeros((len(rows), self.dimension), dtype=np.float32)
        batches = list(batches_by_length([len(row) for row in rows], max_tokens=BATCH_TOKENS))
        inputs = (self._inputs([rows[position] for position in batch]) for batch in batches)
        outputs = self._model.run_many(inputs, is_urgent=len(batches) == 1)  # a message is one batch; documents can wait
        for batch, output in zip(batches, outputs, strict=True):
            vectors[batch] = output
        return unit_rows(vectors)

    def encode_passages(self, passages: Sequence[PassageParts], of_sentences: Mapping[bytes, Vectors]) -> Vectors:
        """Embed passages, from their sentences where this is the bundled model: float32 (passages, dimension)."""
        return encode_passages(self, self._composer, passages, of_sentences)

    def encode_query(self, text: str) -> Vectors:
        """Embed one question: float32 (dimension,)."""
        row = self._tokenizer.encode(_encodable(text)).ids
        row = row if len(row) <= self.max_tokens else [*row[: self.max_tokens - 1], row[-1]]
        vector: Vectors = unit_rows(self._model.run(*self._inputs([row])))[0]
        return vector

    def _inputs(self, rows: Sequence[Sequence[int]]) -> tuple[IntMatrix, IntMatrix]:
        return padded(rows, most=self.max_tokens), padded([[1] * len(row) for row in rows], most=self.max_tokens)

    def n_tokens(self, text: str) -> int:
        """How many tokens the text is; more than `max_tokens` means that its end is not read."""
        return len(self._tokenizer.encode(_encodable(text)).ids)


def _encodable(text: str) -> str:
    """Lone surrogates cannot be tokenised."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _convert_pipeline(name: str, folder: Path) -> None:
    pipeline = open_pipeline(name)
    tokenizer = pipeline.tokenizer.backend_tokenizer.to_str()
    convert(_pooled(pipeline), folder, beside={TOKENIZER_FILE: tokenizer, "max_tokens.txt": str(pipeline.max_seq_length)})


def _pooled(pipeline: nn.Module) -> nn.Module:
    """The whole pipeline as one module of (input_ids, attention_mask): every step that sentence-transformers lists."""
    import torch

    class Pooled(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.pipeline = pipeline

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            embedding: torch.Tensor = self.pipeline({"input_ids": input_ids, "attention_mask": attention_mask})["sentence_embedding"]
            return embedding

    return Pooled()
