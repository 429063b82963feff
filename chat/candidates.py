"""Which sentences of the passages found the judge reads: it is slow, and misled by what does not fit."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from chat.lead_in import items_after
from chat.word_weights import WordWeights
from index.document import Sentence
from index.hit import Hit
from index.library import Library
from index.search import Question

N_BEST = 20  # sentences chosen for themselves; more only give the judge more to be wrong about (docs/decisions/018-query-adapter.md)
BY_PASSAGE = 0.3  # how much the score of its passage in hybrid search counts beside a sentence's own cosine
BY_WORDS = 0.3  # how much more a sentence with all telling words of the question counts than one with none
MOST_BEHIND = 0.35  # behind the best one's score: what fits worse costs the judge's time and answers nothing (same page)
N_LEAST = 12  # are read however far behind: one that repeats the question's words leaves the answer, in others, far behind it


class Chosen(NamedTuple):
    """A sentence for the judge to read, and what passage and meaning say for it."""

    score: float
    cosine: float
    hit: Hit
    position: int  # in its passage

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands: its passage's row, its position there."""
        return self.hit.row, self.position


def likeliest(
    hits: Sequence[Hit],
    found: Mapping[str, Sequence[Sentence]],
    asked: Question,
    words: WordWeights,
    library: Library,
    lift: Callable[[Hit], float] = lambda hit: 0.0,
    tells: Callable[[str], bool] = lambda text: True,
) -> list[Chosen]:
    """The sentences of these passages that fit best by passage, meaning and words, then half as many neighbours of the best of them.

    A sentence is judged better beside its neighbours, and these answer as often as any; but with neighbours for all, a tenth
    of the gold sentences of six long pages were never read (docs/decisions/008-answers.md). `lift` tells of a passage how much sooner
    its sentences are read than search would have it, `tells` of a sentence whether it can answer anything.
    """
    vectors = library.sentence_vectors_of(hits)
    by_place: dict[tuple[int, int], Chosen] = {}
    for hit in hits:
        sentences = found[hit.passage.passage_id]
        lifted = lift(hit)
        cosines = _with_items(sentences, (vectors[hit.passage.passage_id] @ asked.sentence_vector).tolist()) if sentences else []
        for position, (sentence, cosine) in enumerate(zip(sentences, cosines, strict=True)):
            if _can_answer(sentence) and tells(sentence.text):
                one = Chosen(BY_PASSAGE * hit.score + cosine + lifted, cosine, hit, position)
                by_place[one.place] = one
    best = _best(by_place.values(), lambda one: words.covered_by(found[one.hit.passage.passage_id][one.position].text))
    chosen = {one.place: one for one in best}
    for row, position in [one.place for one in best]:
        for place in ((row, position - 1), (row, position + 1)):
            if len(chosen) < len(best) + len(best) // 2 and place in by_place:
                chosen.setdefault(place, by_place[place])
    return list(chosen.values())


def _with_items(sentences: Sequence[Sentence], cosines: Sequence[float]) -> list[float]:
    """The cosines, of a short lead-in the highest of its items': by itself it says nothing of what they are about."""
    return [max(cosines[place] for place in (position, *items_after(sentences, position))) for position in range(len(sentences))]


def _best(sentences: Iterable[Chosen], coverage: Callable[[Chosen], float]) -> list[Chosen]:
    """The best by score and words, N_BEST at most; the words, which take most of the time, only where they can still matter."""
    best: list[tuple[float, tuple[int, int], Chosen]] = []
    for one in sorted(sentences, key=lambda one: -one.score):
        if len(best) >= N_BEST and round(one.score + BY_WORDS, 4) < -best[N_BEST - 1][0]:
            break
        insort(best, (-round(one.score + BY_WORDS * coverage(one), 4), one.place, one))
    kept, documents = [], set[str]()
    for rank, (behind, _, one) in enumerate(best[:N_BEST]):
        document = one.hit.passage.source_id
        if rank < N_LEAST or behind - best[0][0] <= MOST_BEHIND or document not in documents:  # another document may say it otherwise
            kept.append(one)
        documents.add(document)
    return kept


def _can_answer(sentence: Sentence) -> bool:
    """Whether it is whole, and no question itself, as headings of pages for patients are."""
    return sentence.is_whole and not sentence.text.rstrip().endswith("?")
