"""What is true of a library in Milvus only: many writers, kills, a server that goes away, the same scores as in a folder."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import pytest
from pymilvus import MilvusClient

from index import embedding
from index.entry import Entry
from index.errors import LibraryError, LibraryUnreachableError
from index.library import Library
from index.milvus import client, frequencies
from index.milvus import writer as milvus_writer
from index.milvus.library import MilvusLibrary
from index.milvus.schema import PARTS
from index.search import MODES, Mode
from ingest.__main__ import main
from ingest.sync import sync
from ingest.verify import verify
from tests.conftest import KEYWORDS, KeywordEncoder
from tests.index.entries import entry, many_entries
from tests.index.milvus_server import MilvusServer, closed_port

ROOT = Path(__file__).resolve().parents[2]
_NUMBERS = count()


@pytest.fixture
def address(milvus_server: MilvusServer) -> str:
    return f"{milvus_server.address}/alone_{next(_NUMBERS)}"


@pytest.fixture
def library(address: str, encoder: KeywordEncoder) -> Iterator[MilvusLibrary]:
    library = Library.open(address, encoder=encoder, create=True)
    assert isinstance(library, MilvusLibrary)
    yield library
    library.close()


@pytest.fixture
def _sweep_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(milvus_writer, "SWEEP_REPLACED_AFTER_S", 0.0)
    monkeypatch.setattr(milvus_writer, "SWEEP_GIVEN_UP_AFTER_S", 0.0)


def test_verify_and_doctor_examine_what_can_be_and_say_what_cannot(
    address: str, library: MilvusLibrary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    note = tmp_path / "note.txt"
    note.write_text("A note on pain\n\nKetamine was given to women in a study.\n", encoding="utf-8")
    sync([tmp_path], library)
    monkeypatch.setattr(MilvusLibrary, "encoder", property(lambda _: KeywordEncoder()))
    assert main(["--library", address, "verify"]) == 0
    assert main(["--library", address, "doctor"]) == 0
    said = capsys.readouterr().out
    assert "1 documents: 2 passages and sentences" in said
    assert said.count("not examined are its storage and indexes") == 2
    found = verify(library, all_vectors=True)
    assert (found.problems, found.n_vectors, found.n_computed, found.n_files) == ([], 2, 2, 1)
    monkeypatch.setattr(library, "vectors", lambda keys: {key: -vector for key, vector in MilvusLibrary.vectors(library, keys).items()})
    note.write_text("Another note.", encoding="utf-8")
    assert [problem.what.partition(" (")[0] for problem in verify(library, all_vectors=True).problems] == [
        "page 1, 16:55: its vector is not of its words",
        "page 1, 16:55: its vector is not of its words",
        "its file has changed since",
    ]


def rows(library: MilvusLibrary) -> dict[str, list[str]]:
    """The keys of all rows of documents, visible or not."""
    return {name: sorted(row["key"] for row in library.calls.query(name, "version != ''", ("key",))) for name in PARTS}


def expected_rows(milvus_server: MilvusServer, encoder: KeywordEncoder, entries: Iterable[Entry]) -> dict[str, list[str]]:
    with Library.open(f"{milvus_server.address}/expected_{next(_NUMBERS)}", encoder=encoder, create=True) as whole:
        assert isinstance(whole, MilvusLibrary)
        with whole.writer() as writer:
            list(writer.put_many(entries))
        return rows(whole)


def test_a_killed_writer_leaves_nothing_half_and_another_run_completes_it(
    library: MilvusLibrary, address: str, milvus_server: MilvusServer, encoder: KeywordEncoder
) -> None:
    script = str(Path(__file__).with_name("milvus_killed_writer.py"))
    command = [sys.executable, script, address]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}) as process:
        assert process.stdout is not None
        written = [process.stdout.readline().decode().strip() for _ in range(10)]
        process.kill()
    assert written[9] == "document-09"
    assert rows(library)["passages"]  # rows of documents that do not stand
    for source in library.sources():
        assert len(library.passages(source.source_id)) == 30
    assert {hit.passage.source_id for hit in library.search("pain", top_k=50)} <= {source.source_id for source in library.sources()}
    before = encoder.n_encoded
    with library.writer() as writer:
        list(writer.put_many(many_entries()))
    assert encoder.n_encoded - before < 40 * 60  # what the killed one had written is not embedded again
    assert library.counts().n_documents == 40
    assert rows(library) == expected_rows(milvus_server, encoder, many_entries())


def test_writers_at_the_same_time_write_everything_once(
    address: str, library: MilvusLibrary, milvus_server: MilvusServer, encoder: KeywordEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding, "TEXTS_AT_ONCE", 200)  # three batches of each writer

    def write(number: int) -> None:
        with Library.open(address, encoder=KeywordEncoder(), create=True) as own, own.writer() as writer:
            entries = list(many_entries(10))
            random.Random(number).shuffle(entries)
            list(writer.put_many(entries))

    with ThreadPoolExecutor(3) as threads:
        list(threads.map(write, range(3)))
    assert library.counts().n_documents == 10
    assert rows(library) == expected_rows(milvus_server, encoder, many_entries(10))


@pytest.mark.usefixtures("_sweep_at_once")
def test_rows_of_replaced_and_removed_documents_are_swept(library: MilvusLibrary) -> None:
    with library.writer() as writer:
        writer.put(*entry("one", "Ketamine is a drug."))
        writer.put(*entry("two", "Women report more pain."))
    kept = rows(library)
    with library.writer() as writer:
        writer.put(*entry("one", "Exercise helps sleep.", "Memory is better."))
        writer.remove("two")
    assert library.counts().n_passages == 2
    with library.writer() as writer:
        writer.put(*entry("one", "Ketamine is a drug."))
        writer.put(*entry("two", "Women report more pain."))
    with library.writer():
        pass
    assert rows(library) == kept


@pytest.mark.usefixtures("_sweep_at_once")
@pytest.mark.parametrize("paragraphs", [["Exercise helps sleep."], []])
def test_a_document_that_goes_while_all_are_read_is_told(library: MilvusLibrary, paragraphs: list[str]) -> None:
    with library.writer() as writer:
        writer.put(*entry("one", "Ketamine is a drug."))
        writer.put(*entry("two", "Women report more pain."))
    with library.snapshot():
        with Library.open(str(library.address), encoder=library.encoder) as other:
            with other.writer() as writer:
                if paragraphs:
                    writer.put(*entry("two", *paragraphs))
                else:
                    writer.remove("two")
            with other.writer():
                pass  # sweeps what the one before replaced
        assert next(library.held(["one"])).entry == entry("one", "Ketamine is a drug.")
        with pytest.raises(LibraryError, match=r"two: was replaced or removed .* Run this again"):
            list(library.held(["one", "two"]))


def test_a_version_that_does_not_stand_takes_no_place_from_one_that_does(library: MilvusLibrary) -> None:
    with library.writer() as writer:
        writer.put(*entry("old", *(f"Ketamine, ketamine and pain, {number}." for number in range(300))))
        writer.put(*entry("new", "A word on ketamine and much else."))
    with library.writer() as writer:
        writer.remove("old")  # its rows stay for a minute
    assert len(rows(library)["passages"]) == 301
    for mode in MODES:
        assert [hit.passage.source_id for hit in library.search("ketamine", mode=mode)] == ["new"]


@pytest.mark.parametrize("mode", MODES)
def test_scores_are_those_of_a_library_in_a_folder(library: MilvusLibrary, tmp_path: Path, encoder: KeywordEncoder, mode: Mode) -> None:
    dice = random.Random(7)
    words = [*KEYWORDS, *(f"term{letter}" for letter in "abcdefghij"), "3.4", "3,4", "0.3"]
    texts = {f"d{number}": [f"{' '.join(dice.choices(words, k=dice.randint(3, 40)))} {line}." for line in range(6)] for number in range(20)}
    local = Library.open(tmp_path / "library", encoder=encoder, create=True)
    for either in (library, local):
        with either.writer() as writer:
            list(writer.put_many(entry(source_id, *lines) for source_id, lines in texts.items()))
    for query in ("a dose of 3,4", "ketamine pain", "terma termb sleep study", "women terme dose 3", "memory"):
        here = {hit.passage.passage_id: hit for hit in local.search(query, mode=mode, top_k=120)}
        there = {hit.passage.passage_id: hit for hit in library.search(query, mode=mode, top_k=120)}
        assert set(here) == set(there)
        for passage_id, hit in here.items():
            assert there[passage_id].score == pytest.approx(hit.score, abs=2e-3)
            assert there[passage_id].lexical == pytest.approx(hit.lexical, abs=1e-4)


@pytest.mark.parametrize(("version", "n_asked"), [(None, 1), ("v2.6.4", 0)])
def test_milvus_lite_alone_is_asked_to_put_away_much_that_was_written(
    library: MilvusLibrary, monkeypatch: pytest.MonkeyPatch, version: str | None, n_asked: int
) -> None:
    asked: list[str] = []
    flush = MilvusClient.flush

    def noted(of: MilvusClient, name: str, **more: object) -> None:
        asked.append(name)
        flush(of, name, **more)

    monkeypatch.setattr(MilvusClient, "flush", noted)
    if version is not None:
        monkeypatch.setattr(MilvusClient, "get_server_version", lambda of, **more: version)
    monkeypatch.setattr(client, "_MANY_ROWS", 3)
    with library.writer() as writer:
        writer.put(*entry("one", *(f"Ketamine and pain, {number}." for number in range(3))))
    passages = library.calls.collection("passages")
    assert asked.count(passages) == n_asked
    assert library.search("ketamine")[0].passage.source_id == "one"
    with library.writer() as writer:
        writer.put(*entry("two", "Exercise and sleep."))
    assert asked.count(passages) == n_asked  # little was written since


def test_words_are_counted_alike_here_and_by_the_server(library: MilvusLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    with library.writer() as writer:
        writer.put(*entry("one", "Ketamine and ketamine.", "A dose of 0.3 mg/kg.", "Sleep."))
        writer.put(*entry("two", "Ketamine for sleep.", "naïve, anti-inflammatory β-blocker", "3,4-methylenedioxy", "3.4 mg", "3/4"))
        writer.put(*entry("gone", "Ketamine."))
    with library.writer() as writer:
        writer.remove("gone")  # its rows stay for a minute
    words = {
        word
        for text in ("ketamine dose 0.3 mg kg sleep nowhere 3,4 3.4 3/4 3_4", "naïve anti-inflammatory β-blocker")
        for word in library.words(text)
    }
    here = {word: library.document_frequency(word) for word in words}
    monkeypatch.setattr(frequencies, "COUNTED_HERE", 0)
    with Library.open(str(library.address), encoder=library.encoder) as asking:
        assert {word: asking.document_frequency(word) for word in words} == here
    assert here["3,4"] == here["3.4"] == 1
    assert here[library.words("ketamine")[0]] == 2 and here[library.words("nowhere")[0]] == 0


def test_a_search_that_half_fails_gives_the_other_half_and_says_so(library: MilvusLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    with library.writer() as writer:
        writer.put(*entry("one", "Ketamine is a drug.", "Exercise helps sleep."))
    search = library.calls.search

    def failing(field: str) -> None:
        def some(name: str, data: object, of: str, **more: object) -> object:
            if of == field:
                raise LibraryError("the server refused")
            return search(name, data, of, **more)  # type: ignore[arg-type]  # passed on

        monkeypatch.setattr(library.calls, "search", some)

    failing("bm25")
    assert library.search("ketamine")[0].passage.text == "Ketamine is a drug."
    assert "search by words failed" in library.trouble
    failing("vector")
    assert [hit.passage.text for hit in library.search("ketamine")] == ["Ketamine is a drug."]
    assert "search by meaning failed" in library.trouble
    with pytest.raises(LibraryError, match="refused"):
        library.search("ketamine", mode="dense")
    failing("none")
    assert library.search("ketamine") and library.trouble == ""


def test_a_lost_server_is_told_and_found_again_without_a_restart(tmp_path: Path, encoder: KeywordEncoder) -> None:
    server = MilvusServer(tmp_path / "data")
    server.start()
    try:
        library = Library.open(f"{server.address}/lost", encoder=encoder, create=True)
        with library.writer() as writer:
            writer.put(*entry("one", "Ketamine is a drug.", "Exercise helps sleep."))
        found = [(hit.passage, hit.score) for hit in library.search("ketamine sleep")]
        server.kill()
        with pytest.raises(LibraryUnreachableError, match=r"127\.0\.0\.1.*does not answer"):
            library.search("ketamine sleep")
        server.start()
        assert [(hit.passage, hit.score) for hit in library.search("ketamine sleep")] == found
        library.close()
    finally:
        server.kill()


def test_a_call_waits_for_a_server_that_comes_back_meanwhile(
    tmp_path: Path, encoder: KeywordEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "_WAITS_S", (0.2,) * 5000)  # long enough for the slowest machine; else six seconds
    server = MilvusServer(tmp_path / "data")
    server.start()
    try:
        with Library.open(f"{server.address}/back", encoder=encoder, create=True) as library:
            with library.writer() as writer:
                writer.put(*entry("one", "Ketamine is a drug.", "Exercise helps sleep."))
            found = library.search("ketamine sleep")
            server.kill()
            with ThreadPoolExecutor(1) as starting:
                started = starting.submit(server.start)
                assert library.search("ketamine sleep") == found
                started.result()
    finally:
        server.kill()


def test_a_server_that_is_not_there_is_told(encoder: KeywordEncoder) -> None:
    with closed_port() as port, pytest.raises(LibraryUnreachableError, match="does not answer"):
        Library.open(f"milvus://127.0.0.1:{port}/nothing", encoder=encoder)
