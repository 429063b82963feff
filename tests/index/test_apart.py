"""A function in a process of its own: what it does stays done, what it raises is raised here, and its memory goes with it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from index.apart import call_apart
from index.errors import EncoderError

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _no_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests have loaded it, and then everything is done in this process."""
    monkeypatch.delitem(sys.modules, "torch", raising=False)


def write_own_number(path: Path) -> None:
    path.write_text(f"{os.getpid()}", encoding="ascii")


def refuse(name: str) -> None:
    raise EncoderError(f"{name}: the weights are missing.")


def die() -> None:
    os._exit(9)


def test_it_is_done_by_another_process(tmp_path: Path) -> None:
    call_apart(write_own_number, tmp_path / "number")
    assert int((tmp_path / "number").read_text()) != os.getpid()


def test_it_is_done_here_where_torch_is_here_already(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", sys)
    call_apart(write_own_number, tmp_path / "number")
    assert int((tmp_path / "number").read_text()) == os.getpid()


def test_what_it_raises_is_raised_here() -> None:
    with pytest.raises(EncoderError, match="minilm: the weights are missing"):
        call_apart(refuse, "minilm")


def test_a_process_that_dies_is_told() -> None:
    with pytest.raises(EncoderError, match=r"ended before it was done \(status 9\)"):
        call_apart(die)


def test_the_first_start_leaves_no_torch_behind(tmp_path: Path) -> None:
    """All three models are converted; whoever asked for that serves on without what only the conversion needs."""
    code = f"""
import sys
from pathlib import Path
from chat.guard.reader import Reader
from chat.judge.cross_encoder import CrossEncoder
from index.encoder import open_encoder
cache = Path({str(tmp_path)!r})
encoder, judge, reader = open_encoder(cache_dir=cache), CrossEncoder.open(cache), Reader.open(cache)
assert encoder.encode(["pain"]).shape == (1, 384)
print(sorted(name for name in ("torch", "transformers", "sentence_transformers") if name in sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"
    assert len([path for path in tmp_path.iterdir() if path.is_dir()]) == 3
