"""In how many passages a word occurs: counted here while the library is small, else asked word by word."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass, field

from index.milvus.catalogue import Catalogue
from index.milvus.client import MilvusCalls, both, none_of

# Up to so many passages their words are read once for each state of the library, some 12 MB at most. A server that counts by an
# index of its own answers a word in a millisecond; Milvus Lite reads every passage for each word, and there are ten in a question.
COUNTED_HERE = 20_000


@dataclass(slots=True)
class _Known:
    generation: int = -1
    counts: dict[str, int] = field(default_factory=dict)
    is_complete: bool = False  # a word that is not there occurs nowhere


class Frequencies:
    """Of one library; words are given as the server keeps them. Safe to call from several threads."""

    def __init__(self, calls: MilvusCalls) -> None:
        self._calls = calls
        self._known = _Known()
        self._counting = threading.Lock()

    def of(self, word: str, catalogue: Catalogue) -> int:
        """In how many passages of the standing documents the word occurs."""
        with self._counting:
            if self._known.generation != catalogue.generation:
                self._known = self._counted(catalogue) if catalogue.n_passages <= COUNTED_HERE else _Known(catalogue.generation)
            known = self._known
        if word not in known.counts:
            known.counts[word] = 0 if known.is_complete else self._asked(word, catalogue)
        return known.counts[word]

    def _counted(self, catalogue: Catalogue) -> _Known:
        counts: Counter[str] = Counter()
        for part in self._calls.query_parts("passages", none_of("version", sorted(catalogue.loose)), ("version", "words")):
            for row in part:
                if row["version"] in catalogue.versions:
                    counts.update(set(row["words"].split()))
        return _Known(catalogue.generation, dict(counts), is_complete=True)

    def _asked(self, word: str, catalogue: Catalogue) -> int:
        expression = both(f'text_match(words, "{word}")', none_of("version", sorted(catalogue.loose)))
        return min(self._calls.count("passages", expression), catalogue.n_passages)
