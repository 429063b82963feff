"""The page and the library are there before the models are read; a question waits for them; what cannot be opened is told."""

from __future__ import annotations

import threading
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest

from chat.answer import Assistant
from chat.reply import Reply, Route
from index.errors import EncoderError, LibraryNotFoundError
from index.library import Library
from server.opening import STILL_OPENING, Opening
from tests.conftest import KeywordEncoder
from tests.server.held import HELD
from tests.server.served import PATIENCE_S, Served, eventually, make_library

# The server as it is, but for models that cannot be read.
UNREADABLE = """
import app
from chat.answer import Assistant
from index.errors import EncoderError
def over(library):
    raise EncoderError("its weights are damaged")
Assistant.over = over
raise SystemExit(app.main())
"""


@pytest.fixture
def folder(tmp_path: Path, encoder: KeywordEncoder) -> Path:
    Library.open(tmp_path, encoder=encoder, create=True).close()
    return tmp_path


def test_a_question_waits_until_the_models_are_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    are_read = threading.Event()

    def over(_: Library) -> object:
        assert are_read.wait(PATIENCE_S)
        return SimpleNamespace(reply=lambda turns, **_: Reply(Route.ABSTAIN, f"Of {turns[-1]} nothing."))

    monkeypatch.setattr(Assistant, "over", over)
    opening, opened = Opening(folder), threading.Event()
    opening.begin(opened.set)
    assert opening.library.sources() == []
    assert (opening.not_yet(), opening.error) == (STILL_OPENING, None)
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(opening.reply, ["sleep"])
        assert not asked.done()
        are_read.set()
        assert asked.result(PATIENCE_S).message == "Of sleep nothing."
    assert opened.wait(PATIENCE_S)
    assert (opening.not_yet(), opening.error) == ("", None)


def test_a_question_is_asked_of_it_before_anybody_does(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the first one takes longer nobody waits for; that it cannot be answered ends nothing."""
    asked: list[str] = []

    def reply(turns: list[str], **_: object) -> Reply:
        asked.extend(turns)
        raise LibraryNotFoundError(folder)

    monkeypatch.setattr(Assistant, "over", lambda _: SimpleNamespace(reply=reply))
    opening, opened = Opening(folder), threading.Event()
    opening.begin(opened.set)
    assert opened.wait(PATIENCE_S)
    assert len(asked) == 1
    assert opening.error is None


def test_models_that_cannot_be_read_are_told_to_whoever_waits(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def over(_: Library) -> object:
        raise EncoderError("its weights are damaged")

    monkeypatch.setattr(Assistant, "over", over)
    opening, opened = Opening(folder), threading.Event()
    opening.begin(opened.set)
    assert opened.wait(PATIENCE_S)
    assert isinstance(opening.error, EncoderError)
    with pytest.raises(EncoderError, match="damaged"):
        opening.reply(["sleep"])


def test_a_library_that_is_not_there_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(LibraryNotFoundError):
        Opening(tmp_path / "nowhere")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "ginger.txt").write_text("Ginger and nausea\n\nGinger reduced nausea in 60 women after surgery.\n")
    make_library(tmp_path, tmp_path / "papers")
    return tmp_path


def test_the_page_is_up_before_the_models_are_read(place: Path) -> None:
    hold = place / "hold"
    hold.touch()
    served = Served(place, program=("-c", HELD))
    served.launch()
    try:
        eventually(lambda: served.health()[0] == 503)
        assert served.health()[1]["reason"] == STILL_OPENING
        with urllib.request.urlopen(served.url, timeout=PATIENCE_S) as page:
            assert b"cw-question" in page.read()
        with ThreadPoolExecutor(1) as pool:
            asked = pool.submit(served.ask, "Does ginger reduce nausea?")
            hold.unlink()
            assert "Ginger reduced nausea" in asked.result(PATIENCE_S)["quotes"][0]["text"]
        assert served.health()[0] == 200
    finally:
        served.stop()


def test_a_server_whose_models_cannot_be_read_ends_and_says_why(place: Path) -> None:
    served = Served(place, program=("-c", UNREADABLE))
    served.launch()
    assert served.process is not None
    try:
        assert served.process.wait(timeout=PATIENCE_S) == 1
        assert "app: its weights are damaged" in served.log
        assert "Traceback" not in served.log
    finally:
        served.stop()
