"""The real server as a process of its own, with what happens inside it written down."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
INSIDE = Path(__file__).with_name("inside")
PATIENCE_S = 300  # for what takes a second on a quiet machine: nothing here measures how fast the machine is
N_PORTS = 5  # tried one after another: a port that was free may be taken by the time the server asks for it


def eventually(holds: Callable[[], bool], what: str = "it did not come to pass") -> None:
    """Wait until it holds; a server that cannot answer at the moment is asked again."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        with suppress(OSError):
            if holds():
                return
        if time.monotonic() > deadline:
            raise AssertionError(what)
        time.sleep(0.2)


@dataclass(slots=True)
class Served:
    """A running server, its library, and the files in which it and the tests talk to each other."""

    place: Path
    options: tuple[str, ...] = ()
    port: int = 0
    program: tuple[str, ...] = ("app.py",)  # what Python is to run
    process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def library(self) -> Path:
        """The library's folder."""
        return self.place / "library"

    @property
    def temporary(self) -> Path:
        """Where it puts what it needs for a while."""
        return self.place / "temporary"

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def calls(self) -> str:
        """Attempts to reach other machines, one a line."""
        path = self.place / "calls.txt"
        return path.read_text() if path.exists() else ""

    @property
    def log(self) -> str:
        """What it wrote to the terminal."""
        return (self.place / "output.txt").read_text(errors="replace")

    def start(self, *, before: str = "") -> None:
        """Start it and wait until it answers; `before` is run by the shell first, to set its limits."""
        for _ in range(N_PORTS):
            self.launch(before)
            eventually(lambda: self._is_up() or self._has_ended(), "the server did not come up")
            if not self._has_ended():
                return
            if "cannot be used" not in self.log:
                break
        raise AssertionError(f"the server did not come up: {self.log}")

    def launch(self, before: str = "") -> None:
        """Start it and wait for nothing."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        environment = os.environ | {
            "PYTHONPATH": str(INSIDE),
            "CITEWELL_TEST_CALLS": str(self.place / "calls.txt"),
            "CITEWELL_TEST_CLOCK": str(self.place / "clock.txt"),
            "OMP_NUM_THREADS": "1",
            "TMPDIR": str(self.temporary),
        }
        self.temporary.mkdir(exist_ok=True)
        command = [sys.executable, *self.program, "--library", str(self.library), "--port", str(self.port), *self.options]
        if before:
            command = ["bash", "-c", f'{before}; exec "$@"', "bash", *command]
        with (self.place / "output.txt").open("ab") as output:
            self.process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, env=environment)

    def _is_up(self) -> bool:
        with urllib.request.urlopen(f"{self.url}/health", timeout=PATIENCE_S):
            return True

    def _has_ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def stop(self) -> None:
        """End it."""
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout=60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def ask(self, question: str, *, timeout_s: float = PATIENCE_S) -> dict[str, Any]:
        """A program's question through the plain HTTP form of Gradio's API; {"error": …} if it was refused."""
        begun = self.post("/gradio_api/call/ask", {"data": [question, None, None]}, timeout_s=timeout_s)
        with urllib.request.urlopen(f"{self.url}/gradio_api/call/ask/{begun['event_id']}", timeout=timeout_s) as stream:
            event = ""
            for raw in stream:
                line = raw.decode().rstrip("\n")
                if line.startswith("event: "):
                    event = line.removeprefix("event: ")
                elif line.startswith("data: ") and event in {"complete", "error"}:
                    data = json.loads(line.removeprefix("data: "))
                    return dict(data[0]) if event == "complete" else {"error": data}
        raise AssertionError("the stream ended without an answer")

    def post(self, path: str, record: object, *, timeout_s: float = PATIENCE_S) -> dict[str, Any]:
        """Post JSON, read JSON."""
        request = urllib.request.Request(f"{self.url}{path}", json.dumps(record).encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=timeout_s) as answer:
            return dict(json.load(answer))

    def health(self) -> tuple[int, dict[str, Any]]:
        """What the health endpoint says."""
        try:
            with urllib.request.urlopen(f"{self.url}/health", timeout=PATIENCE_S) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                return error.code, json.load(error)

    def raw(self, request: bytes) -> bytes:
        """Send bytes as they are and read what comes until the connection ends."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE_S) as connection:
            received = b""
            with suppress(ConnectionError):  # it may have heard enough
                connection.sendall(request)
                while block := connection.recv(65536):
                    received += block
            return received


def make_library(place: Path, *folders: Path) -> None:
    """A library of these folders' documents, made in a process of its own."""
    command = [sys.executable, "-m", "ingest", "--library", str(place / "library"), *(str(folder) for folder in folders)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=os.environ | {"OMP_NUM_THREADS": "1"})
    if done.returncode:
        raise AssertionError(done.stderr)


def replace_folder(source: Path, target: Path) -> None:
    """Put a copy of one folder in the place of another."""
    shutil.rmtree(target)
    shutil.copytree(source, target)
