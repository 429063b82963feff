"""The query encoder's training: what it learns from, and that it learns."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from transformers import BertConfig, BertModel

from index.encoder import Vectors, unit_rows
from index.query_encoder.network import QueryNetwork
from training.judge_data import Example, Text
from training.lora import make_trainable
from training.query_encoder_fit import AnsweredQuestions, Recipe, embedded_questions, fit, share_among


def example(text_id: str, gold: set[int], also: set[int] | None = None) -> Example:
    return Example(Text(text_id, "", ("a.", "b.", "c."), "ours"), "?", frozenset(gold), frozenset(also or ()))


def test_rows_are_counted_text_by_text() -> None:
    asked = AnsweredQuestions.of([example("x", {1}), example("y", {0, 2}, {1}), example("x", {2})], [(1,), (2,), (3,)], zeros(6))
    assert asked.texts == [(0, 3), (3, 6), (0, 3)]
    assert [rows.tolist() for rows in asked.gold] == [[1], [3, 5], [2]]
    assert [rows.tolist() for rows in asked.doubtful] == [[], [4], []]
    assert [rows.tolist() for rows in asked.only([False, True, True]).gold] == [[3, 5], [2]]
    assert asked.only([False, True, False]).tokens == [(2,)]


def test_vectors_of_other_texts_are_refused() -> None:
    with pytest.raises(SystemExit, match="other texts"):
        AnsweredQuestions.of([example("x", {1})], [(1,)], zeros(4))


def test_it_learns_which_sentence_a_word_asks_for() -> None:
    """Each of 20 words asks for a sentence that lies anywhere: what is found by chance before is found always."""
    torch.manual_seed(0)
    config = BertConfig(vocab_size=200, hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32)
    network = make_trainable(QueryNetwork(BertModel(config, add_pooling_layer=False)).eval(), 0, torch.float32)
    chance = np.random.default_rng(0)
    sentences = unit_rows(chance.normal(size=(40, 16)).astype(np.float32))
    words = chance.integers(0, 20, size=200)
    texts = [(int(word) // 5 * 10, int(word) // 5 * 10 + 10) for word in words]
    gold = [np.array([int(word) * 2]) for word in words]
    none = [np.zeros(0, dtype=np.int64)] * 200
    asked = AnsweredQuestions([(101, 110 + int(word), 102) for word in words], sentences, texts, gold, none)
    before = share_among(asked, embedded_questions(network, asked.tokens, device="cpu"), [1])[0]
    recipe = Recipe(epochs=60, batch=50, n_negatives=9, n_elsewhere=8, learning_rate=5e-3, masked=0.0)
    said: list[str] = []
    assert fit(network, asked, recipe, device="cpu", tell=said.append) == 240
    assert said[0].startswith("step 1 of 240: loss")
    after = share_among(asked, embedded_questions(network, asked.tokens, device="cpu"), [1])[0]
    assert before < 0.4
    assert after > 0.9


def test_it_ends_when_its_time_is_up() -> None:
    config = BertConfig(vocab_size=200, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16)
    network = make_trainable(QueryNetwork(BertModel(config, add_pooling_layer=False)).eval(), 2, torch.float32)
    one = AnsweredQuestions(
        [(101, 110, 102)], unit_rows(np.ones((2, 16), dtype=np.float32)), [(0, 2)], [np.array([0])], [np.zeros(0, np.int64)]
    )
    assert fit(network, one, Recipe(epochs=1000), device="cpu", tell=lambda line: None, seconds=1e-9) == 0


def zeros(rows: int) -> Vectors:
    return np.zeros((rows, 2), dtype=np.float32)
