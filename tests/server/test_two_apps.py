"""Two app processes on one library in Milvus: whichever of them is asked, the answer is the same to the byte."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.index.milvus_server import MilvusServer
from tests.server.served import ROOT, Served

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
def address(milvus_server: MilvusServer, tmp_path_factory: pytest.TempPathFactory) -> str:
    address = f"{milvus_server.address}/served"
    ingest(address, ROOT / "sources", tmp_path_factory.mktemp("keeper"))
    return address


@pytest.fixture(scope="module")
def apps(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Served]]:
    both = [Served(tmp_path_factory.mktemp(name), ("--library", address)) for name in ("left", "right")]
    try:
        with ThreadPoolExecutor(2) as starting:
            list(starting.map(Served.start, both))
        yield both
    finally:
        for app in both:
            app.stop()


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


def test_what_one_process_brings_in_both_apps_answer_from_at_once(apps: list[Served], address: str, tmp_path: Path) -> None:
    question = ("What did vitamin Q do to night cramps?",) * 2
    assert not any(json.loads(answer)["quotes"] for answer in answers(apps, question, first=0))
    (tmp_path / "vitamin-q.txt").write_text(NEWER, encoding="utf-8")
    ingest(address, tmp_path / "vitamin-q.txt", tmp_path)
    one, other = answers(apps, question, first=0)
    assert one == other
    assert "halved the number of night cramps" in one
