"""The query adapter's training: what it learns from, and that it learns."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.encoder import Vectors, open_encoder, unit_rows
from index.query_adapter import FILE, QueryAdapter
from training.judge_data import Example, Text, judge_examples, split_of
from training.query_adapter_fit import AnsweredQuestions, Recipe, fit, share_among

N_TUNE_TEXTS = 24


def example(text_id: str, gold: set[int], also: set[int] | None = None) -> Example:
    return Example(Text(text_id, "", ("a.", "b.", "c."), "ours"), "?", frozenset(gold), frozenset(also or ()))


def test_rows_are_counted_text_by_text() -> None:
    asked = AnsweredQuestions.of([example("x", {1}), example("y", {0, 2}, {1}), example("x", {2})], zeros(3), zeros(6))
    assert asked.texts == [(0, 3), (3, 6), (0, 3)]
    assert [rows.tolist() for rows in asked.gold] == [[1], [3, 5], [2]]
    assert [rows.tolist() for rows in asked.doubtful] == [[], [4], []]
    assert [rows.tolist() for rows in asked.only([False, True, True]).gold] == [[3, 5], [2]]


def test_vectors_of_other_questions_are_refused() -> None:
    with pytest.raises(SystemExit, match="other questions"):
        AnsweredQuestions.of([example("x", {1})], zeros(2), zeros(3))


def test_it_learns_a_turn() -> None:
    """Questions that lie beside their answers turned by one rotation: what the encoder finds by chance is found always."""
    chance = np.random.default_rng(0)
    turn = np.linalg.qr(chance.normal(size=(16, 16)))[0]
    sentences = unit_rows(chance.normal(size=(300, 16)).astype(np.float32))
    gold = chance.integers(0, 300, size=600)
    questions = unit_rows((sentences[gold] @ turn).astype(np.float32))
    texts = [(row // 10 * 10, row // 10 * 10 + 10) for row in gold.tolist()]
    none = [np.zeros(0, dtype=np.int64)] * 600
    asked = AnsweredQuestions(questions, sentences, texts, [np.array([row]) for row in gold], none)
    seen, unseen = asked.only([n < 500 for n in range(600)]), asked.only([n >= 500 for n in range(600)])
    adapter = fit(seen, Recipe(epochs=60, batch=100, n_negatives=9, learning_rate=0.03), tell=lambda line: None)
    before, after = (share_among(unseen, vectors, [1])[0] for vectors in (unseen.questions, moved(adapter, unseen)))
    assert before < 0.3
    assert after > 0.9


def test_what_ships_brings_questions_nearer_to_their_answers() -> None:
    """On texts that it has not learned from: questions written for the judge and kept for tuning."""
    found = [one for one in judge_examples(Path("none")) if one.gold and split_of(one.text.document) == "tune"]
    ids = list(dict.fromkeys(one.text.text_id for one in found))[:N_TUNE_TEXTS]
    found = [one for one in found if one.text.text_id in ids]
    encoder = open_encoder()
    texts = {one.text.text_id: one.text for one in found}
    sentences = encoder.encode([sentence for text in texts.values() for sentence in text.sentences])
    asked = AnsweredQuestions.of(found, encoder.encode([one.question for one in found]), sentences)
    before, after = (share_among(asked, vectors, [1])[0] for vectors in (asked.questions, moved(QueryAdapter.load(FILE), asked)))
    assert after > before + 0.01


def zeros(rows: int) -> Vectors:
    return np.zeros((rows, 2), dtype=np.float32)


def moved(adapter: QueryAdapter, asked: AnsweredQuestions) -> Vectors:
    return np.stack([adapter.adapt(vector) for vector in asked.questions])
