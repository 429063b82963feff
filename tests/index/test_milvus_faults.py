"""A real Milvus server of which a part fails, or that lets in only whom it knows: what it can still do is done, and said."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator

import pytest
from pymilvus import MilvusClient

from index import trouble
from index.errors import LibraryError, LibraryNotFoundError, LibrarySlowError
from index.library import Library
from index.milvus import client
from index.search import MODES
from tests.conftest import KeywordEncoder
from tests.index.entries import entry
from tests.index.milvus_server import MilvusServer


@pytest.fixture(scope="module")
def failing_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MilvusServer]:
    server = MilvusServer(tmp_path_factory.mktemp("failing") / "data", "milvus_faulty_process.py")
    server.start()
    with Library.open(f"{server.address}/half", encoder=KeywordEncoder(), create=True) as library, library.writer() as writer:
        writer.put(*entry("one", "Ketamine is a drug.", "Exercise helps sleep."))
        writer.put(*entry("two", "Women report more pain."))
    yield server
    server.kill()


@pytest.fixture
def library(failing_server: MilvusServer, encoder: KeywordEncoder, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    monkeypatch.setattr(client, "_WAITS_S", (0.0,) * 5)
    with Library.open(f"{failing_server.address}/half", encoder=encoder) as library:
        yield library
    failing_server.fail()


@pytest.mark.parametrize("how", ["refused", "late"])
@pytest.mark.parametrize(("field", "mode", "said"), [("bm25", "dense", trouble.NO_LEXICAL), ("vector", "lexical", trouble.NO_DENSE)])
def test_of_a_server_that_can_do_half_the_other_half_is_given_and_said(
    failing_server: MilvusServer, library: Library, field: str, mode: str, said: str, how: str
) -> None:
    whole = {mode: [hit.passage for hit in library.search("ketamine", mode=mode)] for mode in MODES}
    assert library.trouble == ""
    failing_server.fail(**{field: how})
    assert [hit.passage for hit in library.search("ketamine")] == whole[mode]  # type: ignore[index]  # a mode
    assert library.trouble == said
    assert library.search("ketamine", mode=mode)[0].passage.text == "Ketamine is a drug."  # type: ignore[arg-type]  # parametrised
    assert library.trouble == ""  # nothing was missing
    failing_server.fail()
    assert [hit.passage for hit in library.search("ketamine")] == whole["hybrid"]
    assert library.trouble == ""


def test_where_neither_half_can_be_done_that_is_an_error(failing_server: MilvusServer, library: Library) -> None:
    failing_server.fail(bm25="refused", vector="refused")
    with pytest.raises(LibraryError, match=r"refused \(fail to search on QueryNode 4"):
        library.search("ketamine")
    failing_server.fail(bm25="late", vector="late")
    with pytest.raises(LibrarySlowError, match="does not answer"):
        library.search("ketamine")


@pytest.mark.parametrize(
    ("environment", "sent"),
    [
        ({"CITEWELL_MILVUS_USER": "keeper", "CITEWELL_MILVUS_PASSWORD": "horse"}, b"keeper:horse"),
        ({"CITEWELL_MILVUS_TOKEN": "a-token"}, b"a-token"),
    ],
)
def test_who_may_come_in_is_told_by_the_environment(
    failing_server: MilvusServer, library: Library, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], sent: bytes
) -> None:
    failing_server.fail(authorization=b64encode(sent).decode())
    address = f"{failing_server.address}/half"
    with pytest.raises(LibraryError, match="CITEWELL_MILVUS_USER and CITEWELL_MILVUS_PASSWORD, or CITEWELL_MILVUS_TOKEN"):
        Library.open(address)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with Library.open(address) as opened:
        assert opened.counts().n_documents == 2


def test_a_database_of_the_server_is_named_by_the_environment(
    failing_server: MilvusServer, encoder: KeywordEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    MilvusClient(uri=failing_server.address.replace("milvus://", "http://")).create_database("clinic")
    monkeypatch.setenv("CITEWELL_MILVUS_DATABASE", "clinic")
    address = f"{failing_server.address}/half"
    with pytest.raises(LibraryNotFoundError):
        Library.open(address)
    with Library.open(address, encoder=encoder, create=True) as library:
        assert library.counts().n_documents == 0
