"""Places where a library can live: the contract's tests run once in each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from itertools import count
from pathlib import Path

import pytest

from index.library import Library
from tests.conftest import KeywordEncoder
from tests.index.milvus_server import MilvusServer, free_port

Opener = Callable[..., Library]
_NUMBERS = count()


@pytest.fixture(scope="session")
def milvus_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MilvusServer]:
    """A Milvus server that all tests of a run share."""
    for name in ("pymilvus", "milvus_lite"):
        if find_spec(name) is None:
            pytest.skip(f"{name} is not installed: pip install -e '.[dev]'")
    server = MilvusServer(tmp_path_factory.mktemp("milvus"), free_port())
    server.start()
    yield server
    server.kill()


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
