"""The judge as a re-ranker: the best passages of a search put in the order of their best sentence."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from chat.judge.cross_encoder import Candidate, Judge
from index.document import Sentence
from index.hit import Hit
from index.library import Library

N_RERANKED = 20  # passages the judge reads for one query; those below keep their places
JUDGE_WEIGHT = 0.25  # against the passage's own score; not tuned, which is why re-ranking is off unless asked for

Rerank = Callable[[str, Sequence[Hit]], dict[str, float]]  # query, hits → passage_id → score


def judge_rerank(library: Library, judge: Judge, *, n_reranked: int = N_RERANKED, weight: float = JUDGE_WEIGHT) -> Rerank:
    """Score the first hits by search and judge together, above all others, which keep the order of search."""
    titles = {source.source_id: source.title for source in library.sources()}

    def rerank(query: str, hits: Sequence[Hit]) -> dict[str, float]:
        first, rest = hits[:n_reranked], hits[n_reranked:]
        judged = _best_sentences(query, first, library.sentences_of(first), titles, judge)
        return reranked(first, rest, judged, weight=weight)

    return rerank


def reranked(first: Sequence[Hit], rest: Sequence[Hit], judged: Mapping[str, float], *, weight: float) -> dict[str, float]:
    """Mix the search's scores, stretched over 0 to 1, with the judge's probabilities, and lift the mix above the rest."""
    scores = {hit.passage.passage_id: hit.score for hit in rest}
    above = max(scores.values(), default=0.0) + 1.0
    found = [hit.score for hit in first]
    width = (max(found) - min(found)) if found else 0.0
    for hit in first:
        own = (hit.score - min(found)) / width if width else 1.0
        scores[hit.passage.passage_id] = above + (1 - weight) * own + weight * judged.get(hit.passage.passage_id, 0.0)
    return scores


def _best_sentences(
    query: str, hits: Sequence[Hit], sentences: Mapping[str, Sequence[Sentence]], titles: Mapping[str, str], judge: Judge
) -> dict[str, float]:
    """passage_id → the probability that its best sentence answers."""
    owners: list[str] = []
    candidates: list[Candidate] = []
    for hit in hits:
        texts = ["", *(sentence.text for sentence in sentences[hit.passage.passage_id]), ""]
        heading = ". ".join(dict.fromkeys(part for part in (titles[hit.passage.source_id], hit.passage.section) if part))
        owners += [hit.passage.passage_id] * (len(texts) - 2)
        candidates += [Candidate(heading, *texts[at : at + 3]) for at in range(len(texts) - 2)]
    best: dict[str, float] = {}
    for owner, logit in zip(owners, judge.score(query, candidates) if candidates else [], strict=True):
        best[owner] = max(best.get(owner, 0.0), 1 / (1 + math.exp(-max(-30.0, min(30.0, logit)))))
    return best
