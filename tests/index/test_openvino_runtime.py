"""A converted model is compiled once; what is kept of it is never trusted when damaged."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from index.encoder import MODEL_CACHE, open_encoder
from index.openvino_runtime import COMPILED_FOLDER, WEIGHTS_FILE, OpenVinoModel, convert


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


def test_alone_with_all_cores_or_many_at_once_a_text_gives_the_same_bytes(folder: Path) -> None:
    model = OpenVinoModel(folder)
    texts = [(ids := np.arange(start, start + 16, dtype=np.int64).reshape(1, 16), np.ones_like(ids)) for start in range(1, 9)]
    alone = [model.run(*text) for text in texts]
    assert all(np.array_equal(*pair) for pair in zip(model.run_many(texts), alone, strict=True))


def test_where_nothing_can_be_kept_the_model_runs_all_the_same(folder: Path) -> None:
    (folder / COMPILED_FOLDER).write_text("a file in the way")
    assert np.isfinite(_output(folder)).all()


class _Net(torch.nn.Module):
    """What the transformers of this project are made of: words looked up, matrices, and a product of two states."""

    def __init__(self) -> None:
        super().__init__()
        generator = torch.Generator().manual_seed(5)
        self.words, self.wide, self.narrow = torch.nn.Embedding(64, 128), torch.nn.Linear(128, 256), torch.nn.Linear(256, 128)
        with torch.no_grad():
            for layer, size in ((self.words, 1), (self.wide, 1 / 11), (self.narrow, 1 / 16)):
                layer.weight.copy_(torch.randn(layer.weight.shape, generator=generator) * size)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        states = self.narrow(torch.relu(self.wide(self.words(ids) * mask.unsqueeze(-1))))
        likeness: torch.Tensor = states @ states.transpose(1, 2)
        return likeness


def test_in_eight_bits_a_model_is_half_as_large_and_computes_nearly_the_same(tmp_path: Path) -> None:
    net = _Net()
    convert(net, tmp_path / "whole")
    convert(net, tmp_path / "eight", eight_bits=True)
    assert sorted(path.name for path in (tmp_path / "eight").iterdir()) == ["model.bin", "model.xml", "stamp.json"]
    matrices, others = 2 * 128 * 256, 64 * 128  # values; two bytes each, in eight bits one, with a step of four bytes for each row
    sizes = [(tmp_path / name / "model.bin").stat().st_size for name in ("whole", "eight")]
    assert sizes[0] >= 2 * (matrices + others)
    assert sizes[1] < matrices + 2 * others + 4 * (256 + 128) + 4096
    ids = np.arange(32, dtype=np.int64).reshape(2, 16)
    with torch.no_grad():
        expected = net(torch.from_numpy(ids), torch.ones(2, 16)).numpy()
    whole, eight = (OpenVinoModel(tmp_path / name).run(ids, np.ones_like(ids)) for name in ("whole", "eight"))
    assert np.abs(whole - expected).max() < 0.02 * np.abs(expected).max()
    assert np.abs(eight - expected).max() < 0.05 * np.abs(expected).max()
    assert not np.array_equal(whole, eight)


def test_in_eight_bits_a_text_is_read_alike_in_any_company(tmp_path: Path) -> None:
    convert(_Net(), tmp_path / "eight", eight_bits=True)
    model, ids = OpenVinoModel(tmp_path / "eight"), np.arange(48, dtype=np.int64).reshape(3, 16)
    together = model.run(ids, np.ones_like(ids))
    alone = [model.run(row[np.newaxis], np.ones((1, 16), dtype=np.int64)) for row in ids]
    assert np.array_equal(together, np.concatenate(alone))


@pytest.mark.skipif(sys.platform != "linux", reason="memory is given back on Linux")
def test_weights_take_no_memory_of_their_file_once_they_have_been_used(folder: Path) -> None:
    model = OpenVinoModel(folder)
    ids = np.arange(1, 17, dtype=np.int64).reshape(2, 8)
    first = model.run(ids, np.ones_like(ids))
    lines = iter(Path("/proc/self/smaps").read_text(encoding="utf-8").splitlines())
    held = [
        next(int(line.split()[1]) for line in lines if line.startswith("Rss:"))
        for line in lines
        if line.endswith(str(folder / WEIGHTS_FILE))
    ]
    assert held
    assert sum(held) < 1024  # of 45,000 kB
    assert np.array_equal(model.run(ids, np.ones_like(ids)), first)
