"""The same model on torch, for machines without OpenVINO and for those with a GPU."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from index.composer.composer import composer_of, encode_passages
from index.encoder import Vectors
from index.entry import PassageParts
from index.errors import EncoderError
from index.pipeline import open_pipeline


class TorchEncoder:
    """sentence-transformers as it comes, with its vectors normalised."""

    def __init__(self, name: str, folder: Path | None, weights_hash: str, *, device: str = "cpu") -> None:
        if device != "cpu":
            _check(device)
        self._model = open_pipeline(str(folder) if folder else name, device=device)
        self.name = name
        self.weights_hash = weights_hash
        self.max_tokens = int(self._model.max_seq_length or 0)
        self.dimension = len(self.encode_query("dimension"))
        self._composer = composer_of(weights_hash)
        self.passages_from = self._composer.name if self._composer else ""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Embed texts: float32 (texts, dimension). A text longer than the model reads is cut at its end."""
        clean = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        vectors = self._model.encode(clean, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)

    def encode_passages(self, passages: Sequence[PassageParts], of_sentences: Mapping[bytes, Vectors]) -> Vectors:
        """Embed passages, from their sentences where this is the bundled model: float32 (passages, dimension)."""
        return encode_passages(self, self._composer, passages, of_sentences)

    def encode_query(self, text: str) -> Vectors:
        """Embed one question: float32 (dimension,)."""
        vector: Vectors = self.encode([text])[0]
        return vector


def _check(device: str) -> None:
    import torch

    try:
        torch.zeros(1, device=device)
    except (RuntimeError, AssertionError) as error:  # an AssertionError is how a torch that was built without CUDA says so
        reason = str(error).splitlines()[0]
        raise EncoderError(
            f"no device {device} here ({reason}). Leave --device out to embed on the processor, or install the torch for your GPU."
        ) from error
