"""Two that write at once: the second waits, gets in when the first ends, or says who holds the lock. And Ctrl-C at the last moment."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from index.flat import Flat
from index.lexical import LexicalIndex
from index.library import Library
from index.local_library import LocalLibrary
from index.lock import write_lock
from index.store import Store
from ingest import doctor
from ingest.__main__ import main
from ingest.receipt import FOLDER as RECEIPTS
from ingest.receipt import Status
from ingest.sync import sync
from tests.conftest import KeywordEncoder

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 300.0  # with a machine that is slow; nothing waits so long where it is not
HOLD = """
import sys
from pathlib import Path
from index.lock import write_lock
with write_lock(Path(sys.argv[1]), timeout_s=300):
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "one.txt").write_text("A title of a page\n\nKetamine was given to women in a study.\n", encoding="utf-8")
    return folder


@contextmanager
def another_writer(library: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the write lock until it is sent a line."""
    library.mkdir(exist_ok=True)
    command = [sys.executable, "-c", HOLD, str(library)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_the_second_waits_and_then_names_who_holds_the_lock(
    folder: Path, tmp_path: Path, encoder: KeywordEncoder, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "library"
    Library.open(place, encoder=encoder, create=True).close()
    with another_writer(place) as first:
        began = time.monotonic()
        assert main(["--library", str(place), "sync", str(folder)]) == 1
        assert time.monotonic() - began >= 5
        said = capsys.readouterr().err
        assert f"process {first.pid}" in said
        with Library.open(place, encoder=encoder) as reader:
            assert reader.sources() == []  # readers are not kept waiting


def test_the_second_gets_in_when_the_first_ends(
    folder: Path, tmp_path: Path, encoder: KeywordEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, has_asked = tmp_path / "library", threading.Event()

    def patient_lock(folder: Path, *, timeout_s: float) -> AbstractContextManager[None]:
        has_asked.set()
        return write_lock(folder, timeout_s=timeout_s + PATIENCE_S)

    monkeypatch.setattr("index.local_library.write_lock", patient_lock)
    with Library.open(place, encoder=encoder, create=True) as library, another_writer(place) as first, ThreadPoolExecutor(1) as second:
        running = second.submit(sync, [folder], library)
        assert has_asked.wait(PATIENCE_S)
        assert not wait([running], timeout=0.3).done  # the lock is held: however long one waits, it does not get in
        first.kill()
        assert [outcome.status for outcome in running.result(PATIENCE_S).outcomes] == [Status.ADDED]


@pytest.mark.parametrize("where", [(Flat, "write"), (LexicalIndex, "catch_up"), (Store, "titles")])
def test_stopped_while_the_indexes_are_brought_up_to_date_nothing_is_lost(
    folder: Path, tmp_path: Path, encoder: KeywordEncoder, monkeypatch: pytest.MonkeyPatch, where: tuple[type, str]
) -> None:
    place = tmp_path / "library"

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with LocalLibrary.open_folder(place, encoder=encoder, create=True) as library:
        with monkeypatch.context() as patch:
            patch.setattr(*where, stop)
            receipt = sync([folder], library)
        assert receipt.was_stopped
        assert [outcome.status for outcome in receipt.outcomes] == [Status.ADDED]  # it is in, and the receipt says so
        assert len(list((place / RECEIPTS).glob("*.json"))) == 1
        assert [hit.passage.source_id for hit in library.search("ketamine", mode="lexical")] == ["one"]
    with LocalLibrary.open_folder(place, encoder=encoder) as again:
        assert [hit.passage.source_id for hit in again.search("ketamine", mode="dense")] == ["one"]
        with again.writer():
            pass
        assert doctor.examine(again) == []
        assert [outcome.status for outcome in sync([folder], again).outcomes] == [Status.UNCHANGED]
