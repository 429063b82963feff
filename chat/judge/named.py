"""A cross-encoder somebody names instead of ours, run by sentence-transformers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, Self

from index.errors import EncoderError

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder as Model


class Read(Protocol):
    """The parts of a candidate that are put before the model."""

    @property
    def heading(self) -> str:
        """Document title and section heading."""
        ...

    @property
    def sentence(self) -> str:
        """The sentence that is scored."""
        ...


class NamedCrossEncoder:
    """Implements `Judge`. Reads (question, "heading. sentence"); the logits are the model's own and need a calibration of their own."""

    def __init__(self, model: Model) -> None:
        self._model = model

    @classmethod
    def open(cls, name: str) -> Self:
        """Open a folder or hub name. Raises: EncoderError if it is not there or does not score pairs with one number."""
        from sentence_transformers import CrossEncoder as Model

        try:
            model = Model(name, device="cpu")
        except (OSError, ValueError) as error:
            raise EncoderError(
                f"{name}: no cross-encoder could be opened ({error}). Name a folder or hub model, or leave it out."
            ) from error
        if model.num_labels != 1:
            raise EncoderError(f"{name}: gives {model.num_labels} scores a pair where one is wanted. Name a model that re-ranks.")
        return cls(model)

    def score(self, question: str, candidates: Sequence[Read]) -> list[float]:
        """One logit for each candidate, in the same order; higher answers better."""
        if not candidates:
            return []
        import torch

        pairs = [(question, f"{read.heading}. {read.sentence}" if read.heading else read.sentence) for read in candidates]
        return [float(score) for score in self._model.predict(pairs, activation_fn=torch.nn.Identity(), show_progress_bar=False)]
