"""Single documents: added with a copy kept, taken out, brought back, corrected for good."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.document import SourceKind
from index.errors import UnknownDocumentError
from index.library import Library
from ingest.errors import EditError, NotRemovedError
from ingest.keep import add, edit, remove, removed_documents, restore
from ingest.receipt import Status
from ingest.sync import sync
from tests.conftest import KeywordEncoder

TEXT = "A title of a page\n\nKetamine was given to women in a study.\n\nThe dose was small. Sleep got better.\n"


@pytest.fixture
def upload(tmp_path: Path) -> Path:
    path = tmp_path / "uploads" / "one.txt"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def library(tmp_path: Path, encoder: KeywordEncoder) -> Library:
    return Library.open(tmp_path / "library", encoder=encoder, create=True)


def everything(library: Library) -> object:
    return [
        (source, library.pages(source.source_id), library.passages(source.source_id), library.sentences(source.source_id))
        for source in library.sources()
    ]


def test_an_upload_is_kept_and_its_own_name_is_named(upload: Path, library: Library) -> None:
    seen: list[tuple[float, int, str]] = []
    receipt = add([upload], library, is_copied=True, progress=lambda *heard: seen.append(heard))
    assert [(outcome.path, outcome.status) for outcome in receipt.outcomes] == [(str(upload), Status.ADDED)]
    assert seen[0] == (0.0, 1, "reading one.txt")
    assert seen[-1] == (1, 1, "done")
    assert [done for done, _, _ in seen] == sorted(done for done, _, _ in seen)
    upload.unlink()
    kept = Path(library.source("one").path)
    assert kept.read_text(encoding="utf-8") == TEXT
    assert kept.is_relative_to(library.folder)


def test_no_copy_is_kept_of_what_is_refused_or_there_already(upload: Path, library: Library) -> None:
    empty = upload.with_name("empty.pdf")
    empty.write_bytes(b"%PDF-1.4 nothing")
    add([upload], library)
    receipt = add([upload, empty, upload.with_name("missing.txt")], library, is_copied=True)
    assert [outcome.status for outcome in receipt.outcomes if outcome.path == str(upload)] == [Status.DUPLICATE]
    assert receipt.n_refused == 2
    assert not list((library.folder / "files").rglob("*.*"))
    assert set(library.files()) == {upload.as_posix()}


def test_what_is_taken_out_stays_out_of_syncs_until_it_is_restored(upload: Path, library: Library) -> None:
    sync([upload.parent], library)
    edit("one", library, title="Given by hand")
    before = everything(library)
    remove(["one"], library)
    assert library.sources() == []
    assert [outcome.status for outcome in sync([upload.parent], library).outcomes] == [Status.LEFT_OUT]
    assert [removed.source_id for removed in removed_documents(library)] == ["one"]
    assert library.search("ketamine") == []
    restore(["one"], library)
    assert everything(library) == before
    assert removed_documents(library) == []
    assert [outcome.status for outcome in sync([upload.parent], library).outcomes] == [Status.UNCHANGED]
    assert [hit.passage.source_id for hit in library.search("ketamine", top_k=1)] == ["one"]


def test_adding_what_was_taken_out_brings_it_back(upload: Path, library: Library) -> None:
    add([upload], library)
    remove(["one"], library)
    assert [outcome.status for outcome in add([upload], library, is_dry_run=True).outcomes] == [Status.ADDED]
    assert [removed.source_id for removed in removed_documents(library)] == ["one"]
    assert [outcome.status for outcome in add([upload], library).outcomes] == [Status.ADDED]
    assert removed_documents(library) == []


def test_nothing_is_taken_out_or_brought_back_if_one_name_is_wrong(upload: Path, library: Library) -> None:
    add([upload], library)
    with pytest.raises(UnknownDocumentError):
        remove(["one", "nothing"], library)
    assert [source.source_id for source in library.sources()] == ["one"]
    remove(["one"], library)
    with pytest.raises(NotRemovedError):
        restore(["one", "nothing"], library)
    assert library.sources() == []


def test_what_is_set_by_hand_outlives_a_changed_file_and_sources_toml(upload: Path, library: Library) -> None:
    sync([upload.parent], library)
    edit("one", library, title="Given by hand", kind="guideline", date="2024-06", authors=["A. Name"])
    upload.write_text(TEXT + "\nMemory was as good as before.\n", encoding="utf-8")
    upload.with_name("sources.toml").write_text('["one.txt"]\ntitle = "Of the file"\npublisher = "P"\n', encoding="utf-8")
    sync([upload.parent], library)
    source = library.source("one")
    assert (source.title, source.kind, source.date, source.authors) == ("Given by hand", SourceKind.GUIDELINE, "2024-06", ("A. Name",))
    assert source.publisher == "P"
    assert dict(source.inferred)["title"] == "set by hand"
    assert "Memory" in library.pages("one")[0]


def test_a_new_title_is_searched(upload: Path, library: Library) -> None:
    add([upload], library)
    edit("one", library, title="Exercise exercise exercise")
    assert library.search("exercise", mode="lexical")


@pytest.mark.parametrize(
    "values", [{"title": "  "}, {"kind": "nonsense"}, {"date": "June 2024"}, {"date": "2024-13"}, {"sha256": "0"}, {"path": "/"}]
)
def test_what_cannot_be_set_is_said(upload: Path, library: Library, values: dict[str, str]) -> None:
    add([upload], library)
    before = library.source("one")
    with pytest.raises(EditError):
        edit("one", library, **values)
    assert library.source("one") == before
