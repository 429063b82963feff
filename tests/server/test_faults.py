"""What goes wrong while it serves: what is said, that others go on, and that it recovers without a restart.

One server, on a small disk of its own where the system lets us make one. Each test leaves the library whole.
"""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.page.conftest import visit
from tests.server.served import ROOT, Served, eventually, make_library, replace_folder
from tests.server.test_attacks import page_of

QUESTION = "How long does pain relief last after ketamine?"
DANGER = "i want to end my life"


@pytest.fixture(scope="module")
def whole(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the library to put back."""
    folder = tmp_path_factory.mktemp("whole") / "library"
    command = [sys.executable, "-m", "index", "--library", str(served.library), "backup", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder


@pytest.fixture
def mended(served: Served, whole: Path) -> Iterator[Served]:
    """The server; whatever the test did to the library is put right afterwards, and it answers again."""
    yield served
    if not (served.library / "library.sqlite").is_file() or served.health()[0] != 200:
        shutil.rmtree(served.library, ignore_errors=True)
        shutil.copytree(whole, served.library)
    shutil.rmtree(served.place / "aside", ignore_errors=True)
    eventually(lambda: served.ask(QUESTION).get("route") == "answer")


def trouble(served: Served) -> str:
    """What a program is told, once the health endpoint says that something is wrong."""
    status, record = served.health()
    assert status == 503
    said = served.ask(QUESTION)
    assert record["reason"] in str(said["error"])
    assert str(served.place) not in str(said)
    return str(record["reason"])


def helps_in_danger(served: Served) -> None:
    assert served.ask(DANGER)["route"] == "crisis"


def test_a_library_removed_while_it_serves(mended: Served) -> None:
    shutil.rmtree(mended.library)
    assert trouble(mended) == "The library is not where it should be."
    helps_in_danger(mended)


@pytest.mark.browser
def test_the_page_says_that_the_library_is_gone_and_goes_on_when_it_is_back(browser: Browser, mended: Served) -> None:
    visitor = visit(browser, page_of(mended))
    aside = mended.place / "aside"
    try:
        mended.library.rename(aside)
        visitor.ask(QUESTION)
        assert "The library is not where it should be." in visitor.last
        other = visit(browser, page_of(mended))
        other.ask(DANGER)
        assert other.page.locator(".cw-turn a[href^='tel:']").count() >= 1
        other.page.context.close()
        aside.rename(mended.library)
        visitor.ask(QUESTION)
        assert visitor.page.locator(".cw-turn").last.locator(".cw-card").count() >= 1
    finally:
        visitor.page.context.close()


def test_a_library_replaced_while_it_serves(mended: Served, whole: Path, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "ginger.txt").write_text("Ginger and nausea\n\nGinger reduced nausea in 60 women after surgery.\n")
    make_library(tmp_path, tmp_path / "papers")
    replace_folder(tmp_path / "library", mended.library)
    reply = mended.ask("Does ginger reduce nausea?")
    assert [quote["text"] for quote in reply["quotes"]] == ["Ginger reduced nausea in 60 women after surgery."]
    replace_folder(whole, mended.library)
    assert mended.ask(QUESTION)["route"] == "answer"


@pytest.mark.parametrize("damage", [b"", b"\xff" * 40_960], ids=["emptied", "overwritten"])
def test_a_library_damaged_while_it_serves(mended: Served, whole: Path, damage: bytes) -> None:
    draft = mended.library / "draft"
    draft.write_bytes(damage)
    draft.replace(mended.library / "library.sqlite")
    assert trouble(mended) == "The library's file is damaged and cannot be read."
    helps_in_danger(mended)
    replace_folder(whole, mended.library)


def test_a_library_kept_by_another_program(mended: Served, whole: Path) -> None:
    replace_folder(whole, mended.library)  # nobody has it open yet
    with closing(sqlite3.connect(mended.library / "library.sqlite", isolation_level=None)) as greedy:
        greedy.execute("PRAGMA locking_mode = EXCLUSIVE")
        greedy.execute("BEGIN EXCLUSIVE")
        greedy.execute("CREATE TABLE of_no_use (x)")
        assert trouble(mended) == "Another program keeps the library to itself at the moment."
        helps_in_danger(mended)


def test_a_writer_killed_in_the_middle_leaves_the_server_answering(mended: Served, tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"paper-{number}.txt").write_text(f"Paper {number}\n\n" + f"Zinc study {number} followed {number} adults. " * 60)
    writing = subprocess.Popen([sys.executable, "-m", "ingest", "--library", str(mended.library), str(tmp_path)], cwd=ROOT)
    eventually(lambda: (mended.library / "writer.pid").exists() or writing.poll() is not None)
    writing.kill()
    writing.wait()
    assert mended.ask(QUESTION)["route"] == "answer"


def test_a_clock_that_jumps_changes_nothing(mended: Served) -> None:
    clock = mended.place / "clock.txt"
    try:
        for offset in (30 * 24 * 3600, -30 * 24 * 3600, 0):
            clock.write_text(str(offset))
            assert mended.ask(QUESTION)["route"] == "answer"
    finally:
        clock.unlink(missing_ok=True)


def test_thousands_of_idle_connections_keep_nobody_out(mended: Served) -> None:
    """As many as this process may open, up to 10,000: they send nothing, or half a request."""
    import resource

    n_connections = min(10_000, resource.getrlimit(resource.RLIMIT_NOFILE)[0] - 500)
    with ExitStack() as stack:
        for number in range(n_connections):
            idle = stack.enter_context(socket.socket())
            idle.setblocking(False)
            idle.connect_ex(("127.0.0.1", mended.port))
            if number % 250 == 249:  # and the server has seen all before this one
                assert mended.health()[0] == 200
        assert mended.ask(QUESTION)["route"] == "answer"
    assert mended.ask(QUESTION)["route"] == "answer"


def test_slow_readers_and_slow_writers_hold_nobody_up(mended: Served) -> None:
    with ExitStack() as stack:
        for _ in range(60):
            slow = stack.enter_context(socket.create_connection(("127.0.0.1", mended.port)))
            slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            slow.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 3)
        for _ in range(60):
            slow = stack.enter_context(socket.create_connection(("127.0.0.1", mended.port)))
            slow.sendall(b"POST /gradio_api/call/ask HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\n{")
        assert mended.ask(QUESTION)["route"] == "answer"


@pytest.fixture(scope="module")
def small_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A disk of 24 MiB."""
    place = tmp_path_factory.mktemp("disk")
    mounting = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "none", str(place)], capture_output=True, text=True)
    if mounting.returncode:
        pytest.skip(f"this system lets us make no small disk: {mounting.stderr.strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=False)


def test_a_full_disk_stops_changes_and_not_answers(small_disk: Path, served: Served, whole: Path, tmp_path: Path) -> None:
    """The same server, its library moved to a small disk for a while."""
    (tmp_path / "ginger.txt").write_text("Ginger and nausea\n\nGinger reduced nausea in 60 women after surgery.\n" * 200)
    aside = served.place / "aside"
    shutil.copytree(whole, small_disk / "library", dirs_exist_ok=True)
    served.library.rename(aside)
    served.library.symlink_to(small_disk / "library")
    try:
        assert served.ask(QUESTION)["route"] == "answer"
        filler = small_disk / "filler"
        with filler.open("wb") as file, pytest.raises(OSError, match="No space"):
            while True:
                file.write(b"\0" * 65_536)
                file.flush()
        assert served.ask(QUESTION)["route"] == "answer"
        assert served.health()[1].get("warning") == "the disk is nearly full"
        adding = [sys.executable, "-m", "ingest", "--library", str(served.library), str(tmp_path / "ginger.txt")]
        done = subprocess.run(adding, cwd=ROOT, capture_output=True, text=True, env=os.environ | {"OMP_NUM_THREADS": "1"})
        assert done.returncode == 1
        assert "full" in done.stderr or "No space" in done.stderr
        assert "Traceback" not in done.stderr
        assert served.ask(QUESTION)["route"] == "answer"
        filler.unlink()
        done = subprocess.run(adding, cwd=ROOT, capture_output=True, text=True, env=os.environ | {"OMP_NUM_THREADS": "1"})
        assert done.returncode == 0, done.stderr
        assert served.ask("Does ginger reduce nausea?")["route"] == "answer"
    finally:
        served.library.unlink()
        aside.rename(served.library)
    assert served.ask(QUESTION)["route"] == "answer"


def test_what_happened_is_in_the_log_and_what_was_asked_is_not(mended: Served) -> None:
    aside, before = mended.place / "aside", len(mended.log)
    mended.library.rename(aside)
    assert mended.health()[0] == 503
    assert "error" in mended.ask(QUESTION)
    aside.rename(mended.library)
    assert mended.health()[0] == 200
    assert mended.log.index("not answering", before) < mended.log.index("answering again", before)
    assert "ketamine" not in mended.log.lower()
    assert "Traceback" not in mended.log
