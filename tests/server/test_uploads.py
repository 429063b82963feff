"""Room for what keepers send: the sums by hand, and the real server with very little of it."""

from __future__ import annotations

import base64
import json
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.keep import FILES
from server.access import Role
from server.health import LOW_DISK
from server.serve import KEPT_FILES
from server.uploads import UNCLAIMED_S, Room, private_folder
from server.users import new_user, write_users
from tests.server.served import PATIENCE_S, ROOT, Served, eventually, make_library
from tests.server.test_limits import Clock
from tests.server.test_roles import PASSWORD, call

QUOTA = 60_000  # bytes
LARGEST = 20_000  # bytes of one file
# The server as it is, with a limit for one file that can be reached quickly; no option sets it.
WITH_SMALL_FILES = f"""
import dataclasses, sys, app
from server import settings
from server.routes import Sizes
chosen = settings.from_options
settings.from_options = lambda args: dataclasses.replace(chosen(args), sizes=Sizes(file_bytes={LARGEST}))
sys.exit(app.main(sys.argv[1:]))
"""
PAPER = ("Zinc and sleep\n\n" + "Zinc was given to 40 adults and their sleep improved within two weeks of the first dose.\n" * 400).encode()


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path / "coming", tmp_path / "kept", quota_bytes=100, free_bytes=lambda _: LOW_DISK + 1_000, clock=Clock())


def put(path: Path, n_bytes: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x" * n_bytes)


def test_what_waits_what_is_kept_and_what_is_on_its_way_counts(room: Room) -> None:
    assert room.lacking(100) == ""
    put(room.coming / "a" / "paper.pdf", 30)
    put(room.kept / "b" / "paper.pdf", 30)
    assert room.lacking(40) == ""
    assert "--upload-quota" in room.lacking(41)
    room.begin(20)
    assert room.lacking(20) == ""
    assert "--upload-quota" in room.lacking(21)
    room.end(20)
    assert room.lacking(40) == ""


def test_the_last_of_the_disk_is_not_taken(room: Room) -> None:
    room.quota_bytes = 10_000
    assert room.lacking(1_000) == ""
    assert "nearly full" in room.lacking(1_001)


def test_what_nobody_adds_to_the_library_is_dropped_after_a_while(room: Room) -> None:
    put(room.coming / "a" / "paper.pdf", 90)
    assert room.lacking(20)
    assert isinstance(room.clock, Clock)
    room.clock.now += UNCLAIMED_S + 1
    assert room.lacking(20) == ""
    assert not (room.coming / "a").exists()


def test_what_a_broken_upload_leaves_is_dropped_once_none_is_under_way(room: Room) -> None:
    room.begin(1)
    room.begin(2)
    put(room.coming / "tmp123", 5)
    room.end(1)
    assert (room.coming / "tmp123").exists()
    room.end(2)
    assert not (room.coming / "tmp123").exists()


def test_the_copies_counted_are_those_that_the_library_keeps() -> None:
    assert KEPT_FILES == FILES


def test_a_folder_of_our_own_takes_the_place_of_gradios_and_is_gone_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GRADIO_TEMP_DIR", raising=False)
    from gradio.utils import get_upload_folder

    before = get_upload_folder()
    with private_folder() as folder:
        assert get_upload_folder() == str(folder)
        assert folder.stat().st_mode & 0o077 == 0
    assert get_upload_folder() == before
    assert not folder.exists()


# -- the real server ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def cramped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    place = tmp_path_factory.mktemp("cramped")
    write_users(place / "users.json", {"ada": new_user("ada", Role.KEEPER, PASSWORD)})
    found = Served(place, ("--users", str(place / "users.json"), "--upload-quota", str(QUOTA / (1 << 30))))
    make_library(place, ROOT / "sources")
    found.start()
    try:
        yield found
    finally:
        found.stop()


def credentials() -> str:
    return "Basic " + base64.b64encode(f"ada:{PASSWORD}".encode()).decode()


def send(served: Served, name: str, content: bytes) -> str:
    """Upload a file as the page does; returns the path that the server gave it."""
    head = f'--part\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\nContent-Type: text/plain\r\n\r\n'
    body = head.encode() + content + b"\r\n--part--\r\n"
    headers = {"Content-Type": "multipart/form-data; boundary=part", "Authorization": credentials()}
    request = urllib.request.Request(f"{served.url}/gradio_api/upload", body, headers)
    with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
        (path,) = json.load(answer)
    return str(path)


def coming(served: Served) -> list[Path]:
    return [path for path in served.temporary.glob("citewell-uploads-*/**/*") if path.is_file()]


def test_a_keeper_is_told_when_the_room_for_files_is_used_up_and_readers_go_on(cramped: Served) -> None:
    path = send(cramped, "zinc.txt", PAPER)
    assert [each.name for each in coming(cramped)] == ["zinc.txt"]
    with pytest.raises(urllib.error.HTTPError, match="507") as refused:
        send(cramped, "other.txt", PAPER.replace(b"Zinc", b"Iron"))
    assert "--upload-quota" in refused.value.read().decode()
    assert call(cramped, "ada", "add", {"paths": [path], "language": "en"})["ok"] is True
    eventually(lambda: not call(cramped, "ada", "progress", {"language": "en"})["running"], "the file was not added")
    eventually(lambda: not coming(cramped), "what was added still lies where it came in")
    with pytest.raises(urllib.error.HTTPError, match="507"):  # the library keeps a copy
        send(cramped, "other.txt", PAPER.replace(b"Zinc", b"Iron"))
    (copy,) = (cramped.library / FILES).rglob("zinc.txt")
    assert copy.read_bytes() == PAPER
    assert cramped.health()[0] == 200


def test_an_upload_that_breaks_off_leaves_nothing(cramped: Served) -> None:
    head = (
        f"POST /gradio_api/upload HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {credentials()}\r\nContent-Length: 9000\r\n"
        "Content-Type: multipart/form-data; boundary=part\r\n\r\n"
        '--part\r\nContent-Disposition: form-data; name="files"; filename="half.txt"\r\n\r\n'
    )
    with socket.create_connection(("127.0.0.1", cramped.port), timeout=PATIENCE_S) as connection:
        connection.sendall(head.encode() + b"half a file " * 300)
        eventually(lambda: any(path.name.startswith("tmp") for path in coming(cramped)), "the upload did not begin")
    eventually(lambda: not coming(cramped), "half a file was left")


def test_an_upload_has_to_say_how_large_it_is(cramped: Served) -> None:
    answer = cramped.raw(
        f"POST /gradio_api/upload HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: {credentials()}\r\nTransfer-Encoding: chunked\r\n"
        "Content-Type: multipart/form-data; boundary=part\r\nConnection: close\r\n\r\n0\r\n\r\n".encode()
    )
    assert answer.startswith(b"HTTP/1.1 411 ")


def test_a_server_that_is_told_to_stop_leaves_no_files_behind(cramped: Served) -> None:
    """The last of these tests: it ends their server."""
    assert list(cramped.temporary.glob("citewell-uploads-*"))
    cramped.stop()
    assert list(cramped.temporary.glob("citewell-uploads-*")) == []
    assert cramped.process is not None
    assert cramped.process.returncode == 0
    assert "Traceback" not in cramped.log


@pytest.fixture
def small_files(tmp_path: Path) -> Iterator[Served]:
    write_users(tmp_path / "users.json", {"ada": new_user("ada", Role.KEEPER, PASSWORD)})
    found = Served(tmp_path, ("--users", str(tmp_path / "users.json")), program=("-c", WITH_SMALL_FILES))
    make_library(tmp_path, ROOT / "sources")
    found.start()
    try:
        yield found
    finally:
        found.stop()


def test_a_file_larger_than_one_may_be_is_refused_and_leaves_nothing(small_files: Served) -> None:
    send(small_files, "small.txt", PAPER[:LARGEST])
    with pytest.raises(urllib.error.HTTPError, match="413"):
        send(small_files, "large.txt", PAPER[: LARGEST + 1])
    eventually(lambda: [each.name for each in coming(small_files)] == ["small.txt"], "part of the large file was left")
    send(small_files, "another.txt", PAPER[:LARGEST].replace(b"Zinc", b"Iron"))
    assert "Traceback" not in small_files.log
