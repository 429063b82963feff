"""Vectors are found whether they are kept flat, compressed, or on the way from one to the other."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index import compressed, dense
from index.audit_indexes import stale_indexes
from index.compressed import Compressed
from index.dense import DenseIndex
from index.encoder import Vectors, unit_rows
from index.local_library import LocalLibrary
from index.manifest import Manifest
from index.store import Store
from tests.conftest import KeywordEncoder
from tests.index.entries import entry

DIMENSION = 32
MANIFEST = Manifest("keywords", "", DIMENSION, library_id="a")


class FakeStore(Store):
    """What a dense index asks of a store, from memory."""

    def __init__(self) -> None:
        self.now = 0
        self.standing: dict[int, Vectors] = {}
        self.gone: dict[int, int] = {}  # row → generation that dropped it
        self._random = np.random.default_rng(0)

    def add(self, n: int) -> None:
        first = 1 + max((0, *self.standing, *self.gone))
        vectors = unit_rows(self._random.standard_normal((n, DIMENSION), dtype=np.float32))
        self.standing |= {first + place: vector for place, vector in enumerate(vectors.astype(np.float16).astype(np.float32))}
        self.now += 1

    def drop(self, *rows: int) -> None:
        self.now += 1
        for row in rows:
            del self.standing[row]
            self.gone[row] = self.now

    def generation(self) -> int:
        return self.now

    def rows_after(self, row: int) -> list[int]:
        return sorted(number for number in self.standing if number > row)

    def tombstones_after(self, generation: int) -> list[int]:
        return sorted(row for row, dropped in self.gone.items() if dropped > generation)

    def passage_vectors(self, rows: object) -> tuple[list[int], Vectors]:
        found = sorted(row for row in rows if row in self.standing)  # type: ignore[attr-defined]
        return found, np.asarray([self.standing[row] for row in found], dtype=np.float32).reshape(-1, DIMENSION)


def check(index: DenseIndex, store: FakeStore) -> None:
    """It holds what stands, and finds each as the nearest to itself, with its exact cosine."""
    assert index.n_passages == len(store.standing)
    for row in list(store.standing)[:: max(1, len(store.standing) // 20)]:
        (best, cosine), *_ = index.search(store.standing[row], top_k=3)
        assert best == row
        assert cosine == pytest.approx(1, abs=2e-3)
    query = store.standing[min(store.standing)]
    everything = {row: float(vector @ query) for row, vector in store.standing.items()}
    assert index.scores(query, [*store.standing, *store.gone, 10**9]) == pytest.approx(everything, abs=2e-3)
    few = sorted(store.standing)[-7:]
    assert [row for row, _ in index.search(query, top_k=5, rows=[*few, *store.gone])] == sorted(few, key=lambda row: -everything[row])[:5]


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> FakeStore:
    monkeypatch.setattr(dense, "FLAT_MOST", 200)
    store = FakeStore()
    store.add(700)
    return store


def test_a_large_library_is_compressed_and_goes_on_changing(tmp_path: Path, store: FakeStore) -> None:
    index = DenseIndex.open(tmp_path, store, MANIFEST)
    check(index, store)
    index.compress(tmp_path, store)
    check(index, store)
    store.drop(3, 700)
    store.add(50)
    index.catch_up(store)
    check(index, store)
    index.save(tmp_path)
    check(DenseIndex.open(tmp_path, store, MANIFEST), store)
    index.compress(tmp_path, store)
    check(index, store)
    store.drop(5, 750)
    again = DenseIndex.open(tmp_path, store, MANIFEST)
    check(again, store)
    assert len(list(tmp_path.glob("passages-*.ivf"))) == 1


def test_what_changes_while_it_is_compressed_is_kept(tmp_path: Path, store: FakeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    index = DenseIndex.open(tmp_path, store, MANIFEST)
    build = compressed.build

    def build_slowly(*arguments: object, **named: object) -> object:
        store.drop(2, 699)
        store.add(10)
        index.catch_up(store)
        check(index, store)  # and is searched meanwhile
        return build(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(compressed, "build", build_slowly)
    index.compress(tmp_path, store)
    check(index, store)
    check(DenseIndex.open(tmp_path, store, MANIFEST), store)


def test_another_process_takes_up_what_one_has_compressed(tmp_path: Path, store: FakeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = (DenseIndex.open(tmp_path, store, MANIFEST) for _ in range(2))
    first.compress(tmp_path, store)
    store.drop(1)
    second.catch_up(store)
    monkeypatch.delattr(compressed, "build")
    second.compress(tmp_path, store)
    check(second, store)


@pytest.mark.parametrize("name", ["codes.faiss", "vectors.f16", "rows.npy", "stamp.json"])
def test_a_damaged_compressed_index_is_read_again_from_the_store(tmp_path: Path, store: FakeStore, name: str) -> None:
    index = DenseIndex.open(tmp_path, store, MANIFEST)
    index.compress(tmp_path, store)
    store.add(5)
    index.catch_up(store)
    index.save(tmp_path)  # a file that holds these five alone: without the other it must not count as whole
    (folder,) = tmp_path.glob("passages-*.ivf")
    (folder / name).write_bytes(b"damaged")
    again = DenseIndex.open(tmp_path, store, MANIFEST)
    check(again, store)
    again.compress(tmp_path, store)
    check(DenseIndex.open(tmp_path, store, MANIFEST), store)
    assert len(list(tmp_path.glob("passages-*.ivf"))) == 1


@pytest.mark.parametrize("step", ["_write_vectors", "_encoded"])
def test_a_process_killed_while_compressing_leaves_nothing_that_counts(
    tmp_path: Path, store: FakeStore, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    index = DenseIndex.open(tmp_path, store, MANIFEST)
    index.save(tmp_path)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(compressed, step, killed)
        patch.setattr(compressed, "remove_drafts", lambda _: None)  # what a killed process does not do
        with pytest.raises(KeyboardInterrupt):
            index.compress(tmp_path, store)
    check(index, store)
    assert list(tmp_path.glob("*.draft"))
    again = DenseIndex.open(tmp_path, store, MANIFEST)
    check(again, store)
    again.compress(tmp_path, store)
    check(again, store)
    assert not list(tmp_path.glob("*.draft"))


def test_an_index_of_another_library_is_not_taken_for_its_own(tmp_path: Path, store: FakeStore) -> None:
    DenseIndex.open(tmp_path, store, replace(MANIFEST, library_id="another")).compress(tmp_path, store)
    assert Compressed.open_newest(tmp_path, library_id="a", dimension=DIMENSION, generation=store.now) is None


def test_a_library_that_shrinks_is_compared_whole_again(tmp_path: Path, store: FakeStore) -> None:
    index = DenseIndex.open(tmp_path, store, MANIFEST)
    index.compress(tmp_path, store)
    store.drop(*range(1, 651))
    store.add(5)
    index.catch_up(store)
    check(index, store)
    assert index.needs_compressing
    index.compress(tmp_path, store)
    check(index, store)
    assert not index.needs_compressing and not list(tmp_path.glob("passages-*.ivf"))
    check(DenseIndex.open(tmp_path, store, MANIFEST), store)


def test_a_choice_of_passages_is_searched_alone(tmp_path: Path, store: FakeStore, monkeypatch: pytest.MonkeyPatch) -> None:
    index = DenseIndex.open(tmp_path, store, MANIFEST)
    index.compress(tmp_path, store)
    store.drop(4)
    index.catch_up(store)
    chosen, query = list(range(1, 400)), store.standing[600]
    expected = index.search(query, top_k=5, rows=chosen)
    monkeypatch.setattr(compressed, "_READ_WHOLE", 10)
    assert index.search(query, top_k=5, rows=chosen) == expected
    assert 4 not in dict(index.search(query, top_k=399, rows=chosen))


def test_it_is_searched_from_several_threads_while_it_changes(tmp_path: Path, store: FakeStore) -> None:
    index = DenseIndex.open(tmp_path, store, MANIFEST)
    lasting, vector = 500, store.standing[500]
    stop = threading.Event()

    def search() -> int:
        n_wrong = 0
        while not stop.is_set():
            n_wrong += index.search(vector, top_k=1)[0][0] != lasting
            n_wrong += lasting not in index.scores(vector, [lasting])
        return n_wrong

    with ThreadPoolExecutor(3) as readers:
        found = [readers.submit(search) for _ in range(3)]
        try:
            for step in range(12):
                store.drop(2 * step + 1)
                store.add(20)
                index.catch_up(store)
                if step % 4 == 3:
                    index.compress(tmp_path, store)
        finally:
            stop.set()
        assert [reader.result() for reader in found] == [0, 0, 0]
    check(index, store)


def test_a_library_moves_by_itself_and_answers_the_same(tmp_path: Path, encoder: KeywordEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [f"Ketamine number {n}. " + "pain " * (n % 7) + "sleep " * (n % 5) for n in range(60)]
    library = LocalLibrary.open_folder(tmp_path, encoder=encoder, create=True)
    with library.writer() as writer:
        for number, text in enumerate(texts):
            writer.put(*entry(f"d{number:02}", text))

    def found(library: LocalLibrary) -> list[tuple[str, object]]:
        hits = library.search("ketamine for sleep", top_k=60)
        return [*sorted((hit.passage.passage_id, hit.score) for hit in hits)]

    expected: list[tuple[str, object]] = [(passage_id, pytest.approx(score, abs=1e-3)) for passage_id, score in found(library)]
    monkeypatch.setattr(dense, "FLAT_MOST", 10)
    assert found(library) == expected
    library.close()  # waits until it has moved
    assert list(tmp_path.glob("passages-*.ivf"))
    with LocalLibrary.open_folder(tmp_path, encoder=encoder) as again:
        assert found(again) == expected
        assert not stale_indexes(again)
        with again.writer() as writer:
            writer.remove("d05")
        assert "d05" not in {hit.passage.source_id for hit in again.search("ketamine for sleep", top_k=60)}
    with LocalLibrary.open_folder(tmp_path, encoder=encoder) as again:  # the closing waits for what the search began to move
        with again.writer():
            again.forget_indexes()
        assert not list(tmp_path.glob("passages-*.ivf"))
        assert again.n_passages == 59


def test_compressing_that_fails_is_said_and_search_goes_on(
    tmp_path: Path, encoder: KeywordEncoder, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(dense, "FLAT_MOST", 1)
    monkeypatch.setattr(compressed, "_write_vectors", full)
    with LocalLibrary.open_folder(tmp_path, encoder=encoder, create=True) as library:
        with library.writer() as writer:
            for number in range(3):
                writer.put(*entry(f"d{number}", f"Ketamine number {number}."))
        assert len(library.search("ketamine", top_k=3)) == 3
    assert "could not be compressed" in caplog.text
    assert not list(tmp_path.glob("*.draft"))
