"""A real Milvus server process for tests: Milvus Lite's, over gRPC on a free port of the loopback."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

START_S = 60.0


@dataclass
class MilvusServer:
    """One process; it takes one call at a time, because Milvus Lite forbids writers at the same moment."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """What stands before a library's name."""
        return f"milvus://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        command = "from milvus_lite.cmdline import main; raise SystemExit(main())"
        arguments = ["server", "--data-dir", str(self.folder), "--host", "127.0.0.1", "--port", str(self.port), "--max-workers", "1"]
        self.process = subprocess.Popen(
            [sys.executable, "-c", command, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL
        )
        until = time.monotonic() + START_S
        while not self._answers():
            if self.process.poll() is not None:
                pytest.fail(f"milvus-lite server ended with status {self.process.returncode}")
            if time.monotonic() > until:
                pytest.fail(f"milvus-lite server did not answer within {START_S:.0f} s")
            time.sleep(0.05)

    def kill(self) -> None:
        """End it as a power cut would."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(timeout=10)
            self.process = None

    def _answers(self) -> bool:
        with socket.socket() as probe:
            probe.settimeout(0.2)
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
