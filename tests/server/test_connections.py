"""Connections that dawdle, against the real protocol over a tiny app: with few places and little patience."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest
import uvicorn
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from server import connections
from server.access import NOBODY, Everybody
from server.limits import Allowance
from server.visits import _UNDER_WAY, NotTooOften
from tests.server.conftest import run_async
from tests.server.served import PATIENCE_S, eventually

PLACES = 20
MANY = 3 * PLACES


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Reads what is sent, and answers with little or with much."""
    if scope["type"] == "lifespan":
        return
    with suppress(ClientDisconnect):
        await Request(scope, receive).body()
        await PlainTextResponse("x" * (16 << 20) if scope["path"] == "/much" else "well")(scope, receive, send)


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr(connections.PatientProtocol, "most", PLACES)
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(MANY + 10)
    config = uvicorn.Config(app, http=connections.PatientProtocol, ws="none", lifespan="off", log_config=None, timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    running = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    running.start()
    eventually(lambda: server.started, "it did not start")
    yield int(listening.getsockname()[1])
    server.should_exit = True
    running.join()


def is_answered(port: int) -> bool:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE_S) as answer:
        return bool(answer.read() == b"well")


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET / HTTP/1.1\r\nHost: x\r\nX-Half: ",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
        b"GET /much HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
    ids=["nothing", "half a head", "half a body", "endless chunks", "reads nothing"],
)
def test_when_all_places_are_taken_the_longest_waiting_makes_room(port: int, sent: bytes) -> None:
    with ExitStack() as stack:
        for _ in range(MANY):
            slow = stack.enter_context(socket.socket())
            slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            slow.connect(("127.0.0.1", port))
            with suppress(ConnectionError):  # it may be one of those that had to go
                slow.sendall(sent)
        eventually(lambda: is_answered(port), "nobody is let in")


def is_closed(connection: socket.socket) -> bool:
    connection.setblocking(False)
    try:
        return connection.recv(1) == b""
    except BlockingIOError:
        return False
    except ConnectionError:
        return True
    finally:
        connection.setblocking(True)


@pytest.mark.parametrize("name", ["FIRST_REQUEST_S", "STALLED_S"])
def test_a_head_that_comes_byte_by_byte_and_a_body_that_stops_are_not_waited_for(
    port: int, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(connections, name, 0.5)
    with socket.create_connection(("127.0.0.1", port)) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nX: " if name == "FIRST_REQUEST_S" else b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n")
        deadline = time.monotonic() + PATIENCE_S
        while not is_closed(slow):
            assert time.monotonic() < deadline
            if name == "FIRST_REQUEST_S":
                with suppress(ConnectionError):
                    slow.sendall(b"a")
            time.sleep(0.05)
    assert is_answered(port)


def test_a_visitor_who_holds_many_streams_leaves_places_to_others() -> None:
    """Streams are under way until the test ends them; a visitor has so many and no more, and another is not touched."""

    async def play() -> tuple[list[int], int, int]:
        done, statuses = asyncio.Event(), []

        async def endless(scope: Scope, receive: Receive, send: Send) -> None:
            await done.wait()
            await PlainTextResponse("well")(scope, receive, send)

        app = Everybody(NotTooOften(endless, asking=Allowance(10, 60), loading=Allowance(10_000, 60)), NOBODY)

        async def visit(address: str) -> int:
            found: list[int] = []

            async def send(message: object) -> None:
                if isinstance(message, dict) and message["type"] == "http.response.start":
                    found.append(message["status"])

            async def receive() -> dict[str, object]:
                return {"type": "http.disconnect"}

            scope = {"type": "http", "method": "GET", "path": "/gradio_api/heartbeat/x", "headers": [], "client": (address, 1)}
            await app(scope, receive, send)
            return found[0]

        held = [asyncio.create_task(visit("10.0.0.1")) for _ in range(_UNDER_WAY)]
        await asyncio.sleep(0)
        refused = await visit("10.0.0.1")
        other = asyncio.create_task(visit("10.0.0.2"))
        await asyncio.sleep(0)
        done.set()
        statuses = [await each for each in held]
        assert await visit("10.0.0.1") == 200
        return statuses, refused, await other

    statuses, refused, other = run_async(play)
    assert (set(statuses), refused, other) == ({200}, 429, 200)
