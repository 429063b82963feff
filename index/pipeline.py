"""The model as sentence-transformers runs it, opened without a word on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


def open_pipeline(name_or_folder: str, *, device: str = "cpu") -> SentenceTransformer:
    """Load a model. Slow (seconds) and large: only for converting, for comparing, on a GPU, and where OpenVINO is missing."""
    from sentence_transformers import SentenceTransformer

    hush_transformers()
    return SentenceTransformer(name_or_folder, device=device)


def hush_transformers() -> None:
    """No "Loading weights: 100 %" and no remarks about the config for whoever asks a question."""
    from transformers.utils import logging

    logging.disable_progress_bar()
    logging.set_verbosity_error()
