"""What the classifier sees besides the embedding: hashed n-grams of characters and words, and a few counted cues.

The embedding reads English only; the n-grams carry other languages, slang and misspellings.
"""

from __future__ import annotations

import math
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from chat.guard.cues import count_cues
from chat.guard.normalise import normalise

N_BUCKETS = 1 << 16  # of the hashed n-grams; a power of two
CONTEXT_WEIGHT = 0.4  # of n-grams of earlier turns, against those of the last message

Buckets = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float32]

_TOKENS = re.compile(r"[^\W_]+(?:'[^\W_]+)?|[^\w\s]")
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")


def ngrams(text: str) -> Iterator[str]:
    """Word 1- to 3-grams and, inside each word, character 2- to 5-grams; characters 1 to 4 where words are not spaced."""
    words = _TOKENS.findall(text)
    for size in (1, 2, 3):
        for start in range(len(words) - size + 1):
            yield f"{size} " + " ".join(words[start : start + size])
    for word in words:
        sizes = (1, 2, 3, 4) if _UNSPACED.search(word) else (3, 4, 5)
        padded = word if sizes[0] == 1 else f"^{word}$"
        for size in sizes:
            for start in range(len(padded) - size + 1):
                yield "c" + padded[start : start + size]


def hashed(last: str, earlier: Sequence[str] = ()) -> tuple[Buckets, Weights]:
    """Buckets and weights (1 + log count, unit length) of a message's n-grams; earlier turns under their own names."""
    counts: Counter[int] = Counter(zlib.crc32(gram.encode()) % N_BUCKETS for gram in ngrams(normalise(last)))
    weights = {bucket: 1.0 + math.log(count) for bucket, count in counts.items()}
    context = Counter(zlib.crc32(f"< {gram}".encode()) % N_BUCKETS for turn in earlier for gram in ngrams(normalise(turn)))
    for bucket, count in context.items():
        weights[bucket] = weights.get(bucket, 0.0) + CONTEXT_WEIGHT * (1.0 + math.log(count))
    buckets = np.fromiter(weights, dtype=np.int64, count=len(weights))
    values = np.fromiter(weights.values(), dtype=np.float32, count=len(weights))
    norm = float(np.linalg.norm(values))
    return buckets, values / norm if norm else values


def cues(last: str, earlier: Sequence[str] = ()) -> Weights:
    """Counted cues of the last message (pronouns, question forms, sources, units, time), each squashed to 0..1."""
    return count_cues(normalise(last), n_earlier=len(earlier))
