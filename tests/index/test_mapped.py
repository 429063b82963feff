"""What is mapped of a file and done with takes no memory, and reads as before."""

from __future__ import annotations

import mmap
import sys
from pathlib import Path

import pytest

from index.mapped import give_back

N_BYTES = 16 * 1024 * 1024


def _resident(path: Path) -> int:
    """Bytes of the file that this process holds in memory."""
    held, is_it = 0, False
    for line in Path("/proc/self/smaps").read_text(encoding="utf-8").splitlines():
        if line.endswith(str(path)):
            is_it = True
        elif is_it and line.startswith("Rss:"):
            held, is_it = held + int(line.split()[1]) * 1024, False
    return held


@pytest.mark.skipif(sys.platform != "linux", reason="memory is given back on Linux")
def test_pages_that_are_mapped_are_given_back_and_read_as_before(tmp_path: Path) -> None:
    path, other = tmp_path / "a model's weights.bin", tmp_path / "other.bin"
    written = bytes(range(256)) * (N_BYTES // 256)
    for file in (path, other):
        file.write_bytes(written)
    with (
        path.open("rb") as opened,
        other.open("rb") as beside,
        mmap.mmap(opened.fileno(), 0, prot=mmap.PROT_READ) as mapped,
        mmap.mmap(beside.fileno(), 0, prot=mmap.PROT_READ) as left,
    ):
        assert mapped[:] == left[:] == written
        assert _resident(path) == N_BYTES
        give_back(path)
        assert _resident(path) == 0
        assert _resident(other) == N_BYTES
        assert mapped[:] == written


@pytest.mark.skipif(sys.platform != "linux", reason="memory is given back on Linux")
def test_what_is_mapped_to_be_written_is_left(tmp_path: Path) -> None:
    path = tmp_path / "written.bin"
    path.write_bytes(bytes(N_BYTES))
    with path.open("r+b") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_COPY) as mapped:
        mapped[5] = 7
        give_back(path)
        assert mapped[5] == 7


def test_a_file_that_is_not_mapped_is_no_matter(tmp_path: Path) -> None:
    give_back(tmp_path / "nowhere.bin")
