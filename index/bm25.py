"""What BM25 makes of a word, as tantivy counts it (Robertson & Zaragoza, 2009, https://doi.org/10.1561/1500000019)."""

from __future__ import annotations

import math
from collections.abc import Mapping

K1 = 1.2  # tantivy's, which no setting changes


def word_worth(frequency: int, n_passages: int) -> float:
    """How much a word tells that occurs in `frequency` of the passages."""
    return math.log(1 + (n_passages - frequency + 0.5) / (frequency + 0.5))


def highest_possible(frequencies: Mapping[str, int], n_passages: int, weights: Mapping[str, float] | None = None) -> float:
    """The score of a passage that says every word without end; words that no passage says count as well."""
    # Passages that were removed are counted for a while, so that a word may seem to stand in more than there are.
    return (1 + K1) * sum(
        (weights or {}).get(word, 1.0) * word_worth(min(count, n_passages), n_passages) for word, count in frequencies.items()
    )
