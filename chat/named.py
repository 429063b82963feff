"""Names that a question asks about: what a passage says of lithium answers nothing about propranolol, however well it fits."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from chat.drug_classes import is_of_another, pattern_of
from chat.identity import is_for
from chat.speakers import DOCUMENT_WORDS, without_speaker
from chat.spelling import is_name
from chat.telling import telling_text
from chat.things import substances_in, things_in
from chat.understand import Understood
from index.library import Library

Analysed = frozenset[str]  # words as the library's index knows them

# How the generic names of medicines end: stems that the WHO gives out for kinds of substances (International Nonproprietary Names,
# the stem book of 2018), those of them with which hardly another word ends.
_MEDICINE = re.compile(
    r"\w{3,}(?:mab|nib|cept|glutide|gliptin|gliflozin|glitazone|statin|sartan|pril|olol|dipine|prazole|setron|triptan|gepant|azepam|azolam|azepine"
    r"|barbital|caine|cillin|mycin|micin|cycline|floxacin|conazole|nidazole|bendazole|ciclovir|vudine|[dptn]avir|buvir|asvir|oxetine|triptyline|pramine"
    r"|peridol|peridone|apine|piprazole|gabalin|pentin|racetam|profen|coxib|fenac|parin|xaban|gatran|grelor|grel|lukast|terol|tropium|metasone|solone"
    r"|sonide|dronate|relix|golix|relin|adol|codone|morphone|fentanil|tidine|semide|thiazide|platin|rubicin|taxel|ketamine|orexant|melteon|vaptan|fibrate"
    r"|zolamide|stigmine|curium|trozole|zodone|zosin|afil|pexole|caftor|trexate|citabine|zomib|rafenib|ciclib|parib|lidomide|limus)s?"
)


_SENTENCE = re.compile(r"[^.?!\n]+[.?!\n]*")
_WORD = re.compile(r"[^\W\d_]+")
_ROUTES = {"iv", "im", "sc", "po", "sl", "pr"}  # by which a medicine is given: no names of a matter
_NO_NAMES = DOCUMENT_WORDS | _ROUTES
_LETTER = 25  # words; in a longer message what it asks is told apart from what it tells

Names = tuple[Analysed, ...]  # a name, and what it may be called instead


@dataclass(frozen=True, slots=True)
class Named:
    """The names in a question, each with what it may be called instead: those that the library holds, its authors, and things."""

    names: tuple[Names, ...]
    things: tuple[Names, ...]  # those of them that are surely the name of a medicine, an illness or the like
    words_of: Callable[[str], Analysed]
    medicines: tuple[Names, ...] = ()  # those of them that are surely medicines or supplements
    purposes: tuple[Names, ...] = ()  # those that only say what a medicine is for: "travel sickness pills"
    classes: Mapping[Names, re.Pattern[str]] = field(default_factory=dict)  # those of them that documents may name by their class
    of_class: tuple[str, ...] = ()  # these as the question names them

    @classmethod
    def of(cls, asked: Understood, words_of: Callable[[str], Analysed], library: Library) -> Self:
        """Of this question. What else no document holds may be a word that nobody spelt right; whoever asks is told of it."""
        question = without_speaker(_question(asked.text))
        typed = list(dict.fromkeys(word for word in telling_text(question).split() if is_name(word) and word.casefold() not in _NO_NAMES))
        medicines = [word for word in typed if is_medicine(word)]
        things = [words for name in dict.fromkeys((*things_in(question), *medicines)) if (words := _owned(words_of(name)))]
        held = [words for word in typed if (words := _owned(words_of(word))) and _is_held(words, library)]
        authors = [frozenset({name}) for name in sorted(asked.authors)]
        called = {words: (words, *map(_owned, _others(words, asked, words_of))) for words in (*things, *held, *authors)}
        substances = [words for name in medicines_in(question) if (words := _owned(words_of(name))) in called]
        purposes = [words for name in things_in(question) if is_for(name, question) and (words := _owned(words_of(name))) in called]
        classes = {
            called[words]: pattern_of(tuple(one.name for one in asked.classes if one.medicine == medicine))
            for medicine in dict.fromkeys(one.medicine for one in asked.classes)
            if (words := _owned(words_of(medicine))) in called
        }
        return cls(
            tuple(called.values()),
            tuple(called[words] for words in things),
            words_of,
            tuple(called[words] for words in substances),
            tuple(called[words] for words in purposes if words not in substances),
            classes,
            tuple(dict.fromkeys(one.medicine for one in asked.classes)),
        )

    def is_missing_from(self, *texts: str) -> bool:
        """Whether these texts, taken together, lack one of the names by whatever it may be called."""
        return bool(self.missing_from(*texts))

    def missing_from(self, *texts: str) -> Sequence[Names]:
        """The names that these texts, taken together, lack."""
        held: set[str] = set()
        wanted: Sequence[Names] = self.names
        for text in texts:
            if not wanted:
                break
            held |= self.words_of(text)
            wanted = [names for names in wanted if not (any(name <= held for name in names) or self._names_class(names, text))]
        return wanted

    def is_of_another(self, sentence: str, above: str) -> bool:
        """Whether a sentence is told of another medicine than one that may be named by its class."""
        return bool(self.of_class) and is_of_another(sentence, above, self.of_class)

    def _names_class(self, names: Names, text: str) -> bool:
        return names in self.classes and self.classes[names].search(text) is not None

    def is_asked(self, name: str) -> bool:
        """Whether this is one of the names that the question asks about, or what one may be called instead."""
        words = _owned(self.words_of(name))
        return any(words == called for names in self.names for called in names)

    def is_missing_everywhere(self, library: Library) -> bool:
        """Whether the library holds one of the things by none of its names: what it says is said of others."""
        return any(names not in self.classes and not any(_is_held(name, library) for name in names) for names in self.things)


def medicines_in(text: str) -> tuple[str, ...]:
    """The medicines and supplements that a text names, by our lists or by how generic names end."""
    return tuple(dict.fromkeys((*substances_in(text), *filter(is_medicine, _WORD.findall(text)))))


def is_medicine(word: str) -> bool:
    """Whether a word ends as the generic names of medicines do."""
    return _MEDICINE.fullmatch(word.casefold()) is not None


def _question(text: str) -> str:
    """What a message asks: of a long one its sentences that end with a question mark."""
    asking = [sentence for sentence in _SENTENCE.findall(text) if "?" in sentence]
    return " ".join(asking) if asking and len(text.split()) > _LETTER else text


def _owned(words: Analysed) -> Analysed:
    """A name without the s of an owner: who asks about Parkinson's is told of Parkinson disease."""
    return words - {"s"} or words


def _is_held(words: Analysed, library: Library) -> bool:
    return all(map(library.document_frequency, words))


def _others(words: Analysed, asked: Understood, words_of: Callable[[str], Analysed]) -> list[Analysed]:
    by_class = {one.medicine for one in asked.classes}
    pairs = [(words_of(one), words_of(other)) for one, other in asked.expanded if one not in by_class]
    pairs += [(frozenset(name.asked), frozenset(name.instead)) for name in asked.also]
    return [other for one, other in pairs if words & one]
