"""A real ingest killed at random moments: the library opens, each document is wholly in or wholly out, and running again completes.

A handful of kills by default; `pytest tests/ingest/test_kill.py --kills 200` for the whole of it.
"""

from __future__ import annotations

import math
import multiprocessing
import os
import random
import resource
import shutil
import signal
import threading
import time
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

import pytest

from index.errors import LibraryError
from index.library import Library
from ingest import doctor
from ingest.receipt import Status
from ingest.sync import sync
from ingest.verify import verify
from tests.conftest import KeywordEncoder

WORDS = (
    "ketamine",
    "pain",
    "sleep",
    "dose",
    "women",
    "exercise",
    "study",
    "memory",
    "relief",
    "weeks",
    "trial",
    "placebo",
    "nurse",
    "walk",
)
N_FILES = 16
LOG = "library.sqlite-wal"
PATIENCE_S = 300.0  # with a machine that is slow; nothing waits so long where it is not


@pytest.fixture(scope="module")
def processes() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["ingest.sync", "tests.conftest"])
    return context


def ingest(documents: str, library: str, has_begun: object) -> None:
    """What the process that is killed does."""
    with Library.open(Path(library), encoder=KeywordEncoder(), create=True) as opened:
        has_begun.set()  # type: ignore[attr-defined]
        sync([Path(documents)], opened)


def text(chance: random.Random) -> str:
    sentences = [" ".join(chance.choices(WORDS, k=9)).capitalize() + "." for _ in range(30)]
    return "A note on pain and sleep\n\n" + "\n\n".join(" ".join(sentences[start : start + 5]) for start in range(0, 30, 5)) + "\n"


def shuffle(folder: Path, chance: random.Random) -> None:
    """Change some files, rename one, remove one, add some."""
    files = sorted(folder.iterdir())
    for path in chance.sample(files, min(len(files), 8)):
        path.write_text(text(chance), encoding="utf-8")
    if len(files) > N_FILES // 2:
        files[0].unlink()
        files[1].rename(folder / f"renamed-{chance.randrange(10**6)}.txt")
    while len(list(folder.iterdir())) < N_FILES:
        (folder / f"note-{chance.randrange(10**6)}.txt").write_text(text(chance), encoding="utf-8")


def test_killed_at_any_moment_every_document_is_wholly_in_or_wholly_out(
    tmp_path: Path, processes: ForkServerContext, pytestconfig: pytest.Config
) -> None:
    n_kills = pytestconfig.getoption("kills")
    chance = random.Random(20261125 + n_kills)
    documents, place = tmp_path / "documents", tmp_path / "library"
    documents.mkdir()
    versions: set[str] = set()
    takes_s, n_killed = None, 0
    while n_killed < n_kills:
        shuffle(documents, chance)
        versions |= {path.read_text(encoding="utf-8") for path in documents.iterdir()}
        has_begun = processes.Event()
        process = processes.Process(target=ingest, args=(str(documents), str(place), has_begun))
        process.start()
        assert has_begun.wait(PATIENCE_S)
        began = time.monotonic()
        process.join(None if takes_s is None else chance.uniform(0, takes_s))
        if process.exitcode is None:
            n_killed += 1
        else:  # a whole run, as the first one is: the next ones are killed within that, or sooner where it came to its end before
            assert process.exitcode == 0
            takes_s = min(time.monotonic() - began, 0.8 * (takes_s or math.inf))
        process.kill()
        process.join()
        check(place, versions)
    with Library.open(place, encoder=KeywordEncoder()) as library:
        sync([documents], library)
        assert {outcome.status for outcome in sync([documents], library).outcomes} == {Status.UNCHANGED}
        held = sorted(library.pages(source.source_id)[0] for source in library.sources())
        assert held == sorted(path.read_text(encoding="utf-8") for path in documents.iterdir())
        doctor.cure(library, doctor.examine(library))
        assert [finding for finding in doctor.examine(library) if finding.fix is not None] == []


def check(place: Path, versions: set[str]) -> None:
    """The library as a reader finds it right after the kill."""
    with Library.open(place, encoder=KeywordEncoder()) as library:
        assert verify(library, with_files=False, all_vectors=True).problems == []
        for source in library.sources():
            assert library.pages(source.source_id)[0] in versions
            assert library.sentences(source.source_id)
        if library.sources():
            assert library.search("ketamine", top_k=3)
            assert library.n_passages == library.counts().n_passages


def test_a_power_cut_in_the_middle_of_a_write_loses_no_document_that_was_in(tmp_path: Path, processes: ForkServerContext) -> None:
    """The write-ahead log ends anywhere, as after a power cut; what was published stays whole, and running again completes."""
    chance = random.Random(7)
    documents, place = tmp_path / "documents", tmp_path / "library"
    documents.mkdir()
    shuffle(documents, chance)
    with Library.open(place, encoder=KeywordEncoder(), create=True) as library:
        sync([documents], library)
    versions = {path.read_text(encoding="utf-8") for path in documents.iterdir()}
    shuffle(documents, chance)
    versions |= {path.read_text(encoding="utf-8") for path in documents.iterdir()}
    process = processes.Process(target=ingest_until_the_log_is_long, args=(str(documents), str(place)))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    log = place / LOG
    size = log.stat().st_size
    for number in range(3):
        copy = tmp_path / f"cut-{number}"
        shutil.copytree(place, copy)
        (copy / "library.sqlite-shm").unlink(missing_ok=True)
        os.truncate(copy / log.name, chance.randrange(size + 1))
        check(copy, versions)
        with Library.open(copy, encoder=KeywordEncoder()) as library:
            sync([documents], library)
            held = sorted(library.pages(source.source_id)[0] for source in library.sources())
        assert held == sorted(path.read_text(encoding="utf-8") for path in documents.iterdir())


def ingest_until_the_log_is_long(documents: str, library: str) -> None:
    """Ends itself as `kill -9` would, before what it has written is published."""
    log = Path(library) / LOG

    def kill_if_long(*_: object) -> None:
        if log.stat().st_size > 150_000:
            os.kill(os.getpid(), signal.SIGKILL)

    with Library.open(Path(library), encoder=KeywordEncoder()) as opened:
        sync([Path(documents)], opened, progress=kill_if_long)


def test_a_full_disk_is_told_and_running_again_completes(tmp_path: Path, processes: ForkServerContext) -> None:
    documents, place = tmp_path / "documents", tmp_path / "library"
    documents.mkdir()
    shuffle(documents, random.Random(3))
    versions = {path.read_text(encoding="utf-8") for path in documents.iterdir()}
    told = processes.Queue()
    process = processes.Process(target=ingest_on_a_small_disk, args=(str(documents), str(place), told))
    process.start()
    assert "the disk is full" in told.get(timeout=PATIENCE_S)
    process.join()
    check(place, versions)
    with Library.open(place, encoder=KeywordEncoder()) as library:
        assert sync([documents], library).n_refused == 0
        assert len(library.sources()) == N_FILES


def ingest_on_a_small_disk(documents: str, library: str, told: Any) -> None:  # noqa: ANN401  # a queue of the process context
    """No file may grow beyond a limit: SQLite hears what it hears on a full disk."""
    with Library.open(Path(library), encoder=KeywordEncoder(), create=True) as opened:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
        try:
            told.put(sync([Path(documents)], opened).summary())
        except LibraryError as error:
            told.put(str(error))


def test_a_reader_is_never_blocked_and_sees_the_new_state_afterwards(tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    chance = random.Random(1)
    (documents / "first.txt").write_text(text(chance), encoding="utf-8")
    with Library.open(tmp_path / "library", encoder=KeywordEncoder(), create=True) as library:
        sync([documents], library)
    reader = Library.open(tmp_path / "library", encoder=KeywordEncoder())
    generation, before = reader.generation, reader.search("ketamine", top_k=5)
    for number in range(20):
        (documents / f"note-{number}.txt").write_text(text(chance), encoding="utf-8")
    seen: list[bool] = []
    has_looked = threading.Event()

    def wait_for_the_reader(*_: object) -> None:
        has_looked.wait(PATIENCE_S)

    def write() -> None:
        with Library.open(tmp_path / "library", encoder=KeywordEncoder()) as library:
            sync([documents], library, progress=wait_for_the_reader)

    writer = threading.Thread(target=write)
    writer.start()
    while writer.is_alive():
        hits = reader.search("ketamine", top_k=5)
        if reader.generation == generation:
            seen.append(hits == before)
        if len(seen) > 2:
            has_looked.set()
    writer.join()
    assert len(seen) > 2 and all(seen)
    assert reader.generation == generation + 1
    assert len({hit.passage.source_id for hit in reader.search("ketamine", top_k=21)}) > 1
