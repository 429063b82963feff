"""A converted model is compiled once; what is kept of it is never trusted when damaged."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from index.encoder import MODEL_CACHE, open_encoder
from index.openvino_runtime import COMPILED_FOLDER, OpenVinoModel


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    open_encoder()  # converts, where that has not been done
    newest = max(MODEL_CACHE.glob("encoder-all-MiniLM-L6-v2-*"), key=lambda path: path.stat().st_mtime)
    return Path(shutil.copytree(newest, tmp_path / "model", ignore=shutil.ignore_patterns(f"{COMPILED_FOLDER}*")))


def _output(folder: Path) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    ids = np.arange(1, 17, dtype=np.int64).reshape(2, 8)
    return OpenVinoModel(folder).run(ids, np.ones_like(ids))


def test_a_model_is_compiled_once_and_a_damaged_compilation_made_again(folder: Path) -> None:
    expected = _output(folder)
    (kept,) = (folder / COMPILED_FOLDER).iterdir()
    assert np.array_equal(_output(folder), expected)
    whole = kept.read_bytes()
    for damaged in (b"", whole[: len(whole) // 2], whole[:2000] + bytes(2000) + whole[4000:]):
        kept.chmod(0o644)
        kept.write_bytes(damaged)
        assert np.array_equal(_output(folder), expected)
        (kept,) = (folder / COMPILED_FOLDER).iterdir()
        assert kept.read_bytes() != damaged  # its size differs by some bytes from one compilation to the next


def test_where_nothing_can_be_kept_the_model_runs_all_the_same(folder: Path) -> None:
    (folder / COMPILED_FOLDER).write_text("a file in the way")
    assert np.isfinite(_output(folder)).all()
