"""Hybrid search: candidates from FAISS and tantivy, scored on passages and on their sentences, fused."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Literal

from index.dense import DenseIndex
from index.encoder import Vectors
from index.fusion import Scored, convex_combination
from index.hit import Hit
from index.lexical import LexicalIndex
from index.sentence_vectors import SentenceVectors
from index.store import Store

Mode = Literal["dense", "lexical", "hybrid"]
MODES: tuple[Mode, ...] = ("dense", "lexical", "hybrid")
N_CANDIDATES = 200
# Of how many candidates the sentences are compared, at least: nDCG@10 stays the same to four digits, and it takes an eighth of the time
# that the sentences of all candidates take (docs/decisions/003).
N_WITH_SENTENCES = 50
# A vector tells little of what is meant by a word or two, and whoever asks so wants what is called so: there the words count for more.
MOST_KEYWORDS = 2
OF_KEYWORDS = 1.5
AT_ONCE_FROM = 100_000  # passages; in fewer, words and vectors are found sooner one after the other than a thread begins


@dataclass(frozen=True, slots=True)
class FusionWeights:
    """How much each scaled score counts; chosen on eighteen sets of queries that differ in kind (docs/decisions/003).

    Words are scaled to the highest score possible, of which the best passages reach about a half: a passage that says all that was asked
    for counts much, the best of those that say little of it counts little.
    """

    dense: float = 0.35
    sentence: float = 0.45
    lexical: float = 0.3


@dataclass(frozen=True, slots=True)
class Question:
    """What is searched for: the vectors of the question and its analysed words with their weights. `Library.prepared` makes it."""

    vector: Vectors
    sentence_vector: Vectors  # to compare with sentences (index/query_encoder)
    words: Sequence[str]
    word_weights: dict[str, float] | None = None
    part_vectors: Vectors | None = None  # (parts, dimension): of the sentences of a long question, each as `sentence_vector`


@dataclass(frozen=True, slots=True)
class Words:
    """What was found by words: scores by row, the highest that these words could have, and how many of them were asked for."""

    scores: Mapping[int, float]
    highest: float
    n_words: int

    def scored(self, weight: float) -> Scored:
        """To be fused with what else was found."""
        return Scored(self.scores, weight * (OF_KEYWORDS if self.n_words <= MOST_KEYWORDS else 1.0), 0.0, self.highest)


def n_words_of(question: Question) -> int:
    """How many words tell what is asked; other names for the same are none more."""
    weights = question.word_weights or {}
    return sum(weights.get(word, 1.0) == 1.0 for word in set(question.words))


def promising(by_dense: Mapping[int, float], by_words: Words, weights: FusionWeights, top_k: int) -> list[int]:
    """The candidates, ascending, whose sentences are worth comparing: the best by passage and words."""
    fused = convex_combination([Scored(by_dense, weights.dense, -1.0), by_words.scored(weights.lexical)])
    return sorted(row for row, _ in fused[: max(N_WITH_SENTENCES, 5 * top_k)])


def hybrid(
    by_dense: Mapping[int, float], by_sentence: Mapping[int, float], by_words: Words, weights: FusionWeights
) -> list[tuple[int, float]]:
    """Rows with their fused scores, best first."""
    likenesses = [Scored(by_dense, weights.dense, -1.0), Scored(by_sentence, weights.sentence, -1.0)]
    return convex_combination([*likenesses, by_words.scored(weights.lexical)])


def search(
    question: Question,
    *,
    store: Store,
    dense: DenseIndex,
    lexical: LexicalIndex,
    sentences: SentenceVectors,
    mode: Mode,
    top_k: int,
    rows: Collection[int] | None = None,
    weights: FusionWeights | None = None,
) -> list[Hit]:
    """Passages that fit the question, best first; ties by row. `rows` restricts the search to these passages."""
    n_candidates = max(N_CANDIDATES, top_k)
    weights = weights or FusionWeights()

    def found_by_vector() -> dict[int, float]:
        return dict(dense.search(question.vector, top_k=n_candidates, rows=rows)) if mode != "lexical" else {}

    def found_by_words() -> dict[int, float]:
        return dict(lexical.search(question.words, top_k=n_candidates, weights=question.word_weights, rows=rows)) if mode != "dense" else {}

    if mode == "hybrid" and dense.n_passages >= AT_ONCE_FROM:
        with ThreadPoolExecutor(1) as beside:
            submitted = beside.submit(found_by_words)
            by_dense, by_words = found_by_vector(), submitted.result()
    else:
        by_dense, by_words = found_by_vector(), found_by_words()
    if mode == "hybrid":
        by_dense |= dense.scores(question.vector, [row for row in by_words if row not in by_dense])
        by_words = {row: score for row, score in by_words.items() if row in by_dense}  # one that is gone takes nobody's place
        words = Words(by_words, lexical.highest_possible(question.words, question.word_weights), n_words_of(question))
        by_sentence = sentences.best(store, question.sentence_vector, promising(by_dense, words, weights, top_k), question.part_vectors)
        fused = hybrid(by_dense, by_sentence, words, weights)
    else:
        fused, by_sentence = sorted((by_dense or by_words).items(), key=lambda hit: (-hit[1], hit[0])), {}
    best = fused[:top_k]
    passages = store.passages_by_row([row for row, _ in best])
    visible = [(row, score) for row, score in best if row in passages]
    return [
        Hit(passages[row], row, score, rank, by_dense.get(row, 0.0), by_sentence.get(row, 0.0), by_words.get(row, 0.0))
        for rank, (row, score) in enumerate(visible, start=1)
    ]
