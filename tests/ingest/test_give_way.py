"""Documents are brought in beside a server that people wait for, so the processes that do it go last."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.give_way import NICENESS
from ingest.isolate import Limits, Worker

ROOT = Path(__file__).resolve().parent.parent.parent
pytestmark = pytest.mark.skipif(not hasattr(os, "getpriority"), reason="this system has no niceness")


def test_the_process_that_parses_goes_last(tmp_path: Path) -> None:
    file = tmp_path / "zinc.txt"
    file.write_text("Zinc was given to forty adults for nine weeks.", encoding="utf-8")
    with Worker(Limits()) as worker:
        worker.load(file)
        assert worker._process is not None
        assert os.getpriority(os.PRIO_PROCESS, worker._process.pid) >= NICENESS


def test_a_process_that_is_nicer_already_stays_so() -> None:
    code = "import os; os.nice(15); from ingest.give_way import give_way; give_way(); print(os.nice(0))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert int(done.stdout) >= 15
