"""A document's sketch: a few hashes of its words in runs, by which near-duplicates are found without comparing texts.

Bottom-k sampling (Broder, On the resemblance and containment of documents, SEQUENCES 1997,
https://doi.org/10.1109/SEQUEN.1997.666900): of two documents, the share of common hashes among the k smallest of both is an
estimate of the share of common word runs. Its standard error is at most 0.5 / sqrt(k), 0.06 for k = 64.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Sequence
from itertools import islice

from index.reflow import reflow

SIZE = 64  # hashes kept of a document
_RUN = 5  # words; numbers left out, since citations are marked differently in each format
_WORDS = re.compile(r"[^\W\d_]{2,}")
MIN_LIKENESS = 0.5  # from here on two documents are reported as nearly the same


def sketch(texts: Iterable[str]) -> tuple[int, ...]:
    """The smallest hashes of the word runs of a document's passages, ascending; () if it has fewer than 20 runs."""
    words = [word for text in texts for word in _WORDS.findall(reflow(text).casefold())]
    runs = {" ".join(run) for run in zip(*(islice(words, start, None) for start in range(_RUN)), strict=False)}
    hashes = sorted(_hash(run) for run in runs)
    return tuple(hashes[:SIZE]) if len(hashes) >= 20 else ()


def likeness(one: Sequence[int], other: Sequence[int]) -> float:
    """The estimated share of common word runs: 0 to 1."""
    smallest = sorted(set(one) | set(other))[:SIZE]
    common: Collection[int] = set(one) & set(other)
    return sum(value in common for value in smallest) / len(smallest) if smallest else 0.0


def _hash(run: str) -> int:
    return int.from_bytes(hashlib.blake2b(run.encode("utf-8"), digest_size=7).digest(), "big")  # fits SQLite's signed integers
