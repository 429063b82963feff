"""A library moved to another place is the same library."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import LibraryError
from index.files import FileRecord
from index.library import Library
from ingest.move import LentVectors, move
from tests.conftest import KeywordEncoder
from tests.index.entries import entry
from tests.index.milvus_server import MilvusServer

RECORD = FileRecord("/papers/one.pdf", 1, 2, "ab" * 32, "one")


@pytest.fixture
def source(tmp_path: Path, encoder: KeywordEncoder) -> Library:
    library = Library.open(tmp_path / "from", encoder=encoder, create=True)
    with library.writer() as writer:
        writer.put(*entry("one", "Ketamine is a drug.", "Exercise helps sleep."))
        writer.put(*entry("two", "Women report more pain."))
        writer.record_file(RECORD)
    return library


def test_a_library_goes_to_milvus_and_back_without_embedding(
    source: Library,
    encoder: KeywordEncoder,
    tmp_path: Path,
    milvus_server: MilvusServer,
) -> None:
    n_encoded = encoder.n_encoded
    there = Library.open(f"{milvus_server.address}/moved", encoder=LentVectors(source), create=True)
    assert move(source, there).wrong == ()
    back = Library.open(tmp_path / "back", encoder=LentVectors(there), create=True)
    moved = move(there, back)
    assert (moved.n_documents, moved.n_passages, moved.wrong) == (2, 3, ())
    assert encoder.n_encoded == n_encoded
    asked = Library.open(tmp_path / "back", encoder=encoder)
    again = [(hit.passage, round(hit.score, 5)) for hit in asked.search("ketamine sleep")]
    assert again == [(hit.passage, round(hit.score, 5)) for hit in source.search("ketamine sleep")]
    assert asked.files() == {RECORD.path: RECORD}


def test_a_difference_is_told(source: Library, tmp_path: Path) -> None:
    class Worn(LentVectors):
        def encode(self, texts):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
            return super().encode(texts) * 0.5

    target = Library.open(tmp_path / "to", encoder=Worn(source), create=True)
    assert move(source, target).wrong == ("one: vectors differ", "two: vectors differ")


def test_vectors_that_are_not_there_stop_it(source: Library) -> None:
    with pytest.raises(LibraryError, match="lacks vectors"):
        LentVectors(source).encode(["never seen"])
