"""The commands that copy a library and bring the copy back, beside the real server that reads it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.server.served import ROOT, Served, eventually

QUESTION = "How long does pain relief last after ketamine?"


def command(served: Served, package: str, *words: str) -> str:
    line = [sys.executable, "-m", package, "--library", str(served.library), *words]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def sources_of(served: Served) -> set[str]:
    return {quote["source_id"] for quote in served.ask(QUESTION).get("quotes", ())}


def test_a_copy_is_brought_back_while_it_serves(served: Served, tmp_path: Path) -> None:
    before = sources_of(served)
    assert before
    command(served, "index", "backup", str(tmp_path / "copy"))
    try:
        command(served, "ingest", "remove", *sorted(before))
        eventually(lambda: not before & sources_of(served), "it still quotes what was taken out")
    finally:
        told = command(served, "index", "restore", str(tmp_path / "copy"))
    assert f"{served.library.name}.before-" in told
    eventually(lambda: sources_of(served) == before, "it does not answer from the copy")
    assert served.health()[0] == 200
