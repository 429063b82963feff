"""A copy of a library whose documents a keeper takes out, brings back and adds while the copy is made."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from chat.feedback import FILE_NAME, Feedback, Opinion, keep_feedback
from index import backup
from index.backup import BackupError, back_up
from index.library import Library
from ingest.keep import add, remove, removed_documents, restore
from tests.conftest import KeywordEncoder

TEXT = "A title of a page\n\nKetamine was given to women in a study.\n\nThe dose was small. Sleep got better.\n"


@pytest.fixture
def library(tmp_path: Path, encoder: KeywordEncoder) -> Library:
    return Library.open(tmp_path / "library", encoder=encoder, create=True)


def upload(library: Library, name: str) -> None:
    path = library.folder.parent / "uploads" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"{TEXT}\nOf {name}.\n", encoding="utf-8")
    add([path], library, is_copied=True)
    path.unlink()


def nothing() -> None:
    pass


def meanwhile(monkeypatch: pytest.MonkeyPatch, *, before: Callable[[], object] = nothing, after: Callable[[], object] = nothing) -> None:
    """Do something between the copying of what lies beside the tables and that of the tables."""
    copy_tables = backup._copy_tables

    def interrupted(source: Path, target: Path) -> None:
        before()
        copy_tables(source, target)
        after()

    monkeypatch.setattr(backup, "_copy_tables", interrupted)


def copied(library: Library, encoder: KeywordEncoder) -> Library:
    back_up(library.folder, library.folder.parent / "copy")
    return Library.open(library.folder.parent / "copy", encoder=encoder)


def test_a_document_taken_out_while_a_copy_is_made_can_come_back_in_the_copy(
    library: Library, encoder: KeywordEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(library, "one.txt")
    meanwhile(monkeypatch, before=lambda: remove(["one"], library))
    copy = copied(library, encoder)
    assert copy.sources() == []
    restore(["one"], copy)
    assert [source.source_id for source in copy.sources()] == ["one"]


def test_a_document_brought_back_while_a_copy_is_made_can_come_back_in_the_copy(
    library: Library, encoder: KeywordEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(library, "one.txt")
    remove(["one"], library)
    meanwhile(monkeypatch, after=lambda: restore(["one"], library))
    copy = copied(library, encoder)
    assert copy.sources() == []
    assert [removed.source_id for removed in removed_documents(copy)] == ["one"]


def test_each_file_that_the_copied_tables_name_is_in_the_copy(
    library: Library, encoder: KeywordEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(library, "one.txt")
    meanwhile(monkeypatch, before=partial(upload, library, "two.txt"), after=partial(taken_away, library, "one.txt"))
    copy = copied(library, encoder)
    named = [Path(source.path).relative_to(library.folder) for source in copy.sources()]
    assert sorted(path.name for path in named) == ["one.txt", "two.txt"]
    assert all((copy.folder / path).is_file() for path in named)


def taken_away(library: Library, name: str) -> None:
    (kept,) = (library.folder / "files").rglob(name)
    shutil.rmtree(kept.parent)


def test_a_file_that_goes_while_it_is_being_copied_is_let_go(
    library: Library, encoder: KeywordEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(library, "one.txt")
    listed = backup._files_below
    monkeypatch.setattr(backup, "_files_below", lambda folder: [*listed(folder), folder / "gone" / "two.txt"])
    copy = copied(library, encoder)
    assert [path.name for path in (copy.folder / "files").rglob("*.txt")] == ["one.txt"]
    assert not list(copy.folder.rglob("gone"))


def test_what_readers_said_is_in_the_copy_as_it_was_at_the_end(
    library: Library, encoder: KeywordEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(library, "one.txt")
    said = Feedback(("What was given?",), Opinion.MISSING)
    keep_feedback(library.folder, said)
    meanwhile(monkeypatch, after=partial(keep_feedback, library.folder, said))
    copy = copied(library, encoder)
    assert (copy.folder / FILE_NAME).read_bytes() == (library.folder / FILE_NAME).read_bytes()
    assert len((copy.folder / FILE_NAME).read_text(encoding="utf-8").splitlines()) == 2


def test_a_folder_that_cannot_be_read_is_an_error_and_leaves_nothing(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    upload(library, "one.txt")

    def unreadable(folder: Path) -> list[Path]:
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr(backup, "_files_below", unreadable)
    with pytest.raises(BackupError, match="Nothing was left there"):
        back_up(library.folder, library.folder.parent / "copy")
    assert not list(library.folder.parent.glob("*copy*"))
