"""A library moved to another place is the same library."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from index.errors import LibraryError
from index.files import FileRecord
from index.library import Library
from index.milvus.client import MilvusCalls
from index.milvus.library import MilvusLibrary
from index.milvus.schema import PARTS
from ingest.__main__ import main
from ingest.move import LentVectors, move
from tests.conftest import KeywordEncoder
from tests.index.entries import entry, many_entries
from tests.index.milvus_server import MilvusServer

ROOT = Path(__file__).resolve().parents[2]
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
    lent = LentVectors(source)
    there = Library.open(f"{milvus_server.address}/moved", encoder=lent, create=True)
    assert move(lent, there).wrong == ()
    lent_back = LentVectors(there)
    back = Library.open(tmp_path / "back", encoder=lent_back, create=True)
    moved = move(lent_back, back)
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

    worn = Worn(source)
    target = Library.open(tmp_path / "to", encoder=worn, create=True)
    assert move(worn, target).wrong == ("one: vectors differ", "two: vectors differ")


def test_vectors_that_are_not_there_stop_it(source: Library) -> None:
    with pytest.raises(LibraryError, match="lacks vectors"):
        LentVectors(source).encode(["never seen"])


@pytest.fixture
def large(tmp_path: Path, encoder: KeywordEncoder) -> Path:
    """A library of so many documents that they are written, and read again, in several batches."""
    with Library.open(tmp_path / "large", encoder=encoder, create=True) as library, library.writer() as writer:
        list(writer.put_many([*many_entries(72), entry("without-passages")]))
    return tmp_path / "large"


@pytest.fixture
def calls_made(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each kind of call was made to the server, and each collection written to."""
    made: Counter[str] = Counter()
    call, upsert = MilvusCalls.call, MilvusCalls.upsert

    def counted(calls: MilvusCalls, work: object, *, name: str = "") -> object:
        made["all"] += 1
        return call(calls, work, name=name)  # type: ignore[arg-type]  # passed on

    def written(calls: MilvusCalls, name: str, rows: list[object]) -> None:
        made[name] += len(rows)
        upsert(calls, name, rows)  # type: ignore[arg-type]  # passed on

    monkeypatch.setattr(MilvusCalls, "call", counted)
    monkeypatch.setattr(MilvusCalls, "upsert", written)
    return made


def rows(place: str) -> dict[str, list[str]]:
    """The keys of all rows of documents, visible or not."""
    with Library.open(place) as library:
        assert isinstance(library, MilvusLibrary)
        return {name: sorted(row["key"] for row in library.calls.query(name, "version != ''", ("key",))) for name in PARTS}


def test_many_documents_are_moved_in_few_calls_and_none_is_written_twice(
    large: Path, milvus_server: MilvusServer, calls_made: Counter[str], capsys: pytest.CaptureFixture[str]
) -> None:
    place = f"{milvus_server.address}/large"
    assert main(["move", str(large), place]) == 0, capsys.readouterr().err
    assert "73 documents, 2160 passages" in capsys.readouterr().out
    assert calls_made["passages"] == calls_made["sentences"] == 2160
    assert calls_made["all"] < 3 * 73  # one by one it takes some twenty-five a document
    calls_made.clear()
    assert main(["move", str(large), place]) == 0
    assert calls_made["texts"] == calls_made["passages"] == calls_made["sentences"] == 0


@pytest.mark.parametrize("write", [12, 22])
def test_a_killed_move_leaves_nothing_half_and_moving_again_completes_it(
    large: Path, milvus_server: MilvusServer, write: int, capsys: pytest.CaptureFixture[str]
) -> None:
    place, whole = f"{milvus_server.address}/killed_{write}", f"{milvus_server.address}/whole_{write}"
    command = [sys.executable, str(Path(__file__).with_name("killed_move.py")), str(large), place, str(write)]
    done = subprocess.run(command, cwd=large.parent, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert rows(place)["texts"]  # something was written
    with Library.open(large) as source, Library.open(place) as there:
        standing = [source.source_id for source in there.sources()]
        assert len(standing) < 73
        for here, held in zip(source.held(standing), there.held(standing), strict=True):
            assert held.entry == here.entry and np.array_equal(held.of_sentences, here.of_sentences)
    assert main(["move", str(large), place]) == 0, capsys.readouterr().err
    assert main(["move", str(large), whole]) == 0
    assert rows(place) == rows(whole)
