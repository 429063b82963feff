"""What each run says of each file, whatever its format; how far it is; and what Ctrl-C leaves."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from index.library import Library
from ingest import sync as syncing
from ingest.__main__ import ProgressLine
from ingest.receipt import FOLDER, Receipt, Status
from ingest.sync import sync
from tests.conftest import KeywordEncoder
from tests.ingest.zoo import pdfs
from tests.ingest.zoo.mutants import FORMATS
from tests.ingest.zoo.printed import a_leaflet

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 300.0  # with a machine that is slow; nothing waits so long where it is not


@pytest.fixture
def library(tmp_path: Path, encoder: KeywordEncoder) -> Library:
    return Library.open(tmp_path / "library", encoder=encoder, create=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A file of each format, each of other bytes than the next."""
    folder = tmp_path / "documents"
    for name, (file, make) in FORMATS.items():
        path = folder / name / file
        path.parent.mkdir(parents=True)
        path.write_bytes(make())
    return folder


def test_each_format_has_its_pages_passages_and_seconds(folder: Path, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    first = {Path(outcome.path).parent.name: outcome for outcome in sync([folder], library).outcomes}
    assert first.keys() == FORMATS.keys()
    for name, outcome in first.items():
        assert outcome.status is Status.ADDED, name
        assert (outcome.n_pages > 0, outcome.n_pages_without_text, outcome.n_new > 0) == (True, 0, True), name
        assert (outcome.n_kept, outcome.n_dropped, outcome.seconds > 0) == (0, 0, True), name
        assert f"passages {outcome.n_new} new, 0 kept, 0 dropped, {outcome.seconds:.1f} s" in outcome.line()
    monkeypatch.setattr(syncing, "LOADER_VERSION", 10**6)  # all are read anew
    for outcome in sync([folder], library).outcomes:
        before = first[Path(outcome.path).parent.name]
        assert (outcome.status, outcome.n_new, outcome.n_kept, outcome.n_dropped) == (Status.UPDATED, 0, before.n_new, 0)
    records = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((library.folder / FOLDER).glob("*.json"))]
    assert [record["counts"] for record in records] == [{"added": len(FORMATS)}, {"updated": len(FORMATS)}]
    assert {entry["n_new"] for entry in records[0]["outcomes"]} == {outcome.n_new for outcome in first.values()}
    texts = [path.read_text(encoding="utf-8") for path in (library.folder / FOLDER).glob("*.txt")]
    assert all(f"{Path(file).name}" in text for text in texts for file, _ in FORMATS.values())


def test_receipts_of_one_second_sort_as_the_runs_came(tmp_path: Path) -> None:
    written = [Receipt(started="2026-11-26T23:27:43+0000").write(tmp_path) for _ in range(11)]
    assert sorted(tmp_path.glob("*.json")) == written


def test_pages_without_text_are_counted_and_a_scan_says_so(tmp_path: Path, library: Library) -> None:
    leaflet = a_leaflet(tmp_path / "leaflet.pdf")  # its second page holds a frame and no text
    scan = pdfs.NOT_FOR_READERS["scan"](tmp_path)
    read, refused = sync([leaflet, scan], library).outcomes
    if read.status is Status.REFUSED:
        read, refused = refused, read
    assert (read.n_pages, read.n_pages_without_text) == (2, 1)
    assert "2 pages (1 without text)" in read.line()
    assert refused.reason.startswith("scanned: 0 of 1 pages readable")
    assert "OCR" in refused.remedy


def test_what_changed_is_counted_by_passages(tmp_path: Path, library: Library) -> None:
    path = tmp_path / "one.txt"
    section = "{0}\n\nKetamine was given to women in {0}, and sleep got better in most of them.\n\n"
    path.write_text("".join(section.format(f"Study {n}") for n in ("A", "B", "C")), encoding="utf-8")
    sync([path], library)
    path.write_text("".join(section.format(f"Study {n}") for n in ("A", "B", "D", "E")), encoding="utf-8")
    (outcome,) = sync([path], library).outcomes
    assert (outcome.n_new, outcome.n_kept, outcome.n_dropped) == (2, 2, 1)


def test_the_line_of_progress_has_rate_and_time_left(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    clock = iter([0.0, 0.5, 8.0, 16.0])
    monkeypatch.setattr("ingest.__main__.time.monotonic", lambda: next(clock))
    line = ProgressLine()
    for done in (0, 2, 4):
        line(done, 4, "reading one.pdf" if done < 4 else "done")
    shown = capsys.readouterr().err.split("\r\033[K")
    assert shown[1:] == [
        "0/4 files: reading one.pdf",
        "2/4 files, 0.2 files/s, 8 s left: reading one.pdf",
        "4/4 files, 0.2 files/s, 0 s left: done\n",
    ]


STOPPED_AFTER_THE_FIRST = """
import signal, sys
import index.local_library, ingest.sync
from ingest.__main__ import main
from tests.conftest import KeywordEncoder
signal.signal(signal.SIGINT, signal.default_int_handler)
index.local_library.open_encoder = KeywordEncoder
note = ingest.sync._Run._finished
def finished(*given):
    note(*given)
    print("one is in", flush=True)
    sys.stdin.readline()
ingest.sync._Run._finished = finished
raise SystemExit(main(sys.argv[1:]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals")
def test_ctrl_c_keeps_what_is_done_says_so_and_a_second_run_does_the_rest(folder: Path, tmp_path: Path, encoder: KeywordEncoder) -> None:
    place = tmp_path / "library"
    command = [sys.executable, "-c", STOPPED_AFTER_THE_FIRST, "--library", str(place), "sync", str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "one is in\n"
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 130
    assert "stopped: 1 added" in said
    (kept,) = (place / FOLDER).glob("*.json")
    record = json.loads(kept.read_text(encoding="utf-8"))
    assert record["was_stopped"]
    assert len(record["outcomes"]) == 1
    with Library.open(place, encoder=encoder) as library:
        assert [source.source_id for source in library.sources()] == [record["outcomes"][0]["source_id"]]
        again = sync([folder], library)
        assert sorted(outcome.status for outcome in again.outcomes) == [*[Status.ADDED] * (len(FORMATS) - 1), Status.UNCHANGED]
