"""The telling words of a question, each weighing more the rarer it is in the library.

A word that asks whether something may be or is done ("permissible", "involved") names no matter: where no document says it in that
form, it is not missed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from chat.lay_words import OtherName
from index.library import Library

_HOW_ASKED = (
    *(
        "permissible",
        "permitted",
        "allowed",
        "acceptable",
        "okay",
        "fine",
        "possible",
        "advisable",
        "advised",
        "recommended",
        "recommendation",
    ),
    *(
        "suitable",
        "appropriate",
        "involved",
        "necessary",
        "needed",
        "required",
        "supposed",
        "plus",
        "rid",
        "generally",
        "typically",
        "normally",
    ),
    *(
        "usually",
        "exactly",
        "actually",
        "basically",
        "currently",
        "adjustment",
        "adjust",
        "management",
        "manage",
        "regarding",
        "concerning",
    ),
    # and what only joins a thing to another, or asks for a place
    *(
        "towards",
        "toward",
        "upon",
        "among",
        "amongst",
        "via",
        "onto",
        "unto",
        "amid",
        "alongside",
        "whereabouts",
        "whether",
        "whichever",
        "whatever",
    ),
)


def is_how_asked(word: str) -> bool:
    """Whether a word, as typed, only says how something is asked: nobody misses it in a document."""
    return word.casefold() in _HOW_ASKED


@dataclass(frozen=True, slots=True)
class WordWeights:
    """Analysed words and what each weighs; other names of a word cover it."""

    by_word: dict[str, float]
    also: Sequence[OtherName]
    unknown: float
    words_of: Callable[[str], frozenset[str]]  # of a text; kept for this question, which meets many texts twice
    total: float = 0.0  # of what they weigh

    @classmethod
    def of(cls, words: Sequence[str], also: Sequence[OtherName], library: Library, words_of: Callable[[str], frozenset[str]]) -> Self:
        """Weigh these words of a question."""
        n_passages = max(1, library.n_passages)
        frequency = {word: library.document_frequency(word) for word in dict.fromkeys(words)}
        by_word = {word: float(np.log(1 + n_passages / (1 + count))) for word, count in frequency.items()}
        how_asked = words_of(" ".join(_HOW_ASKED))
        if kept := {word: weight for word, weight in by_word.items() if frequency[word] or word not in how_asked}:
            by_word = kept
        total = sum(by_word.values())
        renamed = {word for name in also for word in name.asked}
        unknown = sum(weight for word, weight in by_word.items() if not frequency[word] and word not in renamed)
        return cls(by_word, also, unknown / total if total else 0.0, words_of, total)

    def covered_by(self, *texts: str) -> float:
        """The share of them, by weight, that these texts hold together."""
        if not self.total:
            return 0.0
        held = self.words_of(texts[0]) if len(texts) == 1 else frozenset[str]().union(*map(self.words_of, texts))
        if renamed := [word for name in self.also if held.issuperset(name.instead) for word in name.asked]:
            held = held.union(renamed)
        return sum(weight for word, weight in self.by_word.items() if word in held) / self.total
