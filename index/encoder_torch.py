"""The same model on torch, for machines without OpenVINO."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.encoder import Vectors
from index.pipeline import open_pipeline


class TorchEncoder:
    """sentence-transformers as it comes, with its vectors normalised."""

    def __init__(self, name: str, folder: Path | None, weights_hash: str) -> None:
        self._model = open_pipeline(str(folder) if folder else name)
        self.name = name
        self.weights_hash = weights_hash
        self.max_tokens = int(self._model.max_seq_length or 0)
        self.dimension = len(self.encode_query("dimension"))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Embed texts: float32 (texts, dimension). A text longer than the model reads is cut at its end."""
        clean = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        vectors = self._model.encode(clean, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False)
        return np.asarray(vectors, dtype=np.float32)

    def encode_query(self, text: str) -> Vectors:
        """Embed one question: float32 (dimension,)."""
        vector: Vectors = self.encode([text])[0]
        return vector
