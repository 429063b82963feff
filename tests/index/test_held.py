"""What a library holds while it is read: as much after many readers as after the first."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from index.library import Library
from index.store import FILE_NAME
from tests.chat.fakes import library_of
from tests.conftest import KeywordEncoder

OPEN = Path("/proc/self/fd")


@pytest.fixture
def library(tmp_path: Path, encoder: KeywordEncoder) -> Library:
    return library_of(tmp_path / "library", encoder, {"one": "Ketamine relieves pain."})


@pytest.mark.skipif(not OPEN.is_dir(), reason="this system does not list open files there")
def test_what_a_thread_opened_is_closed_when_it_ends(library: Library) -> None:
    library.search("pain")
    open_after = []
    for _ in range(20):
        reader = threading.Thread(target=lambda: library.search("pain"))
        reader.start()
        reader.join()
        open_after.append(n_open(library))
    assert open_after == [open_after[0]] * 20  # SQLite closes a file only when nobody has a lock on it, and takes it up again before


@pytest.mark.skipif(not OPEN.is_dir(), reason="this system does not list open files there")
def test_a_closed_library_holds_no_file_whoever_still_runs(library: Library) -> None:
    has_read, may_end = threading.Event(), threading.Event()

    def read_and_stay() -> None:
        library.search("pain")
        has_read.set()
        may_end.wait()

    reader = threading.Thread(target=read_and_stay)
    reader.start()
    assert has_read.wait(60)
    library.close()
    assert n_open(library) == 0
    may_end.set()
    reader.join()


def n_open(library: Library) -> int:
    """How many files of its tables this process has open."""
    names = []
    for link in OPEN.iterdir():
        try:
            names.append(str(link.readlink()))
        except FileNotFoundError:  # the listing's own
            continue
    return sum(name.startswith(str(library.folder / FILE_NAME)) for name in names)
