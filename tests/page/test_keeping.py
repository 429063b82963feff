"""Files that a keeper uploads: no more than a run takes, none from elsewhere, and a parser that is killed costs one file."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import time
from html import unescape
from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from index.library import Library
from ingest import isolate
from ingest.receipt import Status
from page import keeping as keeping_module
from page.keeping import Keeping
from page.said import spoken
from page.texts import languages, texts_in
from server.trouble import trouble_of

PATIENCE_S = 120.0
ANYBODY = gr.Request()
TEXT = "Pain was measured each week.\n\nSleep was better after the second dose of zinc in {number} of forty women.\n"


@pytest.fixture
def uploads(tmp_path: Path) -> Path:
    folder = tmp_path / "uploads"
    folder.mkdir()
    return folder


@pytest.fixture
def keeping(library: Library, uploads: Path) -> Keeping:
    return Keeping(library, lambda request: True, lambda: uploads, lambda error: f"told: {type(error).__name__}.")


def uploaded(uploads: Path, number: int, name: str = "") -> Path:
    """A file as Gradio puts it: in a folder of its own."""
    path = uploads / f"{number:064x}" / (name or f"paper-{number}.txt")
    path.parent.mkdir()
    path.write_text(TEXT.format(number=number), encoding="utf-8")
    return path


def finished(keeping: Keeping) -> Any:  # noqa: ANN401  # the run of the view
    """The run when it has ended."""
    until = time.monotonic() + PATIENCE_S
    while keeping._additions.run is None or keeping._additions.run.is_running:
        assert time.monotonic() < until
        time.sleep(0.02)
    return keeping._additions.run


def test_a_parser_that_is_killed_costs_its_file_and_nothing_else(
    keeping: Keeping, library: Library, uploads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed: list[int] = []
    send = isolate._send

    def send_and_kill(process: subprocess.Popen[bytes], data: bytes, deadline: float) -> None:
        if b"paper-0.txt" in data and not killed:
            killed.append(process.pid)
            os.kill(process.pid, signal.SIGKILL)
        send(process, data, deadline)

    monkeypatch.setattr(isolate, "_send", send_and_kill)
    paths = [uploaded(uploads, number) for number in range(2)]
    assert keeping.add({"paths": [str(path) for path in paths]}, ANYBODY)["ok"]
    outcomes = {Path(outcome.path).name: outcome for outcome in finished(keeping).receipt.outcomes}
    assert killed
    assert outcomes["paper-0.txt"].status is Status.REFUSED
    assert outcomes["paper-1.txt"].status is Status.ADDED
    assert [source.source_id for source in library.sources()] == [outcomes["paper-1.txt"].source_id]
    assert "paper-0.txt" in keeping.progress({}, ANYBODY)["html"]

    again = uploaded(uploads, 0)
    assert keeping.add({"paths": [str(again)]}, ANYBODY)["ok"]
    assert [outcome.status for outcome in finished(keeping).receipt.outcomes] == [Status.ADDED]


@pytest.mark.parametrize("language", languages())
def test_a_full_disk_is_told_in_words_with_what_to_do_and_leaves_nothing_behind(
    keeping: Keeping, library: Library, uploads: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """The second of two files finds no room."""

    def copyfile(source: Path, target: Path) -> None:
        if "paper-1" in source.name:
            target.write_bytes(b"half")
            raise OSError(errno.ENOSPC, "No space left on device", str(target))
        target.write_bytes(source.read_bytes())

    paths = [uploaded(uploads, number) for number in range(2)]
    with monkeypatch.context() as full:
        full.setattr("ingest.keep.shutil.copyfile", copyfile)
        assert keeping.add({"paths": [str(path) for path in paths]}, ANYBODY)["ok"]
        finished(keeping)
    said = keeping.progress({"language": language}, ANYBODY)
    assert texts_in(language).library["failed_adding"].format(reason=spoken("told: OSError.", texts_in(language))) in unescape(said["html"])
    assert str(library.folder) not in said["html"]
    assert not [path for path in paths if path.exists()]  # as it says: they have to be sent again
    assert not [path for path in (library.folder / "files").rglob("*") if path.is_file()]
    assert keeping.add({"paths": [str(uploaded(uploads, number + 2, path.name)) for number, path in enumerate(paths)]}, ANYBODY)["ok"]
    assert [outcome.status for outcome in finished(keeping).receipt.outcomes] == [Status.ADDED] * 2


def test_what_is_wrong_with_the_library_is_told_and_what_was_typed_wrongly_is_named(keeping: Keeping, library: Library) -> None:
    assert "told: UnknownDocumentError." in keeping.edit({"id": "nowhere", "title": "X"}, ANYBODY)["said"]
    assert "told: UnknownDocumentError." in keeping.remove({"id": "nowhere"}, ANYBODY)["said"]
    refused = keeping.restore({"id": "nowhere", "language": "de"}, ANYBODY)
    assert refused["said"] == texts_in("de").library["failed"]
    assert "nothing kept to bring back" in refused["english"]  # for the place of {reason}, marked as English


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_fault_is_told_in_the_pages_language(library: Library, uploads: Path, language: str) -> None:
    keeping, texts = Keeping(library, lambda request: True, lambda: uploads, trouble_of), texts_in(language)
    told = keeping.edit({"id": "nowhere", "title": "X", "language": language}, ANYBODY)
    assert told == {"ok": False, "said": texts.library["failed"].format(reason=texts.said["unknown_document"])}


def test_more_files_than_one_run_takes_are_refused_in_words_and_none_is_lost(
    keeping: Keeping, uploads: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping_module, "MAX_FILES", 2)
    paths = [str(uploaded(uploads, number)) for number in range(3)]
    refused = keeping.add({"paths": paths}, ANYBODY)
    assert not refused["ok"]
    assert "3 files" in refused["said"]
    assert "up to 2" in refused["said"]
    assert all(Path(path).exists() for path in paths)
    assert keeping.add({"paths": paths[:2]}, ANYBODY)["ok"]
    assert len(finished(keeping).receipt.outcomes) == 2


def test_only_what_was_uploaded_is_taken(keeping: Keeping, uploads: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "secret.txt"
    elsewhere.write_text("Pain.", encoding="utf-8")
    link = uploads / "a" / "link.txt"
    link.parent.mkdir()
    link.symlink_to(elsewhere)
    for path in (elsewhere, link, f"{uploads}/a/../../secret.txt", uploads / "a", 5, None):
        assert not keeping.add({"paths": [path if path is None or path == 5 else str(path)]}, ANYBODY)["ok"]
    assert keeping._additions.run is None


def test_a_copy_of_a_document_under_another_name_leaves_the_first_ones_file(keeping: Keeping, library: Library, uploads: Path) -> None:
    first, second = uploaded(uploads, 0), uploads / "b" / "the-same.txt"
    second.parent.mkdir()
    second.write_bytes(first.read_bytes())
    for path in (first, second):
        assert keeping.add({"paths": [str(path)]}, ANYBODY)["ok"]
        status = finished(keeping).receipt.outcomes[0].status
    assert status is Status.DUPLICATE
    (source,) = library.sources()
    assert Path(source.path).is_file()
    assert len([path for path in (library.folder / "files").rglob("*") if path.is_file()]) == 1


def test_what_is_kept_lies_in_folders_that_we_name(keeping: Keeping, library: Library, uploads: Path) -> None:
    path = uploaded(uploads, 7, name="..%2f..%2fpasswd .txt")
    keeping.add({"paths": [str(path)]}, ANYBODY)
    finished(keeping)
    (kept,) = [found for found in (library.folder / "files").rglob("*") if found.is_file()]
    assert kept.parent.parent == library.folder / "files"
    assert len(kept.parent.name) == 16
    assert set(kept.parent.name) <= set("0123456789abcdef")
    assert not path.exists()
