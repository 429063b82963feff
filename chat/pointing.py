"""Which of the documents quoted before a question means: "what about the second study?", "what does the other paper say?".

What is counted is what the reader was shown. Where several documents were quoted, the second study is the second of them; where
one was, it is the second study that this one tells of: the one under the second of its headings "Study 1", "Study 2" where it has
such, else a study begins where another number of people studied is named. Where fewer were quoted, those shown as related are counted
after them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from chat.conversation import is_aspect
from chat.guard import patients_named
from chat.reply import QuotedPassage, Reply
from chat.telling import is_function_word
from index.document import Sentence
from index.library import Library

_PLACES = {
    "first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "fifth": 4, "5th": 4, "last": -1, "other": 1,
}  # fmt: skip
_OTHER = "other"
_POINTS = re.compile(
    rf"\bthe (?P<place>{'|'.join(_PLACES)}) (?:quoted |named )?(?P<what>study|trial|experiment|document|source|paper|article|text)\b"
    r"(?! (?:of|on|by|about|with|from|that|which|who|in|for)\b)",  # "the first study of ketamine" is named, not pointed at
    re.I,
)
_OF_STUDIES = frozenset({"study", "trial", "experiment"})
_ONE = re.compile(rf"(?P<before>\bthe (?:{'|'.join(_PLACES)}) )one\b(?! (?:of|on|by|about|with|from|that|which|who|in|for)\b)", re.I)
_POINTABLE = re.compile(r"\b(?P<what>study|trial|experiment|document|source|paper|article|text|studie(?=s\b))s?\b", re.I)
_NTH = re.compile(r"\b(?:the|our|a|this) (first|second|third|fourth) (?:[\w-]+ ){0,2}?(?:study|trial|experiment)\b", re.I)
_SHARE = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|\d+) (?:in|out of) (?:every )?[\w,]+ (?=[a-z])", re.I
)  # "one in four adults" are nobody's patients
_TELLING = re.compile(r"[^\W\d_][\w-]{3,}")
_NUMBERED = re.compile(r"\b(?:study|trial|experiment)\s+(?:\d{1,2}|[IVX]{1,4}|one|two|three|four|five)\b(?![.,]\d)", re.I)
# What may stand around it where nothing else is asked.
_BARE = re.compile(
    r"\b(?:and|so|ok|okay|what|how|about|tell|me|more|what's|is|was|does|did|do|say|says|said|show|find|found|in|please|now|then)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Pointed:
    """What a question points at."""

    place: int  # from 0; -1 for the last
    is_other: bool  # the second of exactly two
    is_study: bool  # a study, which may be one of several in a document
    question: str  # as it is asked of what is meant: "who paid for the other study?" → "who paid for it?"
    is_all: bool  # nothing else is asked: "what about the second study?"
    start: int = 0  # where "it" stands in `question`

    def naming(self, name: str) -> str:
        """The question with the name of what it points at: "who paid for the second study?" → "who paid for study 2?"."""
        return f"{self.question[: self.start]}{name}{self.question[self.start + len('it') :]}"

    def place_among(self, n: int) -> int | None:
        """The place that is meant among so many, from 0; None if there is none, or no telling which."""
        if not n or (self.is_other and n != 2) or self.place >= n:
            return None
        return self.place % n


@dataclass(frozen=True, slots=True)
class Meant:
    """The document that is meant, and of it the sentences of one study; all where there are none."""

    source_id: str
    study: tuple[Sentence, ...] = ()
    named: str = ""  # what the document calls the study: "Study 2"
    others: frozenset[str] = frozenset()  # words in which the document's other studies differ from it: "doxepin"


def with_its_noun(question: str, earlier: Sequence[str]) -> str:
    """The question with "one" as what the turn before names: "the other one" after "who paid for the trial?" → "the other trial"."""
    nouns = {found["what"].casefold().replace("studie", "study") for found in _POINTABLE.finditer(earlier[-1])} if earlier else set()
    return _ONE.sub(lambda one: f"{one['before']}{next(iter(nouns))}", question) if len(nouns) == 1 else question


def is_bare_one(question: str) -> bool:
    """Whether all that is said is "the other one": without what it is one of, whatever answers is a guess."""
    text, n_named = _ONE.subn("", question)
    return bool(n_named) and not any(character.isalnum() for character in _BARE.sub("", text))


def asked_of_another(question: str, others: Iterable[str]) -> str | None:
    """The question without the words that only other studies hold: "who paid for the zinc trial?" → "who paid for the trial?".

    None where it holds none of them.
    """
    gone = "|".join(map(re.escape, sorted(others)))
    text, n_gone = re.subn(rf"\b(?:{gone})\b ?", "", question, flags=re.I) if gone else (question, 0)
    return text if n_gone else None


def pointed(question: str) -> Pointed | None:
    """What the question points at among the documents quoted before; None if at none."""
    found = _POINTS.search(question)
    if found is None:
        return None
    place = found["place"].casefold()
    rest = _BARE.sub("", f"{question[: found.start()]}{question[found.end() :]}")
    return Pointed(
        _PLACES[place],
        place == _OTHER,
        found["what"].casefold() in _OF_STUDIES,
        f"{question[: found.start()]}it{question[found.end() :]}",
        not any(character.isalnum() for character in rest),
        found.start(),
    )


def meant(pointed: Pointed, before: Reply, library: Library, asked_before: str = "") -> Meant | None:
    """Which document, or which study of one, is meant by somebody who was shown this reply; None where there is no telling."""
    quoted = _documents(before.quotes)
    if pointed.is_study and (study := _study_meant(pointed, quoted, library, asked_before)):
        return study
    for shown in (quoted, _documents((*before.quotes, *before.related))):
        if (place := pointed.place_among(len(shown))) is not None:
            return Meant(shown[place])
    return None


def _study_meant(pointed: Pointed, quoted: Sequence[str], library: Library, asked_before: str) -> Meant | None:
    """A study of the one document quoted, or of the one of several that numbers its studies where it was asked by number before."""
    for source_id in quoted if len(quoted) == 1 or _NUMBERED.search(asked_before) else ():
        sentences = library.sentences(source_id)
        numbered = numbered_studies(sentences, {passage.passage_id: passage.section for passage in library.passages(source_id)})
        if (place := pointed.place_among(len(numbered))) is not None:
            return Meant(source_id, numbered[name := list(numbered)[place]], name)
        studies = [] if numbered or len(quoted) > 1 else studies_of(sentences)
        if (place := pointed.place_among(len(studies))) is not None:
            own = _own_words(studies)
            if pointed.is_other and own[1] & _telling(asked_before):
                place = 0
            others = frozenset().union(*(words for n, words in enumerate(own) if n != place))
            told = [one for one in sentences if one not in studies[place] and _tells_of(one.text, own[place], others)]
            return Meant(source_id, (*studies[place], *told), others=others)
    return None


def _own_words(studies: Sequence[Sequence[Sentence]]) -> list[frozenset[str]]:
    """Of each study the words with which it alone begins."""
    begins = [_telling(study[0].text) for study in studies]
    return [words.difference(*(other for other in begins if other is not words)) for words in begins]


def _telling(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _TELLING.findall(text) if not (is_function_word(word) or is_aspect(word)))


def _tells_of(text: str, own: frozenset[str], others: frozenset[str]) -> bool:
    """Whether a sentence elsewhere tells of the study with these words, and of no other."""
    words = _telling(text)
    return bool(words & own) and not words & others


def _documents(shown: Iterable[QuotedPassage]) -> list[str]:
    return list(dict.fromkeys(quoted.quote.source_id for quoted in shown))


def numbered_studies(sentences: Sequence[Sentence], sections: Mapping[str, str]) -> dict[str, tuple[Sentence, ...]]:
    """The studies that have a heading of their own, by name: what stands beneath it, and what names no other ("Study 2 was paid …").

    `sections` gives each passage's heading path. Empty where fewer than two studies have a heading.
    """
    titles = {passage_id: _folded(title.group()) for passage_id, section in sections.items() if (title := _NUMBERED.search(section))}
    known = list(dict.fromkeys(titles.values()))
    beneath: defaultdict[str, list[Sentence]] = defaultdict(list)
    elsewhere: defaultdict[str, list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        own = titles.get(sentence.passage_id, "")
        for name in {_folded(found) for found in _NUMBERED.findall(sentence.text)} & set(known) or {own} - {""}:
            (beneath if name == own else elsewhere)[name].append(sentence)
    return {name: (*beneath[name], *elsewhere[name]) for name in known if beneath[name]} if len(known) > 1 else {}


def renamed(question: str, name: str) -> str | None:
    """The question asked of another study than the one that it names by its number; None if it names none."""
    text, n_named = _NUMBERED.subn(name, question)
    return text if n_named else None


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def studies_of(sentences: Sequence[Sentence]) -> list[tuple[Sentence, ...]]:
    """The studies that a document tells of, in reading order, each with its sentences up to the next one or the end of its passage.

    Where it counts them itself, "in the second study", they begin there.
    """
    counted: dict[str, int] = {}
    for position, sentence in enumerate(sentences):
        for nth in _NTH.findall(sentence.text):
            counted.setdefault(nth.casefold(), position)
    begins = sorted(set(counted.values())) if {"first", "second"} <= counted.keys() else []
    named: set[str] = set()
    for position, sentence in enumerate(() if begins else sentences):
        people = patients_named(_SHARE.sub("", sentence.text))
        if people and not named & set(people):
            begins.append(position)
        named.update(people)
    return [
        tuple(one for one in sentences[first:last] if one.passage_id == sentences[first].passage_id)
        for first, last in pairwise([*begins, len(sentences)])
    ]
