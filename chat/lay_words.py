"""Everyday words meet clinical ones: the other names that a library has for what a question names."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_suffix(".toml")
MAX_OTHERS = 6
_STEM = 4  # letters
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")

Words = tuple[str, ...]  # analysed, in order


@dataclass(frozen=True, slots=True)
class OtherName:
    """Words of the question, and the words that the library says instead."""

    asked: Words
    instead: Words


@dataclass(frozen=True, slots=True)
class LayWords:
    """Groups of names for one thing, as the library's analyser knows them; those that the library does not hold are marked."""

    groups: tuple[tuple[tuple[Words, bool], ...], ...]
    longest: int = 0  # words of the longest name
    groups_of: Mapping[Words, Sequence[int]] = field(default_factory=dict)  # which groups hold a name, by their place
    written: Mapping[Words, str] = field(default_factory=dict)  # a name → how the table writes it

    @classmethod
    def of(cls, words: Callable[[str], Sequence[str]], holds: Callable[[str], bool]) -> LayWords:
        """Analyse the names. `words` analyses a text; `holds` tells whether the library has an analysed word."""
        groups = []
        written: dict[Words, str] = {}
        for names in _names():
            forms_of = {name: _forms(name, words) for name in names}
            written |= {form: name for name, forms in forms_of.items() for form in reversed(forms)}
            forms = dict.fromkeys(form for of_name in forms_of.values() for form in of_name)
            group = tuple((form, all(map(holds, form))) for form in forms if form)
            if len(group) > 1 and any(held for _, held in group):
                groups.append(group)
        groups_of: defaultdict[Words, list[int]] = defaultdict(list)
        for place, group in enumerate(groups):
            for form, _ in group:
                groups_of[form].append(place)
        return cls(tuple(groups), max(map(len, groups_of), default=0), dict(groups_of), written)

    def others(self, asked: Sequence[str]) -> tuple[OtherName, ...]:
        """Other names, held by the library, of what these analysed words name; of a group's names the longest in the question."""
        found: dict[OtherName, None] = {}
        runs = {
            tuple(asked[start:end]) for start in range(len(asked)) for end in range(start + 1, min(len(asked), start + self.longest) + 1)
        }
        for place in sorted({place for run in runs for place in self.groups_of.get(run, ())}):
            group = self.groups[place]
            named = max((form for form, _ in group if form in runs), key=len)
            found.update({OtherName(named, form): None for form, held in group if held and not set(form) <= set(asked)})
        return tuple(found)[:MAX_OTHERS]

    def told_as(self, text: str, others: Iterable[OtherName], words: Callable[[str], Sequence[str]]) -> tuple[tuple[str, str], ...]:
        """The names typed that the library holds nowhere, each with the one that it holds instead: "what are piles" → piles, haemorrhoids.

        `others` are the other names of the text's words; mere forms of one word are none.
        """
        instead: dict[Words, str] = {}
        for other in others:
            if not self._is_held(other.asked) and not _is_form_of(other.asked, other.instead):
                instead.setdefault(other.asked, self.written[other.instead])
        tokens, told, taken = list(_WORD.finditer(text)) if instead else [], {}, set[int]()
        for named in sorted(instead, key=len, reverse=True):
            for first in range(len(tokens) - len(named) + 1):
                places = range(first, first + len(named))
                typed = text[tokens[first].start() : tokens[places[-1]].end()]
                if taken.isdisjoint(places) and tuple(words(typed)) == named and all(words(tokens[place].group()) for place in places):
                    told[typed] = instead[named]
                    taken.update(places)
        return tuple(told.items())

    def _is_held(self, name: Words) -> bool:
        return any(held for place in self.groups_of[name] for form, held in self.groups[place] if form == name)


def _is_form_of(one: Words, other: Words) -> bool:
    """Whether two names are but forms of one word: "safe", "safety"."""
    return len(one) == len(other) == 1 and one[0][:_STEM] == other[0][:_STEM]


def _forms(name: str, words: Callable[[str], Sequence[str]]) -> tuple[Words, ...]:
    """A name as the analyser knows it, and written in one word unless the analyser takes that for a part of it: "aftereating" → "after"."""
    apart, joined = tuple(words(name)), tuple(words(_in_one_word(name)))
    return (apart, joined) if len(joined) != 1 or joined[0] not in apart else (apart,)


def _in_one_word(name: str) -> str:
    """A name of two words as some write it: "hayfever"."""
    return name.replace(" ", "") if name.count(" ") == 1 else name


@lru_cache(maxsize=1)
def named_words() -> frozenset[str]:
    """The words of all names, in small letters."""
    return frozenset(word for group in _names() for name in group for word in name.casefold().split())


@lru_cache(maxsize=1)
def _names() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(group) for group in tomllib.loads(FILE.read_text(encoding="utf-8"))["names"])
