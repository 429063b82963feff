"""Hybrid search over Milvus: the server finds candidates, we score and fuse them as the library in a folder does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from index.bm25 import highest_possible
from index.encoder import Vectors
from index.errors import LibraryError, LibrarySlowError, LibraryUnreachableError
from index.hit import Hit
from index.lexical import MAX_QUERY_WORDS
from index.milvus.bm25 import bm25, server_word
from index.milvus.catalogue import Catalogue
from index.milvus.client import MilvusCalls, Row, any_of, both, none_of
from index.milvus.rows import PASSAGE_FIELDS, passage_of, row_of
from index.search import N_CANDIDATES, FusionWeights, Mode, Question, Words, hybrid, n_words_of, promising
from index.trouble import NO_DENSE, NO_LEXICAL

_KEYS_AT_ONCE = 500
# The server's scores are not ours, so its best are not quite our best: of 30 claims' 200 best passages by words in SciFact, 925 of 6,000
# are not among the 200 that Milvus Lite finds, 32 not among 400, none among 800.
_MORE_BY_WORDS = 4


@dataclass(frozen=True, slots=True)
class Found:
    """Hits, and what had to be done without."""

    hits: list[Hit]
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class MilvusSearch:
    """One state of the library, to be searched."""

    calls: MilvusCalls
    catalogue: Catalogue
    frequency: Callable[[str], int]  # in how many passages a word, as the server keeps it, occurs

    def search(self, question: Question, *, mode: Mode, top_k: int, versions: Sequence[str] | None, weights: FusionWeights | None) -> Found:
        """Passages that fit the question, best first; ties by number. `versions` restricts the search to these documents."""
        n_candidates, weights = max(N_CANDIDATES, top_k), weights or FusionWeights()
        within = any_of("version", versions) if versions is not None else ""
        by_dense, no_dense = self._tried(lambda: self._dense(question.vector, n_candidates, within), is_wanted=mode != "lexical")
        by_words, no_words = self._tried(lambda: self._lexical(question, n_candidates, within), is_wanted=mode != "dense")
        if no_dense and (no_words or mode == "dense"):
            raise no_dense
        if no_words and mode == "lexical":
            raise no_words
        reads_sentences = mode == "hybrid" and not no_dense
        if reads_sentences:
            by_dense |= self._dense_of(question.vector, [key for key in by_words if key not in by_dense])
        keys = {row_of(key): key for key in {*by_dense, *by_words}}
        dense, words = (
            _by_row(by_dense),
            Words(_by_row(by_words), self._highest_possible(question) if by_words else 0.0, n_words_of(question)),
        )
        sentence: dict[int, float] = {}
        if reads_sentences:
            sentence = _by_row(self._best_sentences(question, [keys[row] for row in promising(dense, words, weights, top_k)]))
        only = {"dense": dense, "lexical": words.scores}.get(mode)
        fused = hybrid(dense, sentence, words, weights) if only is None else sorted(only.items(), key=lambda hit: (-hit[1], hit[0]))
        best = fused[:top_k]
        passages = self._passages([keys[row] for row, _ in best])
        visible = [(row, score) for row, score in best if keys[row] in passages]
        hits = [
            Hit(passage_of(*passages[keys[row]]), row, score, rank, dense.get(row, 0.0), sentence.get(row, 0.0), words.scores.get(row, 0.0))
            for rank, (row, score) in enumerate(visible, start=1)
        ]
        return Found(hits, NO_LEXICAL if no_words else NO_DENSE if no_dense else "")

    def _tried(self, part: Callable[[], dict[str, float]], *, is_wanted: bool) -> tuple[dict[str, float], LibraryError | None]:
        """One part of the search; a server that is gone altogether is no partial failure, one that takes too long over a part is."""
        if not is_wanted:
            return {}, None
        try:
            return part(), None
        except LibraryError as error:
            if isinstance(error, LibraryUnreachableError) and not isinstance(error, LibrarySlowError):
                raise
            return {}, error

    def _dense(self, vector: Vectors, limit: int, within: str) -> dict[str, float]:
        found = self._standing(lambda more: self._search(vector.tolist(), "vector", "IP", limit, both(within, more), ("version",)), limit)
        return {row["key"]: float(row["distance"]) for row in found}

    def _dense_of(self, vector: Vectors, keys: Sequence[str]) -> dict[str, float]:
        scores: dict[str, float] = {}
        for part in _in_parts(keys):
            found = self._search(vector.tolist(), "vector", "IP", len(part), any_of("key", part), ())
            scores |= {row["key"]: float(row["distance"]) for row in found}
        return scores

    def _lexical(self, question: Question, limit: int, within: str) -> dict[str, float]:
        words = [server_word(word) for word in question.words]
        if not words:
            return {}
        text = " ".join(dict.fromkeys(words))
        asked, fields = _MORE_BY_WORDS * limit, ("version", "words")
        found = self._standing(lambda more: self._search(text, "bm25", "BM25", asked, both(within, more), fields), asked)
        weights = {server_word(word): weight for word, weight in (question.word_weights or {}).items()}
        scores = bm25(
            words,
            {row["key"]: str(row["entity"]["words"]).split() for row in found},
            frequencies={word: self.frequency(word) for word in dict.fromkeys(words)},
            n_passages=self.catalogue.n_passages,
            n_words=self.catalogue.n_words,
            weights=weights,
        )
        return dict(sorted(scores.items(), key=lambda scored: (-scored[1], scored[0]))[:limit])

    def _highest_possible(self, question: Question) -> float:
        asked = list(dict.fromkeys(question.words))[:MAX_QUERY_WORDS]
        frequencies = {word: self.frequency(server_word(word)) for word in asked}
        return highest_possible(frequencies, self.catalogue.n_passages, question.word_weights)

    def _best_sentences(self, question: Question, keys: Sequence[str]) -> dict[str, float]:
        """As `SentenceVectors.best`."""
        whole = self._sentences(question.sentence_vector, keys)
        if question.part_vectors is None:
            return whole
        parts = [self._sentences(vector, keys) for vector in question.part_vectors]
        return {key: (score + max(part[key] for part in parts)) / 2 for key, score in whole.items()}

    def _sentences(self, vector: Vectors, keys: Sequence[str]) -> dict[str, float]:
        """The likeness of each passage's best sentence; of a passage without sentences, the lowest there is."""
        scores: dict[str, float] = {}
        for part in _in_parts(keys):
            found = self.calls.search(
                "sentences",
                vector.tolist(),
                "vector",
                metric="IP",
                limit=len(part),
                expression=any_of("passage_key", part),
                fields=("passage_key",),
                group_by="passage_key",
            )
            scores |= {row["entity"]["passage_key"]: float(row["distance"]) for row in found}
        return scores

    def _standing(self, search: Callable[[str], list[Row]], limit: int) -> list[Row]:
        """Rows of standing documents; asked for again where versions that do not stand took places from them."""
        hidden = set(self.catalogue.loose)
        for _ in range(4):
            found = search(none_of("version", sorted(hidden)))
            others = {row["entity"]["version"] for row in found} - self.catalogue.versions
            if not others or len(found) < limit:
                break
            hidden |= others
        return [row for row in found if row["entity"]["version"] in self.catalogue.versions]

    def _search(self, data: object, field: str, metric: str, limit: int, expression: str, fields: Sequence[str]) -> list[Row]:
        return self.calls.search("passages", data, field, metric=metric, limit=limit, expression=expression, fields=fields)

    def _passages(self, keys: Sequence[str]) -> Mapping[str, tuple[Row, str]]:
        ids = {document.version: document.source.source_id for document in self.catalogue.documents.values()}
        return {row["key"]: (row, ids[row["version"]]) for row in self.calls.get("passages", keys, PASSAGE_FIELDS)}


def _in_parts(keys: Sequence[str]) -> list[Sequence[str]]:
    return [keys[start : start + _KEYS_AT_ONCE] for start in range(0, len(keys), _KEYS_AT_ONCE)]


def _by_row(scores: Mapping[str, float]) -> dict[int, float]:
    return {row_of(key): score for key, score in scores.items()}
