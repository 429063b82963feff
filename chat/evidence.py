"""Candidate sentences for a question, each with what speaks for it."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np

from chat.answer_kind import asked_kinds, lacks
from chat.judge.cross_encoder import Candidate, Judge
from chat.lay_words import OtherName
from chat.telling import telling_words
from chat.understand import Understood
from index.document import Sentence, Source
from index.encoder import Vectors
from index.hit import Hit
from index.library import Library
from index.search import Question

Embed = Callable[[str], Vectors]  # a question's vector, float32 (dimension,)
N_PASSAGES = 30
OTHER_NAME_WEIGHT = 0.5
N_BEST = 23  # sentences chosen for themselves; more only give the judge more to be wrong about (docs/decisions/008-answers.md)
BY_WORDS = 0.3  # how much more a sentence with all telling words of the question counts than one with none
MOST_BEHIND = 0.45  # behind the best one's score: what fits worse costs a seventh of the judge's time and answers nothing (same page)


@dataclass(frozen=True, slots=True)
class Features:
    """What speaks for a sentence; the calibrated probability is made of these."""

    judged: float  # the judge's logit
    cosine: float  # of the sentence with the question
    fused: float  # of its passage in hybrid search, 0..1
    coverage: float  # share of the question's telling words, by rarity, that sentence, heading or neighbours hold
    unknown: float  # share of the question's telling words, by rarity, that the library holds nowhere
    lacking: float  # share of the kinds of answer asked for (a price, a date, …) that sentence, heading and neighbours do not hold


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that may answer, where it stands, and what speaks for it."""

    sentence: Sentence
    position: int  # in `neighbours`
    neighbours: tuple[Sentence, ...]  # all sentences of its passage
    hit: Hit
    features: Features
    probability: float = 0.0
    strength: float = 0.0  # to be compared within one question
    holds_kind: bool = False  # a kind of answer was asked for (a price, a date, …), and the sentence holds it


def gather(
    asked: Understood,
    *,
    library: Library,
    judge: Judge,
    embed: Embed,
    sources: Mapping[str, Source],
    source_ids: Collection[str] | None = None,
) -> list[Evidence]:
    """Search, take the likeliest sentences of the best passages, and have each judged. In no particular order."""
    prepared = _prepared(asked, library, embed)
    hits = library.search_for(prepared, top_k=N_PASSAGES, source_ids=source_ids)
    words = _Weights.of(telling_words(asked.text, library.words), asked.also, library)
    found = library.sentences_of(hits)
    chosen = _likeliest(hits, found, prepared, words, library)
    candidates = [_candidate(found[hit.passage.passage_id], position, hit, sources) for _, _, hit, position in chosen]
    logits = judge.score(asked.full_text, candidates) if candidates else []
    kinds = asked_kinds(asked.text)
    return [
        Evidence(
            found[hit.passage.passage_id][position],
            position,
            tuple(found[hit.passage.passage_id]),
            hit,
            Features(
                judged=round(logit, 2),
                cosine=round(cosine, 4),
                fused=round(hit.score, 4),
                coverage=words.covered_by(candidate.heading, candidate.before, candidate.sentence, candidate.after),
                unknown=words.unknown,
                lacking=lacks(kinds, _all_text(candidate)),
            ),
            holds_kind=bool(kinds) and lacks(kinds, candidate.sentence) == 0,
        )
        for (_, cosine, hit, position), candidate, logit in zip(chosen, candidates, logits, strict=True)
    ]


class _Rough(NamedTuple):
    """A sentence that the judge may read, and what passage and meaning say for it."""

    score: float
    cosine: float
    hit: Hit
    position: int  # in its passage

    @property
    def place(self) -> tuple[int, int]:
        return self.hit.row, self.position


def _likeliest(
    hits: Sequence[Hit], found: Mapping[str, Sequence[Sentence]], asked: Question, words: _Weights, library: Library
) -> list[_Rough]:
    """The sentences of these passages that fit best by passage, meaning and words, then half as many neighbours of the best of them.

    A sentence is judged better beside its neighbours, and these answer as often as any; but with neighbours for all, a tenth
    of the gold sentences of six long pages were never read (docs/decisions).
    """
    vectors = library.sentence_vectors_of(hits)
    by_place: dict[tuple[int, int], _Rough] = {}
    for hit in hits:
        sentences = found[hit.passage.passage_id]
        cosines = (vectors[hit.passage.passage_id] @ asked.vector).tolist() if sentences else []
        for position, (sentence, cosine) in enumerate(zip(sentences, cosines, strict=True)):
            if _can_answer(sentence):
                rough = _Rough(0.5 * hit.score + cosine, cosine, hit, position)
                by_place[rough.place] = rough
    best = _best(by_place.values(), lambda one: words.covered_by(found[one.hit.passage.passage_id][one.position].text))
    chosen = {one.place: one for one in best}
    for row, position in [one.place for one in best]:
        for place in ((row, position - 1), (row, position + 1)):
            if len(chosen) < len(best) + len(best) // 2 and place in by_place:
                chosen.setdefault(place, by_place[place])
    return list(chosen.values())


def _best(sentences: Iterable[_Rough], coverage: Callable[[_Rough], float]) -> list[_Rough]:
    """The best by score and words, N_BEST at most; the words, which take most of the time, only where they can still matter."""
    best: list[tuple[float, tuple[int, int], _Rough]] = []
    for one in sorted(sentences, key=lambda one: -one.score):
        if len(best) >= N_BEST and round(one.score + BY_WORDS, 4) < -best[N_BEST - 1][0]:
            break
        insort(best, (-round(one.score + BY_WORDS * coverage(one), 4), one.place, one))
    kept, documents = [], set[str]()
    for behind, _, one in best[:N_BEST]:
        document = one.hit.passage.source_id
        if behind - best[0][0] <= MOST_BEHIND or document not in documents:  # another document may say it otherwise
            kept.append(one)
        documents.add(document)
    return kept


def _can_answer(sentence: Sentence) -> bool:
    """Whether it is whole, and no question itself, as headings of pages for patients are."""
    return sentence.is_whole and not sentence.text.rstrip().endswith("?")


def _prepared(asked: Understood, library: Library, embed: Embed) -> Question:
    """The vector and words of the question; its other names count for less than its own words."""
    words = telling_words(asked.text, library.words)
    others = [word for word in library.words(asked.other_names) if word not in words]
    others += [word for name in asked.also for word in name.instead if word not in words]
    weights = dict.fromkeys(others, OTHER_NAME_WEIGHT)
    return Question(embed(asked.full_text), [*words, *weights], weights)


def _candidate(sentences: Sequence[Sentence], position: int, hit: Hit, sources: Mapping[str, Source]) -> Candidate:
    title = sources[hit.passage.source_id].title
    section = hit.passage.section
    return Candidate(
        heading=f"{title}. {section}" if section and section != title else title,
        before=sentences[position - 1].text if position else "",
        sentence=sentences[position].text,
        after=sentences[position + 1].text if position + 1 < len(sentences) else "",
    )


def _all_text(candidate: Candidate) -> str:
    return " ".join((candidate.heading, candidate.before, candidate.sentence, candidate.after))


@dataclass(frozen=True, slots=True)
class _Weights:
    """The question's analysed words, each weighing more the rarer it is in the library."""

    by_word: dict[str, float]
    also: Sequence[OtherName]
    unknown: float
    words_of: Callable[[str], frozenset[str]]  # of a text, analysed once for this question

    @classmethod
    def of(cls, words: Sequence[str], also: Sequence[OtherName], library: Library) -> _Weights:
        n_passages = max(1, library.n_passages)
        frequency = {word: library.document_frequency(word) for word in dict.fromkeys(words)}
        by_word = {word: float(np.log(1 + n_passages / (1 + count))) for word, count in frequency.items()}
        total = sum(by_word.values())
        renamed = {word for name in also for word in name.asked}
        unknown = sum(weight for word, weight in by_word.items() if not frequency[word] and word not in renamed)
        return cls(by_word, also, unknown / total if total else 0.0, cache(lambda text: frozenset(library.words(text))))

    def covered_by(self, *texts: str) -> float:
        """The share of them, by weight, that these texts hold together."""
        total = sum(self.by_word.values())
        if not total:
            return 0.0
        held = set[str]().union(*map(self.words_of, texts))
        held |= {word for name in self.also if held.issuperset(name.instead) for word in name.asked}
        return sum(weight for word, weight in self.by_word.items() if word in held) / total
