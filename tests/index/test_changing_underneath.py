"""The library's file removed, replaced, damaged, kept busy, on a full disk, while a program reads from it."""

from __future__ import annotations

import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from index.__main__ import main
from index.backup import back_up, restore
from index.errors import LibraryBusyError, LibraryCorruptError, LibraryError, LibraryNotFoundError, ManifestMismatchError
from index.library import Library
from index.manifest import FORMAT_VERSION
from tests.chat.fakes import library_of
from tests.conftest import KeywordEncoder

FORMAT_1 = Path(__file__).with_name("library-format-1.sql")
ONE = {"one": "Ketamine relieves pain."}
TWO = {"two": "Exercise helps memory.", "three": "Women slept better: sleep improved."}


def found(library: Library, query: str) -> list[str]:
    return [hit.passage.text for hit in library.search(query, top_k=1)]


@pytest.fixture
def library(tmp_path: Path, encoder: KeywordEncoder) -> Library:
    library = library_of(tmp_path / "library", encoder, ONE)
    assert found(library, "pain") == ["Ketamine relieves pain."]
    return library


@pytest.fixture
def other(tmp_path: Path, encoder: KeywordEncoder) -> Path:
    library_of(tmp_path / "other", encoder, TWO).close()
    return tmp_path / "other"


def test_a_removed_library_is_said_to_be_gone_and_used_again_when_it_is_back(library: Library, tmp_path: Path) -> None:
    aside = tmp_path / "aside"
    library.folder.rename(aside)
    for read in (lambda: library.search("pain"), library.sources, lambda: library.pages("one"), lambda: library.generation):
        with pytest.raises(LibraryNotFoundError, match="no library here"):
            read()
    assert not library.folder.exists()
    aside.rename(library.folder)
    assert found(library, "pain") == ["Ketamine relieves pain."]


def test_another_library_in_its_place_is_read_as_what_it_is(library: Library, other: Path) -> None:
    shutil.rmtree(library.folder)
    other.rename(library.folder)
    assert [source.source_id for source in library.sources()] == ["three", "two"]
    assert found(library, "memory exercise") == ["Exercise helps memory."]


def test_the_same_library_put_back_in_its_place_is_noticed_when_no_thread_had_it_open(tmp_path: Path, encoder: KeywordEncoder) -> None:
    """Its new file may get the number of the old one; what was derived is not beside it and has to be made again."""
    library_of(tmp_path / "library", encoder, ONE).close()
    back_up(tmp_path / "library", tmp_path / "whole")
    library = Library.open(tmp_path / "library", encoder=encoder)
    for _ in range(5):
        with ThreadPoolExecutor(1) as reader:  # its connection is closed when it ends
            assert reader.submit(found, library, "pain").result() == ["Ketamine relieves pain."]
        assert (library.folder / "lexical").is_dir()
        shutil.rmtree(library.folder)
        shutil.copytree(tmp_path / "whole", library.folder)
        assert not (library.folder / "lexical").exists()
    library.close()


def test_another_librarys_tables_alone_are_not_searched_with_the_old_indexes(library: Library, other: Path) -> None:
    """Both are of generation 1: their derived files could be taken for each other's."""
    (other / "library.sqlite").replace(library.folder / "library.sqlite")
    for leftover in library.folder.glob("library.sqlite-*"):
        leftover.unlink()
    assert found(library, "memory exercise") == ["Exercise helps memory."]
    assert found(library, "sleep women") == ["Women slept better: sleep improved."]


def test_a_library_opened_later_does_not_take_another_ones_indexes_for_its_own(
    library: Library, other: Path, encoder: KeywordEncoder
) -> None:
    library.close()
    shutil.copy(other / "library.sqlite", library.folder / "library.sqlite")
    with Library.open(library.folder, encoder=encoder) as reopened:
        assert found(reopened, "memory exercise") == ["Exercise helps memory."]


@pytest.mark.parametrize(
    "damage", [b"", b"not a database at all" * 400, b"SQLite format 3\x00" + b"\xff" * 8000], ids=["empty", "text", "torn"]
)
def test_a_damaged_library_is_said_to_be_damaged_and_used_again_when_it_is_whole(library: Library, tmp_path: Path, damage: bytes) -> None:
    back_up(library.folder, tmp_path / "copy")
    for leftover in library.folder.glob("library.sqlite-*"):
        leftover.unlink()
    (library.folder / "draft").write_bytes(damage)
    (library.folder / "draft").replace(library.folder / "library.sqlite")
    with pytest.raises(LibraryError, match=r"cannot be read"):
        library.search("pain")
    restore(tmp_path / "copy", library.folder)
    assert found(library, "pain") == ["Ketamine relieves pain."]


def test_pages_damaged_in_place_are_told_as_damage(tmp_path: Path, encoder: KeywordEncoder) -> None:
    library_of(tmp_path / "library", encoder, {f"d{number}": f"Pain study {number}. " * 50 for number in range(40)}).close()
    path = tmp_path / "library" / "library.sqlite"
    content = bytearray(path.read_bytes())
    content[4096:-4096] = b"\xa5" * (len(content) - 8192)
    path.write_bytes(content)
    with pytest.raises(LibraryCorruptError, match="Restore a copy"), Library.open(tmp_path / "library", encoder=encoder) as library:
        library.search("pain")


def test_a_file_that_another_program_keeps_to_itself_is_said_to_be_busy(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.store.PATIENCE_S", 0.1)
    library.close()
    with closing(sqlite3.connect(library.folder / "library.sqlite", isolation_level=None)) as greedy:
        greedy.execute("PRAGMA locking_mode = EXCLUSIVE")
        greedy.execute("BEGIN EXCLUSIVE")
        with pytest.raises(LibraryBusyError, match="keeps the library's file to itself"):
            library.sources()
    assert found(library, "pain") == ["Ketamine relieves pain."]


@pytest.mark.parametrize("name", ["lexical", "passages"])
def test_a_damaged_derived_index_is_made_again(library: Library, encoder: KeywordEncoder, name: str) -> None:
    library.close()
    for path in [*library.folder.glob(f"{name}*"), *library.folder.glob(f"{name}/*")]:
        if path.is_file():
            path.write_bytes(b"\x00" * 100)
    with Library.open(library.folder, encoder=encoder) as reopened:
        assert found(reopened, "pain") == ["Ketamine relieves pain."]
        assert reopened.document_frequency("pain") == 1


@pytest.mark.parametrize("name", ["meta.json", "*.term", "*.pos", "*.idx", "*.store", "*.fast", "*.fieldnorm"])
@pytest.mark.parametrize("is_gone", [True, False], ids=["gone", "overwritten"])
def test_one_damaged_file_of_the_word_index_is_made_good(library: Library, encoder: KeywordEncoder, name: str, is_gone: bool) -> None:
    """A program that has it open finds what it found, by meaning at least; one that opens it so makes it again."""
    (path,) = (library.folder / "lexical").glob(name)
    assert found(library, "pain") == ["Ketamine relieves pain."]
    path.unlink() if is_gone else overwrite(path)
    assert found(library, "pain") == ["Ketamine relieves pain."]
    with Library.open(library.folder, encoder=encoder) as opened:
        assert [hit.passage.text for hit in opened.search("relieves", mode="lexical")] == ["Ketamine relieves pain."]


def test_a_word_index_overwritten_while_it_is_open_is_made_again(library: Library) -> None:
    assert found(library, "pain") == ["Ketamine relieves pain."]
    for path in (library.folder / "lexical").iterdir():
        overwrite(path)
    assert [hit.passage.text for hit in library.search("relieves", mode="lexical")] == ["Ketamine relieves pain."]


def overwrite(path: Path) -> None:
    """Other bytes in the same file: whoever has it open sees them. (A file that is cut short under a map of it ends the process.)"""
    with path.open("r+b") as file:
        file.write(b"\xff" * path.stat().st_size)


def test_a_copy_made_while_somebody_writes_is_whole(library: Library, encoder: KeywordEncoder, tmp_path: Path) -> None:
    with library.writer() as writer:
        writer.remove("one")
        back_up(library.folder, tmp_path / "copy")
    assert library.sources() == []
    with Library.open(tmp_path / "copy", encoder=encoder) as copy:
        assert found(copy, "pain") == ["Ketamine relieves pain."]


def test_a_copy_brought_back_replaces_the_library_and_what_lay_there_is_kept(library: Library, tmp_path: Path) -> None:
    assert main(["--library", str(library.folder), "backup", str(tmp_path / "copy")]) == 0
    with library.writer() as writer:
        writer.remove("one")
    assert main(["restore", str(tmp_path / "copy"), "--library", str(library.folder)]) == 0
    assert found(library, "pain") == ["Ketamine relieves pain."]
    assert (tmp_path / "library.before-1" / "library.sqlite").is_file()


def test_copies_are_refused_where_they_would_overwrite_or_where_there_is_nothing(
    library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    assert main(["--library", str(library.folder), "backup", str(tmp_path / "full")]) == 1
    assert main(["--library", str(tmp_path / "nowhere"), "backup", str(tmp_path / "copy")]) == 1
    assert main(["--library", str(library.folder), "restore", str(tmp_path / "full")]) == 1
    assert "Name a new folder" in capsys.readouterr().err
    assert found(library, "pain") == ["Ketamine relieves pain."]


def test_a_library_of_the_first_released_format_is_brought_to_todays(tmp_path: Path, encoder: KeywordEncoder) -> None:
    with closing(sqlite3.connect(tmp_path / "library.sqlite")) as connection:
        connection.executescript(FORMAT_1.read_text(encoding="utf-8"))
    with Library.open(tmp_path, encoder=encoder) as library:
        assert library.manifest.format_version == FORMAT_VERSION
        assert len(library.manifest.library_id) == 32
        assert found(library, "pain") == ["Ketamine relieves pain in women. Sleep improved after a dose."]
        assert library.generation == 2
        (hit,) = library.search("pain", top_k=1)
        kept = library.sentence_vectors_of([hit])[hit.passage.passage_id]
        assert kept == pytest.approx(encoder.encode([sentence.text for sentence in library.sentences(hit.passage.source_id)]), abs=1e-3)
    with Library.open(tmp_path, encoder=encoder, create=True) as again:
        assert again.manifest == library_manifest(tmp_path, encoder)


def library_manifest(folder: Path, encoder: KeywordEncoder) -> object:
    with Library.open(folder, encoder=encoder) as library:
        return library.manifest


def test_a_library_of_a_later_format_is_refused(library: Library, encoder: KeywordEncoder) -> None:
    library.close()
    with closing(sqlite3.connect(library.folder / "library.sqlite")) as connection:
        connection.execute("UPDATE manifest SET value = '99' WHERE key = 'format_version'")
        connection.commit()
    with pytest.raises(ManifestMismatchError, match="library format 99"):
        Library.open(library.folder, encoder=encoder)
