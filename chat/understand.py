"""A question in the library's own words: misspellings corrected, short and long forms joined. No language model."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from chat.authors import Authors, authors_of, nobody
from chat.drug_classes import ClassName, class_names, pattern_of
from chat.lay_words import LayWords, OtherName
from chat.mistaken import without_mistaken
from chat.spelling import Spelling
from index.abbreviations import ShortForm
from index.dictionary import english_words
from index.library import Library
from index.search import Question

_N_SAYING = 20  # passages with the words of a name, of which one has to say it
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
# "shouldnt" is "shouldn't": the nearest word of a library, "should", would turn the question round.
_NEGATED = re.compile(r"\b(do|does|did|is|are|was|were|has|have|had|ca|could|wo|would|should|must|need|might|ai)nt\b", re.I)


@dataclass(frozen=True, slots=True)
class Understood:
    """What is searched for instead of what was typed, and why."""

    text: str
    corrected: tuple[tuple[str, str], ...] = ()  # (typed, searched for)
    expanded: tuple[tuple[str, str], ...] = ()  # (in the question, its other name)
    also: tuple[OtherName, ...] = ()  # clinical for everyday words, and the other way round: searched for, not shown
    authors: frozenset[str] = frozenset()  # its words, analysed, that the library knows only as the names of who wrote a document
    classes: tuple[ClassName, ...] = ()  # of the medicines that it names
    by_class: tuple[OtherName, ...] = ()  # the same, analysed
    told_as: tuple[tuple[str, str], ...] = ()  # (a name that the library holds nowhere, the one that it holds instead)

    @property
    def instead(self) -> tuple[OtherName, ...]:
        """All that the library says instead of words of the question."""
        return (*self.also, *self.by_class)

    @property
    def other_names(self) -> str:
        """The other names of what the question names."""
        return ", ".join(other for _, other in self.expanded)

    @property
    def short_forms(self) -> list[str]:
        """Of the names that were joined by another one, the short forms and brands."""
        return [other if name.islower() else name for name, other in self.expanded]

    @property
    def full_text(self) -> str:
        """The corrected question with the other names behind it."""
        return f"{self.text} ({self.other_names})" if self.expanded else self.text

    @property
    def told_text(self) -> str:
        """What the judge reads: the full text with the names that the library holds in the place of those that it does not."""
        text = self.full_text
        for typed, told in self.told_as:
            text = re.sub(rf"(?<!\w){re.escape(typed)}(?!\w)", lambda _, told=told: told, text)  # type: ignore[misc]
        return text


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words and other names of one state of the library."""

    generation: int
    words: Mapping[str, int]  # word → number of documents
    names: Mapping[str, str] = field(default_factory=dict)  # a name, folded (a short form as written) → its other name
    lay_words: LayWords = field(default_factory=lambda: LayWords(()))
    analysed: Callable[[str], Sequence[str]] = str.split  # a text's words as the library's index knows them
    authors: Authors = nobody
    told_in: Mapping[str, str] = field(default_factory=dict)  # a short form → the first document that gives it its other name
    told: Callable[[str], str | None] = lambda name: None  # how documents write a name that they say word after word
    named: _Named = field(init=False, repr=False, compare=False)
    spelling: Spelling = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "named", _Named.of(self.names))
        object.__setattr__(self, "spelling", Spelling(self.words))

    @classmethod
    def of(cls, library: Library) -> Lexicon:
        """Read the library's lexicon."""
        lay_words = LayWords.of(library.words, cache(lambda word: library.document_frequency(word) > 0))
        forms = library.short_forms()
        names = names_of(forms)
        agreed = (form for form in reversed(forms) if names.get(form.short, "").casefold() == form.long.casefold())
        told_in = {form.short: form.source_id for form in agreed}
        return cls(library.generation, library.vocabulary(), names, lay_words, library.words, authors_of(library), told_in, _told(library))

    def understand(self, question: str) -> Understood:
        """Correct what is no word anywhere to the likeliest word of the library, then add other names."""
        correction = cache(self._correction)  # looked for among all words of the library, and asked for thrice for each word
        question, corrected = self._joined(_NEGATED.sub(r"\1n't", question), correction)

        def corrected_word(match: re.Match[str]) -> str:
            typed = match.group()
            word = correction(typed)
            if word is None:
                return typed
            corrected.append((typed, word))
            return word

        text, mistaken = without_mistaken(_WORD.sub(corrected_word, question))
        corrected += mistaken
        expanded = self._other_names(text)
        words = self.analysed(text)
        classes = class_names(text, self.told)
        by_class = tuple(OtherName(tuple(self.analysed(one.medicine)), tuple(self.analysed(one.name))) for one in classes)
        expanded += self._untold(classes)
        also = tuple(other for other in self.lay_words.others(words) if self._is_said(other))
        return Understood(
            text,
            tuple(corrected),
            expanded,
            also,
            self.authors(words),
            classes,
            tuple(dict.fromkeys(by_class)),
            self.lay_words.told_as(text, also, self.analysed),
        )

    def _is_said(self, other: OtherName) -> bool:
        """Whether a document says a name of several words, which it may hold apart: "physically active", "depends on"."""
        return len(other.instead) == 1 or self.told(self.lay_words.written[other.instead]) is not None

    def _untold(self, classes: Sequence[ClassName]) -> tuple[tuple[str, str], ...]:
        """Of the medicines that no document names, each with the nearest class by which it is told of."""
        nearest = {one.medicine: one.name for one in reversed(classes) if not self.told(one.medicine)}
        return tuple(nearest.items())

    def _correction(self, typed: str) -> str | None:
        if sum(character.isupper() for character in typed) > 1 and typed in self.names:
            return None
        if len(typed) == 1 and typed.isupper():  # "U" is a unit, "u" is "you"
            return None
        word = self.spelling.correction(typed.casefold().replace("’", "'"))
        return None if word and self.authors(self.analysed(typed)) else word

    def _joined(self, text: str, correction: Callable[[str], str | None]) -> tuple[str, list[tuple[str, str]]]:
        """The text with words joined that were broken in two: "brest feeding" → "breastfeeding"."""
        joined: list[tuple[str, str]] = []
        for first, second in zip(words := list(_WORD.finditer(text)), words[1:], strict=False):
            between = text[first.end() : second.start()]
            typed = text[first.start() : second.end()]
            if between not in {" ", "-"} or (joined and joined[-1][0].endswith(first.group())):
                continue
            if all(correction(part) is None for part in (first.group(), second.group())) and (
                word := self.spelling.joined(first.group().casefold(), second.group().casefold())
            ):
                joined.append((typed, word))
        for typed, word in joined:
            text = text.replace(typed, word, 1)
        return text, joined

    def _other_names(self, text: str) -> tuple[tuple[str, str], ...]:
        found = [(name, self.names[name]) for name in self.named.within(text)]
        folded = f" {' '.join(_tokens(text.casefold()))} "
        return tuple((name, other) for name, other in found if f" {' '.join(_tokens(other.casefold()))} " not in folded)[:4]


def _told(library: Library) -> Callable[[str], str | None]:
    """What tells how the library writes a name; nothing of what no document says word after word."""
    nothing = np.zeros(library.encoder.dimension, dtype=np.float32)  # by words alone: nothing is embedded

    @cache
    def told(name: str) -> str | None:
        pattern = pattern_of((name,))
        for words in {tuple(library.words(form)): None for form in (name, f"{name}s")}:  # "SSRIs" is no form of "SSRI" for the index
            if not all(map(library.document_frequency, words)):
                continue
            hits = library.search_for(Question(nothing, nothing, words), mode="lexical", top_k=_N_SAYING)
            if found := next(filter(None, (pattern.search(f"{hit.passage.section} {hit.passage.text}") for hit in hits)), None):
                return _small(found.group())
        return None

    return told


def _small(name: str) -> str:
    """A name as it stands within a sentence."""
    return name[0].lower() + name[1:] if name[1:].islower() else name


@dataclass(frozen=True, slots=True)
class _Named:
    """Finds names in a text by looking up its words, so that it takes no longer among many names than among few."""

    names: Collection[str]
    long: Mapping[tuple[str, ...], Sequence[str]]  # the words of a long form → its names
    small: Mapping[str, Sequence[str]]  # a short form in small letters → its names
    most_words: int  # of a long form

    @classmethod
    def of(cls, names: Iterable[str]) -> _Named:
        long: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        small: defaultdict[str, list[str]] = defaultdict(list)
        for name in (known := dict.fromkeys(names)):
            if name.islower():
                long[tuple(_tokens(name))].append(name)
            elif len(folded := name.casefold()) >= 3 and folded not in english_words():  # "fiq", but not "act" for ACT
                small[folded].append(name)
        return cls(known.keys(), long, small, max(map(len, long), default=0))

    def within(self, text: str) -> list[str]:
        """The names as they come: long forms in any letters, short forms as written, or small where no English word is like it."""
        written = _tokens(text)
        folded = [token.casefold() for token in written]
        found: list[str] = []
        for start, token in enumerate(written):
            found += [token] if token in self.names and not token.islower() else []
            found += self.small.get(folded[start], ())
            for end in range(start + 1, min(len(folded), start + self.most_words) + 1):
                found += self.long.get(tuple(folded[start:end]), ())
        return [*dict.fromkeys(found)]


def _tokens(text: str) -> Sequence[str]:
    return re.findall(r"[^\W_]+", text)


def names_of(forms: Iterable[ShortForm]) -> dict[str, str]:
    """Each name's other name: the one that most documents give it; none where less than half of what they say of it agrees."""
    givers: defaultdict[str, dict[str, tuple[str, int]]] = defaultdict(dict)  # name → other, folded → as written, how many documents
    for form in forms:
        for name, other in ((form.short, form.long), (form.long.casefold(), form.short)):
            first, n_documents = givers[name].get(other.casefold(), (other, 0))
            givers[name][other.casefold()] = (first, n_documents + form.n_documents)
    names = {}
    for name, others in givers.items():
        other, n_documents = max(others.values(), key=lambda given: given[1])  # the first of equals
        if 2 * n_documents >= sum(n for _, n in others.values()):
            names[name] = other
    return names
