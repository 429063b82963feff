"""The library is there at once; a question waits for the models; what cannot be opened is told."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from chat.answer import Assistant
from chat.reply import Reply, Route
from index.errors import EncoderError, LibraryNotFoundError
from index.library import Library
from server.opening import Opening
from tests.conftest import KeywordEncoder

PATIENCE_S = 60
Over = Callable[[Library], Any]


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
    opening = Opening(folder)
    assert opening.library.sources() == []
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(opening.reply, ["sleep"])
        assert not asked.done()
        are_read.set()
        assert asked.result(PATIENCE_S).message == "Of sleep nothing."
    opening.wait()


def test_models_that_cannot_be_read_are_told_to_whoever_waits(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def over(_: Library) -> object:
        raise EncoderError("its weights are damaged")

    monkeypatch.setattr(Assistant, "over", over)
    opening = Opening(folder)
    with pytest.raises(EncoderError, match="damaged"):
        opening.wait()


def test_a_library_that_is_not_there_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(LibraryNotFoundError):
        Opening(tmp_path / "nowhere")
