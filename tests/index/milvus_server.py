"""A real Milvus server process for tests: Milvus Lite's, over gRPC on a free port of the loopback."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from select import select
from tempfile import TemporaryFile

import pytest

START_S = 300.0  # on the slowest machine; elsewhere a second or two


@dataclass
class MilvusServer:
    """One process; it takes one call at a time, because Milvus Lite forbids writers at the same moment."""

    folder: Path
    script: str = "milvus_lite_process.py"
    port: int = 0  # 0 until it has been started once; a restart takes the same again
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """What stands before a library's name."""
        return f"milvus://127.0.0.1:{self.port}"

    def fail(self, **faults: str) -> None:
        """What fails from now on, in words of milvus_faulty_process.py, where that is the script."""
        draft = self.folder.with_suffix(".draft")
        draft.write_text(json.dumps(faults), encoding="utf-8")
        draft.replace(f"{self.folder}.faults")

    def start(self) -> None:
        """Start it and wait until it serves; again while its port of before is still taken."""
        until = time.monotonic() + START_S
        while said := self._start_once():
            if self.port == 0 or time.monotonic() > until:
                pytest.fail(f"milvus-lite server did not start: {said}")
            time.sleep(0.2)

    def kill(self) -> None:
        """End it as a power cut would."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None

    def _start_once(self) -> str:
        """What it said where it did not start."""
        with TemporaryFile() as errors:
            command = [sys.executable, str(Path(__file__).with_name(self.script)), str(self.folder), str(self.port)]
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors)
            assert self.process.stdout is not None
            is_heard = select([self.process.stdout], [], [], START_S)[0]
            if is_heard and (line := self.process.stdout.readline()):
                self.port = int(line)
                return ""
            self.kill()
            errors.seek(0)
            return errors.read().decode(errors="replace")[-2000:] or f"nothing said within {START_S:.0f} s"


@contextmanager
def closed_port() -> Iterator[int]:
    """A port of the loopback where nobody listens; taken, so that nobody begins to."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield int(taken.getsockname()[1])
