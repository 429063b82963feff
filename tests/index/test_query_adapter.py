"""The step from a question's vector to those of the sentences that answer it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.encoder import BUNDLED_SHA256, open_encoder
from index.query_adapter import FILE, QueryAdapter, adapted_for_sentences

QUESTION = np.array([0.6, 0.8], dtype=np.float32)
TURNED = QueryAdapter(np.array([[-1, -1], [1, -1]], dtype=np.float32), np.zeros(2, dtype=np.float32))  # a quarter turn in all


def test_what_is_adapted_is_moved_and_of_length_one() -> None:
    assert TURNED.adapt(QUESTION) == pytest.approx([-0.8, 0.6])
    moved = QueryAdapter(np.zeros((2, 2), dtype=np.float32), np.array([3, 0], dtype=np.float32)).adapt(QUESTION)
    assert moved == pytest.approx(np.array([3.6, 0.8]) / np.hypot(3.6, 0.8))
    assert moved.dtype == np.float32


def test_a_vector_that_is_moved_to_nothing_stays_nothing() -> None:
    nothing = QueryAdapter(-np.eye(2, dtype=np.float32), np.zeros(2, dtype=np.float32)).adapt(QUESTION)
    assert nothing == pytest.approx([0, 0])


def test_what_is_saved_is_read_again(tmp_path: Path) -> None:
    TURNED.save(tmp_path / "adapter.npz")
    assert QueryAdapter.load(tmp_path / "adapter.npz").adapt(QUESTION) == pytest.approx(TURNED.adapt(QUESTION))


def test_another_encoders_vector_is_left_as_it_is() -> None:
    vector = np.ones(7, dtype=np.float32)
    assert adapted_for_sentences(vector, "0" * 64) is vector


def test_the_adapter_that_ships_is_small_and_of_the_bundled_encoder() -> None:
    encoder = open_encoder()
    vector = encoder.encode_query("How long does it last?")
    adapted = adapted_for_sentences(vector, encoder.weights_hash)
    assert encoder.weights_hash == BUNDLED_SHA256
    assert FILE.stat().st_size < 400_000
    assert float(np.linalg.norm(adapted)) == pytest.approx(1.0, abs=1e-5)
    assert 0.5 < float(adapted @ vector) < 0.999
