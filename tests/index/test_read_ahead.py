"""A file is read ahead where memory has room for it, and nobody waits or stumbles."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from index import read_ahead as module
from index.read_ahead import read_ahead


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    sizes: list[int] = []

    def advise(descriptor: int, _start: int, _length: int, advice: int) -> None:
        assert advice == os.POSIX_FADV_WILLNEED
        sizes.append(os.fstat(descriptor).st_size)

    monkeypatch.setattr(os, "posix_fadvise", advise)
    return sizes


def finished() -> None:
    for thread in threading.enumerate():
        if thread.name == "read-ahead":
            thread.join(10)


def test_a_file_that_memory_has_room_for_is_read_ahead(tmp_path: Path, asked: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "vectors.f16"
    file.write_bytes(b"12345678")
    monkeypatch.setattr(module, "memory", lambda: 8 * module.SHARE_OF_MEMORY)
    read_ahead(file)
    finished()
    assert asked == [8]


def test_one_that_would_push_out_what_else_is_read_is_not(tmp_path: Path, asked: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "vectors.f16"
    file.write_bytes(b"123456789")
    monkeypatch.setattr(module, "memory", lambda: 8 * module.SHARE_OF_MEMORY)
    read_ahead(file)
    finished()
    assert asked == []


def test_a_file_that_goes_meanwhile_is_no_error(tmp_path: Path, asked: list[int]) -> None:
    module._advise(tmp_path / "gone")
    assert asked == []


def test_the_machine_tells_its_memory() -> None:
    assert module.memory() > 2**28
