"""What is true of a library in a folder only: what a killed writer leaves, indexes made again, one writer at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from index import lexical, search
from index.errors import LibraryLockedError
from index.lexical import DamagedIndexError
from index.library import Library
from index.local_library import LocalLibrary
from index.local_writer import LocalWriter
from tests.conftest import KeywordEncoder
from tests.index.entries import entry


@pytest.fixture
def library(tmp_path: Path, encoder: KeywordEncoder) -> LocalLibrary:
    library = LocalLibrary.open_folder(tmp_path / "library", encoder=encoder, create=True)
    with library.writer() as writer:
        writer.put(*entry("one", "Ketamine is a drug.", "Exercise helps sleep."))
        writer.put(*entry("two", "Women report more pain.", "A dose of 0.3mg/kg was used."))
    return library


def test_a_removed_document_leaves_no_vectors(library: LocalLibrary) -> None:
    with library.writer() as writer:
        writer.remove("one")
    n_vectors = library._store.connection.execute("SELECT count(*) FROM vector").fetchone()[0]
    assert n_vectors == 4


def test_what_a_killed_writer_left_is_published_by_the_next(library: LocalLibrary, encoder: KeywordEncoder) -> None:
    LocalWriter(library._store, lambda: encoder).put(*entry("three", "Memory and sleep."))
    assert library.counts().n_documents == 2
    with library.writer():
        pass
    assert library.counts().n_documents == 3
    assert library.search("memory", mode="lexical")[0].passage.source_id == "three"


def test_derived_indexes_are_made_again_when_lost(library: LocalLibrary, encoder: KeywordEncoder) -> None:
    expected = [(hit.passage.passage_id, hit.score) for hit in library.search("ketamine dose")]
    for path in library.folder.glob("passages-*.faiss"):
        path.write_bytes(b"damaged")
    for path in (library.folder / "lexical").iterdir():
        path.unlink()
    again = Library.open(library.folder, encoder=encoder)
    assert [(hit.passage.passage_id, hit.score) for hit in again.search("ketamine dose")] == expected


def test_words_and_vectors_found_at_the_same_time_are_what_is_found_one_after_the_other(
    library: LocalLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_after_the_other = library.search("ketamine dose")
    threads: list[str] = []

    @contextmanager
    def noted() -> Iterator[None]:
        threads.append(threading.current_thread().name)
        yield

    monkeypatch.setattr(lexical, "_damage_told", noted)  # every search by words goes through it
    monkeypatch.setattr(search, "AT_ONCE_FROM", 0)
    assert library.search("ketamine dose") == one_after_the_other
    assert threads
    assert threading.current_thread().name not in threads


def test_a_damaged_index_of_words_is_made_again_also_where_it_is_read_beside_the_vectors(
    library: LocalLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = library.search("ketamine dose")
    failing = [True]

    @contextmanager
    def failing_once() -> Iterator[None]:
        if failing and failing.pop():
            raise DamagedIndexError
        yield

    monkeypatch.setattr(lexical, "_damage_told", failing_once)
    monkeypatch.setattr(search, "AT_ONCE_FROM", 0)
    assert library.search("ketamine dose") == expected
    assert not failing


def test_a_second_writer_is_told_who_holds_the_lock(library: LocalLibrary, encoder: KeywordEncoder) -> None:
    second = Library.open(library.folder, encoder=encoder)
    told: list[str] = []

    def write() -> None:
        try:
            with second.writer(timeout_s=0.05):
                pass
        except LibraryLockedError as error:
            told.append(error.holder)

    with library.writer():
        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
    assert told and told[0].startswith("process ")
