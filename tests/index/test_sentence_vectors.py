"""Sentence vectors are read once, held within a limit, and never those of another library."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index import sentence_vectors
from index.lexical import LexicalIndex
from index.sentence_vectors import SentenceVectors
from index.store import Store
from tests.chat.fakes import library_of
from tests.conftest import KeywordEncoder

TEXTS = {"one": "Ketamine relieves pain. Exercise helps memory.", "two": "Women slept better. Sleep improved. Nothing else changed."}


@pytest.fixture
def store(tmp_path: Path, encoder: KeywordEncoder) -> Store:
    library_of(tmp_path, encoder, TEXTS).close()
    return Store(tmp_path)


def expected(store: Store, query: np.ndarray[tuple[int, ...], np.dtype[np.float32]], rows: list[int]) -> dict[int, float]:
    best: dict[int, float] = {}
    for owner, cosine in zip(*store.sentence_vectors(rows), strict=True):
        best[owner] = max(best.get(owner, -1.0), float(cosine.astype(np.float32) @ query))
    return best


@pytest.mark.parametrize("most", [sentence_vectors.MOST_BYTES, 0])
def test_the_best_sentence_counts_whether_it_was_kept_or_read(
    store: Store, encoder: KeywordEncoder, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(sentence_vectors, "MOST_BYTES", most)
    kept, rows = SentenceVectors(), store.rows_after(0)
    assert len(rows) == 2
    for text in ("ketamine", "sleep for women", "memory"):
        query = encoder.encode_query(text)
        for asked in (rows[:1], rows, [*rows, 10**6], [10**6], []):
            present = [row for row in asked if row in rows]
            assert kept.best(store, query, asked) == pytest.approx(expected(store, query, present) if present else {}, abs=1e-3)


def test_half_of_a_long_questions_likeness_is_that_of_its_best_part(store: Store, encoder: KeywordEncoder) -> None:
    kept, rows = SentenceVectors(), store.rows_after(0)
    whole, *parts = (encoder.encode_query(text) for text in ("ketamine and sleep for women", "ketamine", "memory"))
    by_part = [kept.best(store, part, rows) for part in parts]
    expected = {row: (score + max(one[row] for one in by_part)) / 2 for row, score in kept.best(store, whole, rows).items()}
    assert kept.best(store, whole, rows, np.stack(parts)) == pytest.approx(expected)


def test_what_was_read_is_not_read_again(store: Store, encoder: KeywordEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    kept, rows = SentenceVectors(), store.rows_after(0)
    first = kept.best(store, encoder.encode_query("sleep"), rows)
    monkeypatch.delattr(Store, "sentence_vectors")
    assert kept.best(store, encoder.encode_query("sleep"), rows) == first


def test_a_passage_that_is_gone_is_gone_from_the_word_index_too(tmp_path: Path, encoder: KeywordEncoder) -> None:
    with library_of(tmp_path, encoder, TEXTS) as library, library.writer() as writer:
        writer.remove("one")
    words = LexicalIndex(tmp_path / "lexical")
    words.open()
    assert words.n_passages == 1
    assert not words.search(words.words("ketamine"), top_k=5)
