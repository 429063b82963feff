"""What a call to a Milvus server does with errors: tried again while the server does not answer, told as ours otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from grpc import RpcError, StatusCode
from pymilvus import MilvusException

from index.address import MilvusAddress
from index.errors import LibraryError, LibrarySlowError, LibraryUnreachableError
from index.milvus import client
from index.milvus.client import MilvusCalls


class Raw(RpcError):  # type: ignore[misc]  # gRPC has no types
    """gRPC's own error, as pymilvus lets it through."""

    def __init__(self, code: StatusCode) -> None:
        self._code = code

    def code(self) -> StatusCode:
        return self._code

    def details(self) -> str:
        return str(self._code.value[1]).capitalize()


LATE, GONE = Raw(StatusCode.DEADLINE_EXCEEDED), Raw(StatusCode.UNAVAILABLE)
LOST = MilvusException(code=2, message="Fail connecting to server")
REFUSED = MilvusException(code=1100, message="invalid parameter")


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> MilvusCalls:
    monkeypatch.setattr(client, "_WAITS_S", (0.0, 0.0))
    monkeypatch.setattr(MilvusCalls, "_connected", lambda _: SimpleNamespace())
    return MilvusCalls(MilvusAddress("127.0.0.1", 1, "papers"))


def failing(*errors: Exception) -> Iterator[Exception | None]:
    yield from errors
    while True:
        yield None


@pytest.mark.parametrize("errors", [(LATE,), (GONE, LATE), (LOST, LOST)])
def test_a_server_that_does_not_answer_at_once_is_asked_again(calls: MilvusCalls, errors: tuple[Exception, ...]) -> None:
    coming = failing(*errors)

    def work(_: object) -> str:
        if (error := next(coming)) is not None:
            raise error
        return "done"

    assert calls.call(work) == "done"


@pytest.mark.parametrize(
    ("error", "ours", "said"),
    [
        (LATE, LibraryUnreachableError, "DEADLINE_EXCEEDED: Deadline exceeded"),
        (GONE, LibraryUnreachableError, "UNAVAILABLE"),
        (LOST, LibraryUnreachableError, "Fail connecting"),
        (REFUSED, LibraryError, r"refused \(invalid parameter\)"),
        (Raw(StatusCode.RESOURCE_EXHAUSTED), LibraryError, "refused"),
        (RpcError("odd"), LibraryError, "odd"),
    ],
)
def test_what_does_not_end_is_told_as_an_error_of_ours(calls: MilvusCalls, error: Exception, ours: type[LibraryError], said: str) -> None:
    def work(_: object) -> None:
        raise error

    with pytest.raises(ours, match=said):
        calls.call(work)


def test_tries_are_longer_and_longer_apart_and_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MilvusCalls, "_connected", lambda _: SimpleNamespace())
    waited: list[float] = []
    monkeypatch.setattr("index.milvus.client.time.sleep", waited.append)

    def work(_: object) -> None:
        raise GONE

    with pytest.raises(LibraryUnreachableError):
        MilvusCalls(MilvusAddress("127.0.0.1", 1, "papers")).call(work)
    assert waited == sorted(waited) and len(set(waited)) == len(waited) > 3
    assert 5 < sum(waited) < 10


def test_a_search_that_takes_too_long_is_tried_once_more_and_told_apart_from_a_lost_server(calls: MilvusCalls) -> None:
    tries = 0

    def work(_: object) -> None:
        nonlocal tries
        tries += 1
        raise LATE

    with pytest.raises(LibrarySlowError):
        calls.call(work, n_late=1)
    assert tries == 2
