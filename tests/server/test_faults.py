"""What goes wrong while it serves: what is said, that others go on, and that it recovers without a restart.

One server, on a small disk of its own where the system lets us make one. Each test leaves the library whole.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser
from reportlab.pdfgen.canvas import Canvas

from index.library import Library
from server.access import Role
from server.users import new_user, write_users
from tests.page.conftest import INSIDE as HOLDING
from tests.page.conftest import visit
from tests.server.served import PATIENCE_S, ROOT, Served, eventually, make_library, replace_folder
from tests.server.test_attacks import page_of

QUESTION = "How long does pain relief last after ketamine?"
DANGER = "i want to end my life"
PASSWORD = "correct horse battery"


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


@contextmanager
def removed(served: Served, whole: Path) -> Iterator[None]:
    del whole
    aside = served.place / "aside"
    served.library.rename(aside)
    try:
        yield
    finally:
        aside.rename(served.library)


@contextmanager
def damaged(served: Served, whole: Path) -> Iterator[None]:
    draft = served.library / "draft"
    draft.write_bytes(b"\xff" * 40_960)
    draft.replace(served.library / "library.sqlite")
    try:
        yield
    finally:
        replace_folder(whole, served.library)


@contextmanager
def kept(served: Served, whole: Path) -> Iterator[None]:
    """Locked before it comes into its place, so that nobody can have it open already."""
    draft = served.place / "aside"
    shutil.copytree(whole, draft)
    with closing(sqlite3.connect(draft / "library.sqlite", isolation_level=None)) as greedy:
        greedy.execute("PRAGMA locking_mode = EXCLUSIVE")
        greedy.execute("BEGIN EXCLUSIVE")
        greedy.execute("CREATE TABLE of_no_use (x)")
        shutil.rmtree(served.library)
        draft.rename(served.library)
        yield


FAULTS = [
    pytest.param(removed, "The library is not where it should be.", id="removed"),
    pytest.param(damaged, "The library's file is damaged and cannot be read.", id="damaged"),
    pytest.param(kept, "Another program keeps the library to itself at the moment.", id="kept"),
]


@pytest.mark.browser
@pytest.mark.parametrize(("fault", "words"), FAULTS)
def test_the_page_says_what_is_wrong_and_goes_on_when_it_is_put_right(
    browser: Browser, mended: Served, whole: Path, fault: Callable[[Served, Path], AbstractContextManager[None]], words: str
) -> None:
    visitor = visit(browser, page_of(mended))
    other = visit(browser, page_of(mended))
    try:
        visitor.ask(QUESTION)
        assert visitor.page.locator(".cw-turn").last.locator(".cw-card").count() >= 1
        with fault(mended, whole):
            visitor.ask(QUESTION)
            assert words in visitor.last
            assert str(mended.place) not in visitor.page.content()
            other.ask(DANGER)
            assert other.page.locator(".cw-turn a[href^='tel:']").count() >= 1
        visitor.ask(QUESTION)
        assert visitor.page.locator(".cw-turn").last.locator(".cw-card").count() >= 1
    finally:
        visitor.page.context.close()
        other.page.context.close()


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


@pytest.mark.parametrize("is_emptied", [True, False], ids=["emptied", "halved"])
def test_a_library_cut_short_in_its_place_while_it_serves(mended: Served, is_emptied: bool) -> None:
    """The same file with less in it: nothing is replaced that could be noticed by its name.

    Of an emptied one SQLite says now that it is damaged, now that somebody keeps it, as it finds the log beside it.
    """
    words = ("The library's file is damaged and cannot be read.", "Another program keeps the library to itself at the moment.")
    assert mended.ask(QUESTION)["route"] == "answer"
    path = mended.library / "library.sqlite"
    good = path.read_bytes()
    with path.open("r+b") as file:
        file.truncate(0 if is_emptied else len(good) // 2)
        assert mended.health()[0] == 503
        assert str(mended.ask(QUESTION)["error"]["error"]) in words[: 1 + is_emptied]
        helps_in_danger(mended)
        file.write(good)
    assert mended.ask(QUESTION)["route"] == "answer"


def test_a_library_overwritten_in_its_place_is_quoted_truly_or_not_at_all(mended: Served) -> None:
    """Who has read it may go on with what is held in memory; who reads it now finds the damage. Neither says anything else."""
    true = mended.ask(QUESTION)["quotes"]
    path = mended.library / "library.sqlite"
    good = path.read_bytes()
    with path.open("r+b") as file:
        file.write(b"\xff" * len(good))
        file.flush()
        for _ in range(5):
            said = mended.ask(QUESTION)
            assert said.get("quotes") == true or "The library's file is damaged and cannot be read." in str(said["error"])
            helps_in_danger(mended)
        file.seek(0)
        file.write(good)
    assert mended.ask(QUESTION)["quotes"] == true


@pytest.mark.parametrize("is_open", [True, False], ids=["while it is open", "before it is opened"])
def test_damaged_search_indexes_are_made_again_from_the_library(mended: Served, whole: Path, tmp_path: Path, is_open: bool) -> None:
    true = [quote["text"] for quote in mended.ask(QUESTION)["quotes"]]
    folder = mended.library
    if not is_open:  # another library in its place, for the server: it opens everything anew
        folder = tmp_path / "library"
        shutil.copytree(whole, folder)
        shutil.copytree(mended.library / "lexical", folder / "lexical", dirs_exist_ok=True)
        for path in mended.library.glob("*.faiss"):
            shutil.copy(path, folder)
    indexes = [*folder.glob("*.faiss"), *(folder / "lexical").iterdir()]
    assert len(indexes) > 2
    for path in indexes:
        with path.open("r+b") as file:
            file.write(b"\xff" * path.stat().st_size)
    if not is_open:
        replace_folder(folder, mended.library)
    assert [quote["text"] for quote in mended.ask(QUESTION)["quotes"]] == true
    assert mended.health()[0] == 200
    helps_in_danger(mended)


def test_a_library_kept_by_another_program(mended: Served, whole: Path) -> None:
    with kept(mended, whole):
        assert trouble(mended) == "Another program keeps the library to itself at the moment."
        helps_in_danger(mended)


def test_a_lock_on_a_library_that_is_open_keeps_no_reader_out(mended: Served) -> None:
    """Whoever writes appends to SQLite's log (WAL) while readers go on with what was there: such a lock keeps other writers out only.

    A lock that keeps readers out too is refused to whoever asks for it as long as a reader has the file open.
    """
    assert mended.ask(QUESTION)["route"] == "answer"
    with closing(sqlite3.connect(mended.library / "library.sqlite", isolation_level=None)) as writing:
        writing.execute("BEGIN EXCLUSIVE")
        writing.execute("CREATE TABLE of_no_use (x)")
        assert mended.ask(QUESTION)["route"] == "answer"
        assert mended.health()[0] == 200
        writing.execute("ROLLBACK")


def test_a_writer_killed_in_the_middle_leaves_the_server_answering(mended: Served, whole: Path, tmp_path: Path) -> None:
    """It is held at its last file, so that it is in the middle for certain. (A killed reader of one file: tests/page/test_keeping.py.)"""
    papers = tmp_path / "papers"
    papers.mkdir()
    for number in range(60):
        (papers / f"paper-{number}.txt").write_text(f"Paper {number}\n\n" + f"Zinc study {number} followed {number} adults. " * 60)
    canvas = Canvas(str(papers / "the-last.pdf"))
    canvas.drawString(72, 760, "Selenium was given to nineteen adults in the last of all studies.")
    canvas.save()
    hold = tmp_path / "hold"
    hold.touch()
    command = [sys.executable, "-m", "ingest", "--library", str(mended.library), str(papers)]
    environment = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": str(HOLDING), "CITEWELL_TEST_HOLD": str(hold)}
    writing = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        eventually(lambda: (mended.library / "writer.pid").exists() or writing.poll() is not None)
        assert writing.poll() is None
        writing.kill()
        assert writing.wait() == -signal.SIGKILL
    finally:
        hold.unlink()
    assert mended.ask(QUESTION)["route"] == "answer"
    again = subprocess.run(command, cwd=ROOT, env=os.environ | {"OMP_NUM_THREADS": "1"}, capture_output=True, text=True)
    assert again.returncode == 0, again.stderr
    with Library.open(mended.library) as reading:
        assert {str(path) for path in papers.iterdir()} <= set(reading.files())
    assert mended.ask(QUESTION)["route"] == "answer"
    replace_folder(whole, mended.library)


def test_a_clock_that_jumps_changes_nothing(mended: Served) -> None:
    clock = mended.place / "clock.txt"
    try:
        for offset in (30 * 24 * 3600, -30 * 24 * 3600, 0):
            clock.write_text(str(offset))
            assert mended.ask(QUESTION)["route"] == "answer"
    finally:
        clock.unlink(missing_ok=True)


@pytest.fixture
def guarded(whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """A server where people sign in, each with ten requests at once and one a minute, over a copy of the library."""
    monkeypatch.setenv("CITEWELL_TEST_PASSED", str(tmp_path / "passed.txt"))
    write_users(tmp_path / "users.json", {"ada": new_user("ada", Role.KEEPER, PASSWORD)})
    found = Served(tmp_path, ("--users", str(tmp_path / "users.json"), "--per-minute", "1"))
    shutil.copytree(whole, found.library)
    found.start()
    try:
        yield found
    finally:
        found.stop()


def test_a_clock_that_jumps_neither_ends_nor_lengthens_a_session_nor_an_allowance(guarded: Served) -> None:
    """What is right: both are of time that has passed, and no time passes by setting a clock."""

    def status(path: str, cookie: str, body: bytes | None = None) -> int:
        request = urllib.request.Request(guarded.url + path, body, {"Cookie": cookie})
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            error.close()
            return error.code

    form = urlencode({"username": "ada", "password": PASSWORD}).encode()
    with urllib.request.urlopen(f"{guarded.url}/login", form, timeout=PATIENCE_S) as answer:
        cookie = answer.headers["Set-Cookie"].partition(";")[0]
    clock, passed, draft = (guarded.place / name for name in ("clock.txt", "passed.txt", "draft.txt"))

    def let_pass(minutes: int) -> None:
        draft.write_text(str(minutes * 60))
        draft.replace(passed)  # whole: this clock must not be seen to go back

    eventually(lambda: status("/nowhere", cookie, b"{}") == 429, "the allowance is not used up")
    for days in (30, -30):
        clock.write_text(str(days * 24 * 3600))
        assert status("/config", cookie) == 200
        # used up still: a clock that counted would have given ten at once, or kept the one a minute back for a month
        assert 429 in [status("/nowhere", cookie, b"{}") for _ in range(10)]
    let_pass(20)  # by a clock that nobody can set
    assert status("/nowhere", cookie, b"{}") != 429
    assert status("/config", cookie) == 200
    let_pass(55)  # unused for longer than half an hour, while the clock on the wall is a month back
    assert status("/config", cookie) == 401


def test_thousands_of_idle_connections_keep_nobody_out(mended: Served) -> None:
    """10,000, or as many as this process may open: they send nothing, or half a request."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    n_connections = 10_000 if hard == resource.RLIM_INFINITY else min(10_000, hard - 500)
    try:
        with ExitStack() as stack:
            for number in range(n_connections):
                idle = stack.enter_context(socket.socket())
                idle.setblocking(False)
                idle.connect_ex(("127.0.0.1", mended.port))
                if number % 250 == 249:  # and the server has seen all before this one
                    assert mended.health()[0] == 200
            assert mended.ask(QUESTION)["route"] == "answer"
        assert mended.ask(QUESTION)["route"] == "answer"
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    if n_connections < 10_000:
        pytest.skip(f"answered beside {n_connections} connections; for 10,000 a process must be allowed 10,500 files (ulimit -Hn: {hard})")


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
    shutil.rmtree(small_disk / "library", ignore_errors=True)
    (tmp_path / "ginger.txt").write_text("Ginger and nausea\n\nGinger reduced nausea in 60 women after surgery.\n" * 200)
    aside = served.place / "aside"
    shutil.copytree(whole, small_disk / "library")
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


@pytest.mark.browser
def test_the_page_says_that_the_disk_is_full_and_takes_the_file_when_there_is_room(
    browser: Browser, small_disk: Path, served: Served, whole: Path, tmp_path: Path
) -> None:
    paper = tmp_path / "ginger-on-the-page.txt"
    paper.write_text("Ginger and nausea\n\n" + "".join(f"Ginger reduced nausea in {n} women after surgery.\n" for n in range(20_000)))
    aside = served.place / "aside"
    shutil.rmtree(small_disk / "library", ignore_errors=True)
    shutil.copytree(whole, small_disk / "library")
    served.library.rename(aside)
    served.library.symlink_to(small_disk / "library")
    visitor, other = (visit(browser, page_of(served)) for _ in range(2))
    page = visitor.page
    try:
        assert served.ask(QUESTION)["route"] == "answer"
        page.click("[data-view='library']")
        page.wait_for_selector(".cw-document")
        filler = small_disk / "filler"
        with filler.open("wb", buffering=0) as file, pytest.raises(OSError, match="No space"):
            while True:
                file.write(b"\0" * 4_096)
        page.set_input_files("[data-files]", str(paper))
        page.wait_for_selector(".cw-receipt [role=alert]")
        said = page.locator(".cw-receipt").inner_text()
        assert "The disk is full" in said
        assert "send them again" in said
        assert str(small_disk) not in said
        assert str(served.place) not in said
        other.ask(QUESTION)
        assert other.page.locator(".cw-turn").last.locator(".cw-card").count() >= 1
        filler.unlink()
        page.wait_for_function("document.querySelector('.cw-run').hidden")
        paper.write_text("Ginger and nausea\n\nGinger reduced nausea in 60 women after surgery.\n")
        page.set_input_files("[data-files]", str(paper))
        page.wait_for_selector(".cw-outcome-added")
        assert served.ask("Does ginger reduce nausea?")["route"] == "answer"
    finally:
        visitor.page.context.close()
        other.page.context.close()
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
