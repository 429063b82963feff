"""Places where a library can live: the contract's tests run once in each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from index.library import Library
from tests.conftest import KeywordEncoder
from tests.index.milvus_server import MilvusServer

Opener = Callable[..., Library]
_NUMBERS = count()


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library in Milvus keeps its receipts beneath the current folder."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture(params=["folder", "milvus"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where the library of this test lives."""
    if request.param == "folder":
        return tmp_path / "library"
    server: MilvusServer = request.getfixturevalue("milvus_server")
    return f"{server.address}/library_{next(_NUMBERS)}"


@pytest.fixture
def opened(place: Path | str, encoder: KeywordEncoder) -> Iterator[Opener]:
    """Opens the library of this test, again and again."""
    libraries: list[Library] = []

    def open_one(**options: object) -> Library:
        libraries.append(Library.open(place, **{"encoder": encoder, **options}))  # type: ignore[arg-type]  # what the test gives
        return libraries[-1]

    yield open_one
    for library in libraries:
        library.close()
