"""A question's vector to compare with sentences: as torch computes it, the same every time, and of the bundled encoder alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from index.adapter import Adapter
from index.encoder import BUNDLED_SHA256, Vectors, model_folder, open_encoder
from index.query_encoder.network import bare_query_network, merged_query_network
from index.query_encoder.query_encoder import FOLDER, MAX_TOKENS, QueryEncoder, shipped_query_encoder, vector_for_sentences
from training.judge_data import judge_examples, split_of
from training.query_encoder_fit import AnsweredQuestions, share_among

QUESTIONS = [
    "How long does it last?",
    "what to do for tinglign feet",
    "who paid for the study",
    "Ketamin gegen Schmerzen?",
    "?",
    "a \ud800 b",
]
N_TUNE_TEXTS = 24


def in_torch(question: str) -> Vectors:
    _, folder = model_folder()
    assert folder is not None
    network = merged_query_network(folder, Adapter.load(FOLDER))
    ids = torch.tensor([open_encoder()._tokenizer.encode(question).ids])  # type: ignore[attr-defined]
    with torch.no_grad():
        vector: Vectors = network(ids, torch.ones_like(ids), torch.zeros_like(ids))[0].numpy()
    return vector


@pytest.mark.parametrize("question", QUESTIONS[:4])
def test_it_is_what_torch_computes_but_for_eight_bits(question: str) -> None:
    assert float(in_torch(question) @ shipped_query_encoder().encode(question)) > 0.99


def test_the_same_each_time_and_of_length_one() -> None:
    for question in QUESTIONS:
        vector = shipped_query_encoder().encode(question)
        assert np.array_equal(vector, shipped_query_encoder().encode(question))
        assert float(np.linalg.norm(vector)) == pytest.approx(1.0, abs=1e-3)


def test_of_a_long_question_the_beginning_is_read() -> None:
    words = "pain " * (MAX_TOKENS - 2)
    assert np.array_equal(shipped_query_encoder().encode(words), shipped_query_encoder().encode(f"{words} and sleep"))


def test_the_bundled_encoders_vector_is_moved_and_anothers_left_as_it_is() -> None:
    encoder = open_encoder()
    vector = encoder.encode_query(QUESTIONS[0])
    moved = vector_for_sentences(QUESTIONS[0], vector, BUNDLED_SHA256)
    assert moved.dtype == np.float32
    assert float(np.linalg.norm(moved)) == pytest.approx(1.0, abs=1e-5)
    assert 0.3 < float(moved @ vector) < 0.999
    assert vector_for_sentences(QUESTIONS[0], vector, "0" * 64) is vector


def test_without_an_adapter_it_is_the_encoder() -> None:
    _, folder = model_folder()
    assert folder is not None
    ids = torch.tensor([open_encoder()._tokenizer.encode(QUESTIONS[0]).ids])  # type: ignore[attr-defined]
    with torch.no_grad():
        plain = bare_query_network(folder)(ids, torch.ones_like(ids), torch.zeros_like(ids))[0].numpy()
    assert float(plain @ open_encoder().encode_query(QUESTIONS[0])) > 0.999


def test_it_is_converted_once(tmp_path: Path) -> None:
    first = QueryEncoder.open(tmp_path)
    (folder,) = tmp_path.iterdir()
    made = (folder / "model.bin").stat().st_mtime_ns
    second = QueryEncoder.open(tmp_path)
    assert (folder / "model.bin").stat().st_mtime_ns == made
    assert np.array_equal(first.encode(QUESTIONS[0]), second.encode(QUESTIONS[0]))


def test_what_ships_brings_questions_nearer_to_their_answers() -> None:
    """On texts that it has not learned from: questions written for the judge and kept for tuning."""
    found = [one for one in judge_examples(Path("none")) if one.gold and split_of(one.text.document) == "tune"]
    ids = list(dict.fromkeys(one.text.text_id for one in found))[:N_TUNE_TEXTS]
    found = [one for one in found if one.text.text_id in ids]
    encoder = open_encoder()
    texts = {one.text.text_id: one.text for one in found}
    sentences = encoder.encode([sentence for text in texts.values() for sentence in text.sentences])
    asked = AnsweredQuestions.of(found, [()] * len(found), sentences)
    plain = encoder.encode([one.question for one in found])
    moved = np.stack([vector_for_sentences(one.question, vector, BUNDLED_SHA256) for one, vector in zip(found, plain, strict=True)])
    before, after = (share_among(asked, vectors, [1])[0] for vectors in (plain, moved))
    assert after > before + 0.03
