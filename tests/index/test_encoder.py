"""The bundled model on OpenVINO: its first numbers, its likeness to torch, its privacy."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.batches import batches_by_length, padded
from index.encoder import BUNDLED_MODEL, BUNDLED_SHA256, hash_weights, model_folder, open_encoder
from index.errors import EncoderError

GOLDEN = [-0.0340, 0.0311, 0.0067, 0.0268]  # "hello world", as the model's authors' own code gives it


def test_golden_vector() -> None:
    vector = open_encoder().encode_query("hello world")
    assert vector.shape == (384,)
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)
    assert vector[:4].tolist() == pytest.approx(GOLDEN, abs=2e-3)


def test_batch_and_order_do_not_change_what_a_text_means() -> None:
    texts = ["short", "a much longer text about pain " * 30, "ketamine", "what dose was used in the study?"]
    together = open_encoder().encode(texts)
    alone = np.stack([open_encoder().encode_query(text) for text in texts])
    assert (together * alone).sum(axis=1).min() > 0.9995


def test_odd_texts_are_embedded() -> None:
    vectors = open_encoder().encode(["", "\ud800", "🙂", "x" * 100_000])
    assert np.isfinite(vectors).all()


@pytest.mark.slow
def test_openvino_agrees_with_torch() -> None:
    from index.encoder_torch import TorchEncoder

    texts = ["short", "Ketamine is an NMDA receptor antagonist.", "pain " * 200]
    torch = TorchEncoder("bundled", model_folder()[1], "")
    assert (torch.encode(texts) * open_encoder().encode(texts)).sum(axis=1).min() > 0.999


def test_weights_are_checked(tmp_path: Path) -> None:
    folder = model_folder()[1]
    assert folder is not None
    assert hash_weights(folder) == BUNDLED_SHA256
    with pytest.raises(EncoderError, match="no weights"):
        hash_weights(tmp_path)


def test_the_bundled_model_with_one_byte_changed_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = model_folder()[1]
    assert folder is not None
    changed = tmp_path / "model"
    shutil.copytree(folder, changed)
    (weights,) = changed.rglob("*.safetensors")
    with weights.open("r+b") as file:
        file.seek(-1, os.SEEK_END)
        (last,) = file.read(1)
        file.seek(-1, os.SEEK_END)
        file.write(bytes([last ^ 1]))
    monkeypatch.setattr("index.encoder.model_folder", lambda name=None: (BUNDLED_MODEL, changed))
    with pytest.raises(EncoderError, match="not the expected ones"):
        open_encoder(cache_dir=tmp_path / "models")
    assert not (tmp_path / "models").exists()


def test_importing_openvino_through_us_leaves_its_telemetry_closed() -> None:
    code = (
        "import index.openvino_runtime, openvino.tools.ovc as ovc, sys;"
        "print(type(ovc.telemetry).__module__, 'openvino_telemetry.main' in sys.modules, 'torch' in sys.modules)"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed.split() == ["openvino.tools.ovc.telemetry_stub", "False", "False"]


def test_batches_hold_like_lengths_and_no_more_than_asked() -> None:
    lengths = [5, 50, 6, 49, 7]
    batches = list(batches_by_length(lengths, max_tokens=100))
    assert sorted(position for batch in batches for position in batch) == [0, 1, 2, 3, 4]
    assert all(max(lengths[i] for i in batch) * len(batch) <= 100 for batch in batches)
    many = [n % 97 + 1 for n in range(1000)]
    batches = list(batches_by_length(many, max_tokens=1024))
    assert sorted(position for batch in batches for position in batch) == list(range(1000))
    assert {len(batch).bit_count() for batch in batches} == {1}  # each shape is prepared anew and kept, so there are few
    assert all(max(many[i] for i in batch) * len(batch) <= 1024 for batch in batches)
    assert list(batches_by_length([2000, 3], max_tokens=1024)) == [[1], [0]]  # one that is too long goes alone
    assert padded([[1], [2, 3]]).tolist() == [[1, *[0] * 7], [2, 3, *[0] * 6]]
    widths = [padded([[1] * n]).shape[1] for n in (1, 8, 9, 100)], padded([[1] * 9], most=12).shape[1]
    assert widths == ([8, 8, 16, 104], 12)
