"""A folder and a library kept in step: new, changed, moved, copied, gone, refused."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from index.library import Library
from ingest.__main__ import main
from ingest.keep import add
from ingest.receipt import Receipt, Status
from ingest.sources_toml import SourcesFileError
from ingest.sync import sync
from tests.conftest import KeywordEncoder

TEXT = "A title of a page\n\nKetamine was given to women in a study.\n\nThe dose was small. Sleep got better.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "one.txt").write_text(TEXT, encoding="utf-8")
    (folder / "two.txt").write_text("Another page\n\nExercise eases pain in many people.\n", encoding="utf-8")
    return folder


@pytest.fixture
def library(tmp_path: Path, encoder: KeywordEncoder) -> Library:
    return Library.open(tmp_path / "library", encoder=encoder, create=True)


def statuses(receipt: Receipt) -> dict[str, Status]:
    return {Path(outcome.path).name: outcome.status for outcome in receipt.outcomes}


def test_a_second_run_has_nothing_to_do(folder: Path, library: Library, encoder: KeywordEncoder) -> None:
    assert set(statuses(sync([folder], library)).values()) == {Status.ADDED}
    generation, n_encoded = library.generation, encoder.n_encoded
    assert set(statuses(sync([folder], library)).values()) == {Status.UNCHANGED}
    assert (library.generation, encoder.n_encoded) == (generation, n_encoded)


def test_a_changed_file_keeps_what_did_not_change(folder: Path, library: Library, encoder: KeywordEncoder) -> None:
    sync([folder], library)
    sentences = {sentence.text: sentence.sentence_id for sentence in library.sentences("one")}
    before = encoder.n_encoded
    (folder / "one.txt").write_text(TEXT + "\nA new heading\n\nMemory was as good as before.\n", encoding="utf-8")
    receipt = sync([folder], library)
    assert statuses(receipt) == {"one.txt": Status.UPDATED, "two.txt": Status.UNCHANGED}
    assert encoder.n_encoded - before == 2  # the new passage and its sentence
    now = {sentence.text: sentence.sentence_id for sentence in library.sentences("one")}
    assert sentences.items() <= now.items()


def test_a_renamed_file_is_moved_and_a_copy_is_a_duplicate(folder: Path, library: Library, encoder: KeywordEncoder) -> None:
    sync([folder], library)
    before = encoder.n_encoded
    (folder / "one.txt").rename(folder / "renamed.txt")
    (folder / "copy.txt").write_bytes((folder / "two.txt").read_bytes())
    receipt = sync([folder], library)
    assert statuses(receipt) == {"copy.txt": Status.DUPLICATE, "renamed.txt": Status.MOVED, "two.txt": Status.UNCHANGED}
    assert [source.source_id for source in library.sources()] == ["one", "two"]
    assert library.source("one").file_name == "renamed.txt"
    assert encoder.n_encoded == before


def test_a_file_that_is_gone_is_removed(folder: Path, library: Library) -> None:
    sync([folder], library)
    (folder / "two.txt").unlink()
    assert statuses(sync([folder], library))["two.txt"] is Status.REMOVED
    assert [source.source_id for source in library.sources()] == ["one"]


def test_removing_one_of_two_copies_keeps_the_document(folder: Path, library: Library) -> None:
    (folder / "zz-copy.txt").write_bytes((folder / "one.txt").read_bytes())
    sync([folder], library)
    (folder / "zz-copy.txt").unlink()
    sync([folder], library)
    assert [source.source_id for source in library.sources()] == ["one", "two"]


def everything_of(folder: Path) -> dict[str, bytes]:
    return {
        path.as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix not in {".sqlite-shm"}
    }


def test_a_dry_run_says_what_the_run_then_does_and_does_nothing(folder: Path, library: Library, encoder: KeywordEncoder) -> None:
    (folder / "three.txt").write_text("A third page\n\nMemory was as good as before in all women.\n", encoding="utf-8")
    sync([folder], library)
    n_encoded = encoder.n_encoded
    (folder / "one.txt").write_text(TEXT + "\nA new heading\n\nMemory was as good as before.\n", encoding="utf-8")
    (folder / "two.txt").rename(folder / "renamed.txt")
    (folder / "copy.txt").write_bytes((folder / "renamed.txt").read_bytes())
    (folder / "three.txt").unlink()
    (folder / "new.txt").write_text("Something new\n\nPain went away in a month for most of them.\n", encoding="utf-8")
    (folder / "blank.txt").write_text(" \n\n", encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4\n" + bytes(range(256)))
    before, heard = everything_of(library.folder), list[str]()
    told = sync([folder], library, is_dry_run=True, progress=lambda done, of, what: heard.append(what))
    assert statuses(told) == {
        "one.txt": Status.UPDATED,
        "copy.txt": Status.MOVED,
        "renamed.txt": Status.DUPLICATE,
        "three.txt": Status.REMOVED,
        "new.txt": Status.ADDED,
        "blank.txt": Status.REFUSED,
        "broken.pdf": Status.REFUSED,
    }
    assert {"reading new.txt", "reading broken.pdf", "done"} <= set(heard)
    assert everything_of(library.folder) == before
    assert encoder.n_encoded == n_encoded
    done = sync([folder], library)
    assert [replace(outcome, seconds=0) for outcome in told.outcomes] == [replace(outcome, seconds=0) for outcome in done.outcomes]


def test_a_dry_run_finds_what_is_nearly_the_same_in_the_library_and_among_the_new(folder: Path, library: Library) -> None:
    words = [f"{one} {other}" for one in ("ketamine", "sleep", "pain", "memory") for other in ("rises", "falls", "stays", "goes", "comes")]
    (folder / "long.txt").write_text(f"A title\n\nOf {' and then '.join(words)}.\n", encoding="utf-8")
    sync([folder], library)
    (folder / "saved-again.txt").write_text(f"A title\n\nOf {' and then '.join(words)} again.\n", encoding="utf-8")
    (folder / "twice.txt").write_text(f"Another title\n\nOf {' and then '.join(words)} once more.\n", encoding="utf-8")
    told = {Path(outcome.path).name: outcome.notices for outcome in sync([folder], library, is_dry_run=True).outcomes}
    done = {Path(outcome.path).name: outcome.notices for outcome in sync([folder], library).outcomes}
    assert told == done
    assert [notice.partition(":")[0] for notice in told["saved-again.txt"]] == ["nearly the same as long"]
    assert {notice.partition(":")[0] for notice in told["twice.txt"]} == {"nearly the same as long", "nearly the same as saved-again"}


def test_a_dry_run_makes_no_library_and_fails_where_something_would_be_refused(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "none"
    assert main(["--library", str(place), "sync", "--dry-run", str(folder)]) == 0
    assert "would be 2 added" in capsys.readouterr().out
    (folder / "empty.txt").touch()
    assert main(["--library", str(place), "sync", "--dry-run", str(folder)]) == 1
    assert "would be 2 added, 1 refused" in capsys.readouterr().out
    assert not place.exists()


def test_bad_files_are_refused_by_name_and_the_rest_is_brought_in(folder: Path, library: Library) -> None:
    (folder / "empty.txt").touch()
    (folder / "picture.pdf").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (folder / "blank.txt").write_text(" \n\n", encoding="utf-8")
    (folder / "broken.docx").write_bytes(b"PK\x03\x04" + b"\x00" * 60)
    os.mkfifo(folder / "pipe.txt")
    (folder / "lost.txt").symlink_to(folder / "nowhere.txt")
    receipt = sync([folder, folder / "missing.txt"], library)
    refused = {Path(outcome.path).name: outcome for outcome in receipt.outcomes if outcome.status is Status.REFUSED}
    assert set(refused) == {"empty.txt", "picture.pdf", "blank.txt", "broken.docx", "pipe.txt", "lost.txt", "missing.txt"}
    assert all(outcome.reason and outcome.remedy for outcome in refused.values())
    assert max(outcome.seconds for outcome in refused.values()) > 0  # the first waits for the process that reads
    assert [source.source_id for source in library.sources()] == ["one", "two"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such names")
def test_odd_names_are_brought_in_or_refused_by_name_and_can_be_printed(folder: Path, library: Library) -> None:
    for number, name in enumerate([b"bad\xff.txt", b"new\nline.txt", b"-rf.txt", "z\u200b\u202e😀.txt".encode(), b"%s.txt"]):
        Path(os.fsdecode(bytes(folder) + b"/" + name)).write_text(f"{TEXT}\nNumber {number}.\n", encoding="utf-8")
    (folder / "loop").symlink_to(folder / "loop")
    (folder / "up").symlink_to(folder.parent, target_is_directory=True)
    files = sorted(path for path in folder.iterdir() if path.name != "up")
    for receipt in (sync([folder], library), add(files, library, is_copied=True), sync([folder.parent], library)):
        refused = [outcome for outcome in receipt.outcomes if outcome.status is Status.REFUSED]
        assert {Path(outcome.path).name for outcome in refused} <= {"bad\\udcff.txt", "loop"}
        assert all(line.isprintable() for outcome in receipt.outcomes for line in outcome.line().splitlines())
    assert len(library.sources()) == 6


def test_sources_toml_overrides_what_was_inferred(folder: Path, library: Library) -> None:
    sync([folder], library)
    (folder / "sources.toml").write_text('["one.txt"]\ntitle = "Given"\nkind = "preprint"\nauthors = ["A."]\n', encoding="utf-8")
    sync([folder], library)
    source = library.source("one")
    assert (source.title, source.kind.value, source.authors) == ("Given", "preprint", ("A.",))
    (folder / "sources.toml").write_text('["one.txt"]\nkind = "nonsense"\n', encoding="utf-8")
    with pytest.raises(SourcesFileError, match="nonsense"):
        sync([folder], library)


def test_stopping_keeps_what_is_done_and_running_again_completes(folder: Path, library: Library) -> None:
    def stop_at_the_second(done: float, of: int, what: str) -> None:
        if what == "reading two.txt":
            raise KeyboardInterrupt

    receipt = sync([folder], library, progress=stop_at_the_second)
    assert receipt.was_stopped
    assert set(statuses(sync([folder], library))) == {"one.txt", "two.txt"}
    assert [source.source_id for source in library.sources()] == ["one", "two"]


def test_a_run_that_breaks_off_leaves_a_receipt_of_what_it_did(folder: Path, library: Library) -> None:
    def fail_at_the_second(done: float, of: int, what: str) -> None:
        if what == "reading two.txt":
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        sync([folder], library, progress=fail_at_the_second)
    (kept,) = (library.folder / "receipts").glob("*.json")
    record = json.loads(kept.read_text(encoding="utf-8"))
    assert record["was_stopped"]
    assert record["summary"].startswith("stopped: ")
    assert set(statuses(sync([folder], library))) == {"one.txt", "two.txt"}


def test_the_command_line_says_what_it_did(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = str(tmp_path / "by-command")
    (folder / "empty.txt").touch()
    assert main(["--library", place, str(folder)]) == 1
    printed = capsys.readouterr()
    assert "2 added, 1 refused" in printed.out
    assert "empty.txt" in printed.err and "the file is empty" in printed.err
    (folder / "empty.txt").unlink()
    assert main([str(folder), "--library", place]) == 0
    assert main(["--library", place, "verify"]) == 0
    assert main(["--library", place, "show", "nothing"]) == 1
    assert "no such document" in capsys.readouterr().err
