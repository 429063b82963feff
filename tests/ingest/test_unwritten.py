"""A file is read again whenever it may have been written since, and only then."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from index.library import Library
from ingest import plan
from ingest.receipt import Status
from ingest.sync import sync
from ingest.unwritten import is_unwritten, mark_of
from tests.conftest import KeywordEncoder

ONE = "A note on pain\n\nKetamine was given to ten women in a study.\n"
OTHER = "A note on pain\n\nKetamine was given to six women in a study.\n"  # as long
LONG_AGO = 10**18


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were read to be hashed. Whatever stands on the disk counts as written long ago."""
    read: list[str] = []
    digest_of = plan._digest_of

    def noted(path: Path) -> str:
        read.append(path.name)
        return digest_of(path)

    monkeypatch.setattr(plan, "_digest_of", noted)
    monkeypatch.setattr("ingest.unwritten._COARSEST_NS", 0)
    return read


@pytest.fixture
def library(tmp_path: Path, encoder: KeywordEncoder) -> Library:
    return Library.open(tmp_path / "library", encoder=encoder, create=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(f"{ONE}\nNumber {number} of three notes.\n", encoding="utf-8")
    return folder


def test_what_was_not_written_is_not_read(folder: Path, library: Library, hashed: list[str]) -> None:
    sync([folder], library)
    assert hashed == ["0.txt", "1.txt", "2.txt"]
    hashed.clear()
    (folder / "1.txt").write_text(OTHER, encoding="utf-8")
    updated = [outcome.path for outcome in sync([folder], library).outcomes if outcome.status is Status.UPDATED]
    assert updated == [str(folder / "1.txt")]
    assert hashed == ["1.txt"]
    hashed.clear()
    assert {outcome.status for outcome in sync([folder], library, is_rehashed=True).outcomes} == {Status.UNCHANGED}
    assert hashed == ["0.txt", "1.txt", "2.txt"]


@pytest.mark.parametrize("how", ["written in place", "replaced by another"])
def test_a_file_of_the_same_size_and_time_is_noticed(tmp_path: Path, library: Library, hashed: list[str], how: str) -> None:
    path, other = tmp_path / "note.txt", tmp_path / "other"
    path.write_text(ONE, encoding="utf-8")
    sync([path], library)
    before = path.stat()
    time.sleep(0.02)  # a system's clock for files goes in steps of some milliseconds
    if how == "written in place":
        path.write_text(OTHER, encoding="utf-8")
    else:
        other.write_text(OTHER, encoding="utf-8")
        other.replace(path)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert [outcome.status for outcome in sync([path], library).outcomes] == [Status.UPDATED]


def test_a_file_written_just_now_is_never_taken_on_trust(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text(ONE, encoding="utf-8")
    status = path.stat()
    assert mark_of(status, now_ns=status.st_ctime_ns + LONG_AGO)
    assert mark_of(status, now_ns=status.st_ctime_ns + 10**9) == ""
    record = plan._step_for(path, {}, {}, {}, set(), {}).record
    assert record is not None
    assert record.mark == ""
    assert not is_unwritten(status, record)
