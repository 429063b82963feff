"""The judge as a re-ranker: it moves the first hits among themselves and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from chat.judge.cross_encoder import Candidate
from eval.collection import Collection, CorpusDocument
from eval.rerank import judge_rerank, reranked
from eval.retrieval import ingest, search_all
from index.document import Passage
from index.hit import Hit
from index.library import Library
from tests.conftest import KeywordEncoder


def hit(passage_id: str, score: float, rank: int) -> Hit:
    return Hit(Passage(passage_id, "d", 1, 0, 4, "", "text"), rank, score, rank, score, score, score)


FIRST = [hit("a", 0.9, 1), hit("b", 0.8, 2), hit("c", 0.7, 3)]
REST = [hit("d", 0.6, 4), hit("e", 0.5, 5)]


@pytest.mark.parametrize(
    ("weight", "expected"),
    [(0.0, ["a", "b", "c", "d", "e"]), (1.0, ["c", "b", "a", "d", "e"]), (0.4, ["a", "c", "b", "d", "e"])],
)
def test_the_weight_decides_between_search_and_judge_and_the_rest_stays_below(weight: float, expected: list[str]) -> None:
    scores = reranked(FIRST, REST, {"a": 0.1, "b": 0.2, "c": 1.0}, weight=weight)
    assert sorted(scores, key=lambda passage_id: -scores[passage_id]) == expected
    assert (scores["d"], scores["e"]) == (0.6, 0.5)


def test_a_single_hit_or_none_is_no_trouble() -> None:
    assert reranked([], [], {}, weight=0.5) == {}
    assert reranked(FIRST[:1], [], {"a": 0.5}, weight=0.5) == {"a": 1.75}


class Likes:
    """A judge for which sentences with a word answer."""

    def __init__(self, word: str) -> None:
        self.word = word

    def score(self, question: str, candidates: Sequence[Candidate]) -> list[float]:
        return [5.0 if self.word in candidate.sentence else -5.0 for candidate in candidates]


def test_a_run_is_ordered_by_what_the_judge_reads(tmp_path: Path, encoder: KeywordEncoder) -> None:
    documents = (
        CorpusDocument("d1", "Sleep", "Sleep helps memory. Exercise is fine."),
        CorpusDocument("d2", "More sleep", "Sleep helps memory. A dose of it."),
    )
    collection = Collection("tiny", documents, {"q": "sleep memory"}, {"q": {"d2": 1}})
    with Library.open(tmp_path / "library", encoder=encoder, create=True) as library:
        ingest(collection, library)
        plain = search_all(library, collection.queries).run["q"]
        for word, best in (("dose", "d2"), ("Exercise", "d1")):
            rerank = judge_rerank(library, Likes(word), weight=1.0)
            run = search_all(library, collection.queries, rerank=rerank).run["q"]
            assert next(iter(run)) == best
            assert set(run) == set(plain)
            assert run == search_all(library, collection.queries, rerank=rerank).run["q"]
