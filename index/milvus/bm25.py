"""BM25 as the library in a folder computes it, over candidates that the server found.

The server's own BM25 ranks well enough to find them, but counts otherwise: Milvus Lite by segment, a cluster by shard. Scored
here, a passage has one score wherever it lies.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, chain, repeat

import tantivy

from index.bm25 import K1, word_worth
from index.lexical import MAX_QUERY_WORDS, N_FILLING, TIMES_WRITTEN, analyser, encodable
from index.search_text import normalise

_B = 0.75
# Lengths are rounded down to what one byte can tell, as tantivy does: every length to 40, then steps of 2, 4, 8, … by eight.
_LENGTHS = [*range(40), *accumulate(chain.from_iterable(repeat(2**power, 8) for power in range(1, 28)), initial=40)][:256]


def analysed(text: str) -> list[str]:
    """The text's words as search knows them: folded, stemmed, stop words gone; in order, repeats kept."""
    words: list[str] = _analyser().analyze(normalise(encodable(text)))
    return words


@lru_cache(maxsize=1)
def _analyser() -> tantivy.TextAnalyzer:
    return analyser()


def server_word(word: str) -> str:
    """A word as the server keeps it: letters, digits and underscores only, so that no analyser cuts it. "3,4" → "3_2c_4".

    Different words stay different: as one, "3.4" and "3,4" would count for each other.
    """
    return "".join(character if character.isalnum() else f"_{ord(character):x}_" for character in word)


def bm25(
    query: Sequence[str],
    passages: Mapping[str, Sequence[str]],
    *,
    frequencies: Mapping[str, int],
    n_passages: int,
    n_words: int,
    weights: Mapping[str, float] | None = None,
) -> dict[str, float]:
    """The score of each passage, given as its words; passages without any of the query's words are left out."""
    words = list(dict.fromkeys(query))[:MAX_QUERY_WORDS]
    average = TIMES_WRITTEN * (n_words / n_passages if n_passages else 1.0) + N_FILLING
    worth = {word: (weights or {}).get(word, 1.0) * word_worth(frequencies[word], n_passages) for word in words if frequencies.get(word)}
    scores: dict[str, float] = {}
    for key, held in passages.items():
        counts = Counter(held)
        length = _LENGTHS[bisect_right(_LENGTHS, TIMES_WRITTEN * len(held) + N_FILLING) - 1]
        rest = K1 * (1 - _B + _B * length / average)
        times = {word: TIMES_WRITTEN * counts[word] for word in worth if word in counts}
        score = sum(worth[word] * (1 + K1) * count / (count + rest) for word, count in times.items())
        if score > 0:
            scores[key] = score
    return scores
