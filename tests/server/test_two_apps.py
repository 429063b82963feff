"""Two app processes on one library in Milvus: whichever of them is asked, the answer is the same to the byte."""

from __future__ import annotations

import json
import os
import socket
import socketserver
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import cycle
from pathlib import Path
from threading import Thread

import pytest

from chat import fault_messages
from tests.index.milvus_server import MilvusServer
from tests.server.served import PATIENCE_S, ROOT, Served, eventually

QUESTIONS = (
    "What dose of ketamine was given?",
    "How long did the pain relief last?",
    "Should I stop taking my tablets?",
    "What is the capital of France?",
    "Which patients were included in the study?",
)
NEWER = "Vitamin Q for night cramps\n\nIn this trial of 90 adults, vitamin Q halved the number of night cramps within six weeks.\n"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MilvusServer]:
    """A Milvus server that these tests may kill."""
    server = MilvusServer(tmp_path_factory.mktemp("milvus") / "data")
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="module")
def address(own_server: MilvusServer, tmp_path_factory: pytest.TempPathFactory) -> str:
    address = f"{own_server.address}/served"
    ingest(address, ROOT / "sources", tmp_path_factory.mktemp("keeper"))
    return address


@pytest.fixture(scope="module")
def apps(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Served]]:
    both = [Served(tmp_path_factory.mktemp(name), ("--library", address, "--mcp")) for name in ("left", "right")]
    try:
        with ThreadPoolExecutor(2) as starting:
            list(starting.map(Served.start, both))
        yield both
    finally:
        for app in both:
            app.stop()


class RoundRobin(socketserver.ThreadingTCPServer):
    """A door that hands each connection to the next of some ports."""

    daemon_threads = True

    def __init__(self, ports: list[int]) -> None:
        super().__init__(("127.0.0.1", 0), Handed)
        self.ports, self.taken = cycle(ports), Counter[int]()


class Handed(socketserver.BaseRequestHandler):
    server: RoundRobin

    def handle(self) -> None:
        port = next(self.server.ports)
        self.server.taken[port] += 1
        with socket.create_connection(("127.0.0.1", port)) as there:
            back = Thread(target=pump, args=(there, self.request))
            back.start()
            pump(self.request, there)
            back.join()


def pump(read: socket.socket, write: socket.socket) -> None:
    """What comes from one goes to the other, until it ends."""
    with suppress(OSError):
        while block := read.recv(65536):
            write.sendall(block)
    with suppress(OSError):
        write.shutdown(socket.SHUT_WR)


@pytest.fixture
def door(apps: list[Served]) -> Iterator[RoundRobin]:
    with RoundRobin([app.port for app in apps]) as door:
        Thread(target=door.serve_forever, daemon=True).start()
        yield door
        door.shutdown()


def ask_at(door: RoundRobin, question: str) -> object:
    """A question as an MCP client asks it, on a connection of its own."""
    record = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "ask", "arguments": {"question": question}}}
    headers = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream", "MCP-Protocol-Version": "2025-06-18"}
    url = f"http://127.0.0.1:{door.server_address[1]}/mcp"
    with urllib.request.urlopen(urllib.request.Request(url, json.dumps(record).encode(), headers), timeout=PATIENCE_S) as answer:
        return json.load(answer)["result"]


def ingest(address: str, path: Path, keeper: Path) -> None:
    """Bring documents in, in a process of its own that keeps its receipts in the folder `keeper`."""
    command = [sys.executable, "-m", "ingest", "--library", address, "add", str(path)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, cwd=keeper, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr


def answers(apps: list[Served], questions: tuple[str, ...], *, first: int) -> list[str]:
    """Each question put to one app, the next question to the other."""
    return [json.dumps(apps[(first + turn) % 2].ask(question, timeout_s=300)) for turn, question in enumerate(questions)]


def test_questions_in_turn_to_either_app_get_the_same_bytes(apps: list[Served]) -> None:
    found = answers(apps, QUESTIONS, first=0)
    assert answers(apps, QUESTIONS, first=1) == found
    assert len({json.loads(answer)["route"] for answer in found}) >= 2
    assert any(json.loads(answer)["quotes"] for answer in found)


def test_behind_a_round_robin_the_answers_are_those_of_either(apps: list[Served], door: RoundRobin) -> None:
    first = [ask_at(door, question) for question in QUESTIONS]
    again = [ask_at(door, question) for question in QUESTIONS]  # of five, each now comes to the other process
    assert again == first
    assert min(door.taken[app.port] for app in apps) == len(QUESTIONS)
    assert "quotes" in json.dumps(first)


def test_what_one_process_brings_in_both_apps_answer_from_at_once(apps: list[Served], address: str, tmp_path: Path) -> None:
    question = ("What did vitamin Q do to night cramps?",) * 2
    assert not any(json.loads(answer)["quotes"] for answer in answers(apps, question, first=0))
    (tmp_path / "vitamin-q.txt").write_text(NEWER, encoding="utf-8")
    ingest(address, tmp_path / "vitamin-q.txt", tmp_path)
    one, other = answers(apps, question, first=0)
    assert one == other
    assert "halved the number of night cramps" in one


def test_a_lost_library_is_told_by_both_apps_and_found_again_without_a_restart(apps: list[Served], own_server: MilvusServer) -> None:
    question = QUESTIONS[:1] * 2
    before = answers(apps, question, first=0)
    processes = [app.process for app in apps]
    own_server.kill()
    for answer in answers(apps, question, first=0):
        assert fault_messages.LIBRARY_UNREACHABLE in answer
        assert own_server.address not in answer  # whoever asks at a distance is not told where it is
    for app in apps:
        eventually(lambda app=app: app.health()[0] == 503, "the health endpoint says that all is well")  # type: ignore[misc]
        assert fault_messages.LIBRARY_UNREACHABLE in json.dumps(app.health()[1])
    own_server.start()
    assert answers(apps, question, first=0) == before
    assert [app.process for app in apps] == processes and all(process is not None and process.poll() is None for process in processes)
