"""Names of things that a question is about: medicines, supplements, illnesses, what is done against them, and countries."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_suffix(".toml")

Words = tuple[str, ...]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*['’]?")
_BETWEEN_WORDS = re.compile(r"\s*[-‐‑–/]?\s*")


def things_in(text: str) -> tuple[str, ...]:
    """The names in a text as they stand there, longest first; none that is part of a longer one."""
    return _table().within(text)


def medicines_in(text: str) -> tuple[str, ...]:
    """The names of medicines and supplements in a text, as `things_in` gives them."""
    return _medicines().within(text)


@dataclass(frozen=True, slots=True)
class _Table:
    """Finds names by looking up words, so that it takes no longer among many names than among few."""

    names: frozenset[Words]
    otherwise: frozenset[Words]  # in which a name means something else
    capitals: frozenset[str]  # names that are ordinary words in small letters
    most_words: int

    @classmethod
    def of(cls, names: Iterable[str], otherwise: Iterable[str]) -> _Table:
        listed = tuple(names)
        known = frozenset(key for name in listed if not name.isupper() for key in _keys(name))
        unlike = frozenset(key for phrase in otherwise for key in _keys(phrase))
        return cls(known, unlike, frozenset(filter(str.isupper, listed)), max(map(len, known | unlike), default=1))

    def within(self, text: str) -> tuple[str, ...]:
        words = list(_WORD.finditer(text))
        folded = [_folded(word.group()) for word in words]
        forms = list(map(_forms, folded))
        taken: set[int] = set()
        found: dict[str, str] = {}  # in small letters → as first written
        for start, end in sorted(_runs(words, self.most_words), key=lambda run: (run[0] - run[1], run)):
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


def _runs(words: Sequence[re.Match[str]], most_words: int) -> Iterable[tuple[int, int]]:
    """Where words stand side by side that can make up a name."""
    for start in range(len(words)):
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
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(character for character in apart if character.isalnum())


@lru_cache(maxsize=1)
def _table() -> _Table:
    lists = tomllib.loads(FILE.read_text(encoding="utf-8"))
    otherwise = lists.pop("otherwise")
    return _Table.of((name for names in lists.values() for name in names), otherwise)


@lru_cache(maxsize=1)
def _medicines() -> _Table:
    lists = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return _Table.of((*lists["medicines"], *lists["supplements"]), lists["otherwise"])
