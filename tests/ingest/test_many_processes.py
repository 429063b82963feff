"""Several ingest processes on one folder and one library in Milvus: they share the work, and what a killed one left another completes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest

from index.files import FileRecord
from index.library import Library
from index.milvus.library import MilvusLibrary
from index.milvus.records import read_loose
from index.milvus.schema import PARTS
from ingest.plan import Step
from ingest.receipt import Status
from ingest.share import Share
from ingest.sync import sync
from tests.index.milvus_server import MilvusServer

ROOT = Path(__file__).resolve().parents[2]
N_FILES = 12
PATIENCE_S = 600.0  # with a machine that is slow; nothing waits so long where it is not

pytestmark = pytest.mark.slow


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    papers = tmp_path / "papers"
    papers.mkdir()
    for number in range(N_FILES):
        body = "\n\n".join(f"In group {group} of study {number}, {number + group} adults slept longer." for group in range(8))
        (papers / f"study-{number:02}.txt").write_text(f"Study {number} of sleep\n\n{body}\n", encoding="utf-8")
    return papers


def ingesting(address: str, papers: Path, *options: str) -> subprocess.Popen[str]:
    """The real command, which keeps its receipts beside the papers."""
    command = [sys.executable, "-m", "ingest", "--library", address, "sync", str(papers), *options]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    return subprocess.Popen(command, cwd=papers.parent, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment)


def step(path: Path) -> Step:
    """A new file, as the plan has it."""
    return Step(Status.ADDED, path, FileRecord(str(path), 0, 0, sha256(path.read_bytes()).hexdigest(), path.stem))


def rows(library: MilvusLibrary) -> dict[str, list[str]]:
    """The keys of all rows of documents, visible or not."""
    return {name: sorted(row["key"] for row in library.calls.query(name, "version != ''", ("key",))) for name in PARTS}


def test_two_processes_share_a_folder_one_is_killed_and_another_run_completes_it(
    milvus_server: MilvusServer, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(papers.parent)
    address = f"{milvus_server.address}/many"
    Library.open(address, create=True).close()
    library = Library.open(address)
    assert isinstance(library, MilvusLibrary)
    with ingesting(address, papers, "--share", "1/2") as first, ingesting(address, papers, "--share", "2/2") as second:
        until = time.monotonic() + PATIENCE_S
        while not read_loose(library.calls) and first.poll() is None and time.monotonic() < until:  # until rows are being written
            time.sleep(0.01)
        first.kill()
        said = second.communicate(timeout=PATIENCE_S)[0]
        assert second.returncode == 0, said
    standing = {source.source_id for source in library.sources()}
    assert {path.stem for path in papers.iterdir() if Share(2, 2).takes(step(path))} <= standing
    for source_id in standing:
        assert library.passages(source_id) and library.sentences(source_id)
    with ingesting(address, papers) as third:
        said = third.communicate(timeout=PATIENCE_S)[0]
        assert third.returncode == 0, said
    assert {source.source_id for source in library.sources()} == {path.stem for path in papers.iterdir()}
    with Library.open(f"{milvus_server.address}/one_alone", create=True) as alone:
        assert isinstance(alone, MilvusLibrary)
        sync([papers], alone)
        assert rows(library) == rows(alone)
    library.close()
