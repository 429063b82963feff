"""What a question about how often asks for: "skin irritation" is not told of by how many a cloth helped, whoever was irritated by it.

A sentence has to name what happens, or lean on one that does, or stand beneath it. Only words of the documents count: where no
document says what was asked in such words, it may be told in others.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Self

from chat.leaning import leans_back
from chat.telling import is_function_word
from chat.word_weights import WordWeights

_BE = r"(?:is|are|was|were|does|do|did|can|could|may|might|will|would)"
_ENDS = (
    r"(?=\s+(?:in|with|on|after|among|during|when|while|if|from|for|by|following|under|at|within|of|between|as|because|due|without)\b"
    r"|\s*[?.!,]|\s*$)"
)
_ASKED = (
    re.compile(
        rf"\bhow (?:often|frequent(?:ly)?|commonly) {_BE} (?P<what>.+?)\s+(?:happen|occur|arise|follow|develop|appear|come up|seen"
        r"|reported|observed|noted|found)\b",
        re.IGNORECASE,
    ),
    re.compile(rf"\bhow (?:common|frequent|rare|likely) {_BE} (?P<what>(?!it\b|this\b|that\b|they\b).+?){_ENDS}", re.IGNORECASE),
    re.compile(
        rf"\bhow (?:often|frequently|commonly) (?:do|did|does|will|would|can|may) (?:\w+ ){{1,3}}?"
        rf"(?:get|have|report|develop|suffer(?: from)?|experience) (?P<what>(?!to\b).+?){_ENDS}",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:how many|what (?:percentage|proportion|share) of) (?:of )?(?:the )?(?:\w+ ){1,3}?(?:had|got|gets?|have|reported|developed?"
        rf"|suffered|experienced?) (?P<what>(?!to\b|taken\b|been\b).+?){_ENDS}",
        re.IGNORECASE,
    ),
)
_NO_MATTER = frozenset(
    {"it", "this", "that", "they", "them", "these", "side", "effects", "effect", "problems", "problem", "people", "patients"}
)
_MEANS_BEFORE = re.compile(r"\b(?:it|they|these|this) (?:is|are|was|were|has|have|had|occurs?|happens?|affects?|follows?)\b", re.IGNORECASE)
ENOUGH = 0.5  # of the words of what happens


@dataclass(frozen=True, slots=True)
class Happening:
    """What is asked to be counted, in the library's words; nothing where the question counts nothing of the kind."""

    wanted: tuple[str, ...]  # analysed
    words: WordWeights

    @classmethod
    def of(cls, question: str, words: WordWeights, told: Iterable[str]) -> Self:
        """Of this question; `told` are the sentences found: one of them must name what happens, else it is told in other words."""
        match = next((found for pattern in _ASKED if (found := pattern.search(question))), None)
        typed = [word for word in re.findall(r"[\w'’-]+", match["what"])] if match else []
        kept = " ".join(word for word in typed if not is_function_word(word) and word.casefold() not in _NO_MATTER)
        wanted = tuple(word for word in words.words_of(kept) if word in words.by_word) if kept else ()
        asked = cls(wanted, words)
        return asked if wanted and any(asked._held(words.words_of(text)) >= 1.0 for text in told) else cls((), words)

    def is_missing_from(self, sentence: str, before: str, *above: str) -> bool:
        """Whether neither the sentence, what it leans on, nor what stands above it names what is asked to happen."""
        if not self.wanted or _MEANS_BEFORE.search(sentence):
            return False
        texts = (sentence, *above, *((before,) if leans_back(sentence) else ()))
        return self._held(set[str]().union(*map(self.words.words_of, texts))) < ENOUGH

    def _held(self, held: Collection[str]) -> float:
        known = {*held, *(word for name in self.words.also if set(held).issuperset(name.instead) for word in name.asked)}
        return sum(word in known for word in self.wanted) / len(self.wanted)
