"""What a search gives back."""

from __future__ import annotations

from dataclasses import dataclass

from index.document import Passage


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found, with the parts its score is made of."""

    passage: Passage
    row: int
    score: float
    rank: int  # 1-based
    dense: float = 0.0  # cosine of the passage with the question
    sentence: float = 0.0  # the best cosine of one of its sentences
    lexical: float = 0.0  # BM25
