"""Two things of one sort that a document tells apart: "cognitive therapy" asked, "sound therapy" told; "severe" asked, "moderate" told.

Only where the documents themselves know both: the passages found say "cognitive therapy", and a sentence that says "sound therapy"
alone, beneath no heading that names the other, is told of that one. A sentence that names both tells of both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Self

from chat.telling import is_function_word

_WORD = re.compile(r"[^\W_]+")
_SIDE_BY_SIDE = re.compile(r"[\s-]+")
# Words that, before another, name no sort of it, and words of which everything is a sort.
_NO_SORT = frozenset(
    [
        "mean", "median", "average", "total", "overall", "whole", "own", "other", "same", "further", "additional", "single",
        "usual", "main", "primary", "secondary", "new", "previous", "last", "next", "daily", "weekly", "monthly", "better", "worse",
        "good", "reported", "common", "rare", "frequent", "possible", "known", "certain", "given", "taken", "used", "asked", "many",
        "several",
    ]
)  # fmt: skip
_NO_HEAD = frozenset(
    [
        "patient", "patients", "people", "person", "persons", "participant", "participants", "study", "studies", "trial", "trials",
        "effect", "effects", "event", "events", "case", "cases", "year", "years", "month", "months", "week", "weeks", "day", "days",
        "hour", "hours", "time", "times", "use", "rate", "rates", "risk", "number", "percentage", "problems", "problem", "symptoms",
        "symptom", "disease", "pain",
    ]
)  # fmt: skip
_GRADES = tuple(re.compile(rf"\b(?:{grade})\b", re.IGNORECASE) for grade in ("mild(?:ly)?", "moderate(?:ly)?", "severe(?:ly)?"))

Analysed = frozenset[str]


@dataclass(frozen=True, slots=True)
class Siblings:
    """The sorts of things that a question names: (sort, thing), both analysed."""

    pairs: tuple[tuple[Analysed, Analysed], ...]
    grade: re.Pattern[str] | None
    words_of: Callable[[str], Analysed]

    @classmethod
    def of(cls, question: str, found: Iterable[str], words_of: Callable[[str], Analysed]) -> Self:
        """Of this question; only those sorts of things that one of the texts found names."""
        words_of = cache(words_of)
        asked = {(words_of(sort), words_of(thing)) for sort, thing in _pairs(question)}
        if asked:
            heads = {word for _, thing in asked for word in thing}
            told = {pair for text in found for pair in _told(text, heads, words_of)}
            asked &= told
        grades = [grade for grade in _GRADES if grade.search(question)]
        return cls(tuple(sorted(asked, key=lambda pair: sorted(pair[0]))), grades[0] if len(grades) == 1 else None, words_of)

    def is_of_another(self, sentence: str, *above: str) -> bool:
        """Whether a sentence names another sort of the thing only, and nothing above it names the one asked about."""
        if self.grade and _is_of_other_grade(self.grade, sentence, above):
            return True
        for sort, thing in self.pairs:
            others = [other for other, of in _told(sentence, thing, self.words_of) if of == thing and other != sort]
            if others and not sort <= set[str]().union(*map(self.words_of, (sentence, *above))):
                return True
        return False


def _is_of_other_grade(asked: re.Pattern[str], sentence: str, above: Iterable[str]) -> bool:
    for text in (sentence, *above):
        if asked.search(text):
            return False
        if any(grade.search(text) for grade in _GRADES):
            return True
    return False


def _pairs(text: str) -> list[tuple[str, str]]:
    """Words that stand side by side and may be a sort and its thing."""
    words = list(_WORD.finditer(text))
    return [
        (one.group(), other.group())
        for one, other in pairwise(words)
        if _SIDE_BY_SIDE.fullmatch(text[one.end() : other.start()]) and _is_sort(one.group()) and _is_thing(other.group())
    ]


def _told(text: str, heads: Iterable[str], words_of: Callable[[str], Analysed]) -> list[tuple[Analysed, Analysed]]:
    starts = {head[:4] for head in heads}
    return [(words_of(sort), words_of(thing)) for sort, thing in _pairs(text) if thing.casefold()[:4] in starts]


def _is_sort(word: str) -> bool:
    return len(word) > 2 and word.isalpha() and word.casefold() not in _NO_SORT and not is_function_word(word)


def _is_thing(word: str) -> bool:
    return len(word) > 2 and word.isalpha() and word.casefold() not in _NO_HEAD and not is_function_word(word)
