"""Names that a question asks about: what a passage says of lithium answers nothing about propranolol, however well it fits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

from chat.spelling import is_name
from chat.telling import telling_text
from chat.understand import Understood
from index.library import Library

Analysed = frozenset[str]  # words as the library's index knows them


@dataclass(frozen=True, slots=True)
class Named:
    """The names in a question that the library holds, each with what it may be called instead."""

    names: tuple[tuple[Analysed, ...], ...]
    words_of: Callable[[str], Analysed]

    @classmethod
    def of(cls, asked: Understood, words_of: Callable[[str], Analysed], library: Library) -> Self:
        """Of this question. What no document holds is told to whoever asks, and may be a word that nobody spelt right."""
        typed = dict.fromkeys(word for word in telling_text(asked.text).split() if is_name(word))
        analysed = [words_of(word) for word in typed]
        held = [words for words in analysed if words and all(map(library.document_frequency, words))]
        return cls(tuple((words, *_others(words, asked, words_of)) for words in held), words_of)

    def is_missing_from(self, *texts: str) -> bool:
        """Whether these texts, taken together, lack one of the names by whatever it may be called."""
        held: set[str] = set()
        wanted: Sequence[tuple[Analysed, ...]] = self.names
        for text in texts:
            if not wanted:
                break
            held |= self.words_of(text)
            wanted = [names for names in wanted if not any(name <= held for name in names)]
        return bool(wanted)


def _others(words: Analysed, asked: Understood, words_of: Callable[[str], Analysed]) -> list[Analysed]:
    pairs = [(words_of(one), words_of(other)) for one, other in asked.expanded]
    pairs += [(frozenset(name.asked), frozenset(name.instead)) for name in asked.also]
    return [other for one, other in pairs if words & one]
