"""A file is read ahead where memory has room for it, and nobody waits or stumbles."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from index import read_ahead as module
from index.read_ahead import SHARE_OF_MEMORY, STEP, read_ahead


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[range]:
    stretches: list[range] = []

    def advise(_descriptor: int, start: int, length: int, advice: int) -> None:
        assert advice == os.POSIX_FADV_WILLNEED
        stretches.append(range(start, start + length))

    monkeypatch.setattr(os, "posix_fadvise", advise)
    return stretches


def finished() -> None:
    for thread in threading.enumerate():
        if thread.name == "read-ahead":
            thread.join(10)


def file_of(folder: Path, size: int) -> Path:
    file = folder / "vectors.f16"
    with file.open("wb") as opened:
        opened.truncate(size)
    return file


def test_a_file_that_memory_has_room_for_is_read_to_its_end(tmp_path: Path, asked: list[range], monkeypatch: pytest.MonkeyPatch) -> None:
    size = 3 * STEP + 1
    monkeypatch.setattr(module, "memory", lambda: size * SHARE_OF_MEMORY)
    read_ahead(file_of(tmp_path, size))
    finished()
    assert [stretch.start for stretch in asked] == [0, STEP, 2 * STEP, 3 * STEP]
    assert asked[-1].stop >= size


def test_one_that_would_push_out_what_else_is_read_is_not(tmp_path: Path, asked: list[range], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "memory", lambda: 8 * SHARE_OF_MEMORY)
    read_ahead(file_of(tmp_path, 9))
    finished()
    assert asked == []


def test_a_file_that_is_gone_before_or_meanwhile_is_no_error(tmp_path: Path, asked: list[range]) -> None:
    read_ahead(tmp_path / "gone")
    module._advise(tmp_path / "gone", 8)
    assert asked == []


def test_the_machine_tells_its_memory() -> None:
    assert module.memory() > 2**28
