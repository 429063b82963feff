"""Names of things that a question is about: medicines, supplements, illnesses, what is done against them, and countries."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_suffix(".toml")

Words = tuple[str, ...]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*['’]?")
_BETWEEN_WORDS = re.compile(r"\s*[-‐‑–/]?\s*")


def things_in(text: str) -> tuple[str, ...]:
    """The names in a text as they stand there, longest first; none that is part of a longer one."""
    return _table(_ALL).within(text)


def substances_in(text: str) -> tuple[str, ...]:
    """The medicines and supplements among them."""
    return _table(_SUBSTANCES).within(text)


def illnesses_in(text: str) -> tuple[str, ...]:
    """The illnesses among them."""
    return _table(("conditions",)).within(text)


def treatments_in(text: str) -> tuple[str, ...]:
    """What is done against them: medicines, supplements, operations, tests."""
    return _table((*_SUBSTANCES, "procedures")).within(text)


_SUBSTANCES = ("medicines", "supplements")
_ALL = (*_SUBSTANCES, "conditions", "procedures", "places")


@dataclass(frozen=True, slots=True)
class _Table:
    """Finds names by looking up words, so that it takes no longer among many names than among few."""

    names: frozenset[Words]
    otherwise: frozenset[Words]  # in which a name means something else
    capitals: frozenset[str]  # names that are ordinary words in small letters
    most_words: int
    begins: frozenset[str]  # words with which one of them begins; where none stands nothing else is looked up

    @classmethod
    def of(cls, names: Iterable[str], otherwise: Iterable[str]) -> _Table:
        listed = tuple(names)
        known = frozenset(key for name in listed if not name.isupper() for key in _keys(name))
        unlike = frozenset(key for phrase in otherwise for key in _keys(phrase))
        keys = known | unlike
        begins = frozenset(key[0] for key in keys if key)
        return cls(known, unlike, frozenset(filter(str.isupper, listed)), max(map(len, keys), default=1), begins)

    def within(self, text: str) -> tuple[str, ...]:
        words = list(_WORD.finditer(text))
        folded = [_folded(word.group()) for word in words]
        forms = list(map(_forms, folded))
        starts = [at for at, word in enumerate(words) if not self.begins.isdisjoint(forms[at]) or word.group() in self.capitals]
        taken: set[int] = set()
        found: dict[str, str] = {}  # in small letters → as first written
        for start, end in sorted(_runs(words, starts, self.most_words), key=lambda run: (run[0] - run[1], run)):
            keys = {(*folded[start : end - 1], form) for form in forms[end - 1]}
            is_name = not self.names.isdisjoint(keys) or self._in_capitals(words[start:end], text)
            if taken.isdisjoint(range(start, end)) and (is_name or not self.otherwise.isdisjoint(keys)):
                taken.update(range(start, end))
                if is_name:
                    name = text[words[start].start() : words[end - 1].end()].rstrip("'’")
                    found.setdefault(name.casefold(), name)
        return tuple(sorted(found.values(), key=len, reverse=True))

    def _in_capitals(self, words: Sequence[re.Match[str]], text: str) -> bool:
        return len(words) == 1 and words[0].group() in self.capitals and not text.isupper()  # where all are capitals they tell nothing


def _runs(words: Sequence[re.Match[str]], starts: Iterable[int], most_words: int) -> Iterable[tuple[int, int]]:
    """Where words stand side by side that can make up a name which begins at one of these."""
    for start in starts:
        for end in range(start + 1, min(len(words), start + most_words) + 1):
            if end - start > 1 and not _side_by_side(words[end - 2], words[end - 1]):
                break
            yield start, end


def _side_by_side(word: re.Match[str], following: re.Match[str]) -> bool:
    between = word.string[word.end() : following.start()]
    return bool(_BETWEEN_WORDS.fullmatch(between)) or (between.strip() == "." and word.group().casefold() == "st")


def _keys(name: str) -> Iterable[Words]:
    """A name as it is looked up; of several words, also without the possessive s: "Crohn disease"."""
    words = _WORD.findall(name)
    yield tuple(map(_folded, words))
    if len(words) > 1:
        yield tuple(_folded(re.sub(r"['’]s?$", "", word)) for word in words)


def _forms(word: str) -> tuple[str, ...]:
    """A word as written and what it may be the plural of."""
    return word, *(word[: -len(end)] + singular for end, singular in _PLURALS if len(word) > 4 and word.endswith(end))


_PLURALS = (("s", ""), ("es", ""), ("ies", "y"), ("ses", "sis"))


def _folded(word: str) -> str:
    """In small letters, without accents and apostrophes."""
    if word.isascii() and word.isalnum():
        return word.lower()
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(character for character in apart if character.isalnum())


@cache
def _table(kinds: tuple[str, ...]) -> _Table:
    lists = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return _Table.of((name for kind in kinds for name in lists[kind]), lists["otherwise"])
