"""Embedding goes on while what came before is written, and what it makes comes in its order."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index import embedding
from index.ahead import Ahead
from index.encoder import Vectors
from index.entry import Entry
from index.library import Library
from tests.conftest import KeywordEncoder
from tests.index.entries import entry

WAIT_S = 20.0


def test_the_next_piece_is_made_while_one_is_held() -> None:
    second_is_made = threading.Event()

    def pieces() -> Iterator[int]:
        yield 1
        second_is_made.set()
        yield 2

    with ThreadPoolExecutor(1) as thread:
        for piece in Ahead(pieces(), thread):
            assert second_is_made.wait(WAIT_S), piece


def test_pieces_come_in_order_and_an_error_in_its_place() -> None:
    def pieces() -> Iterator[int]:
        yield from range(3)
        raise LookupError("the fourth")

    taken = []
    with ThreadPoolExecutor(1) as thread, pytest.raises(LookupError, match="the fourth"):
        for piece in Ahead(pieces(), thread):
            taken.append(piece)
    assert taken == [0, 1, 2]


class Waiting(KeywordEncoder):
    """Does not embed its second batch before the first one's document is in."""

    def __init__(self) -> None:
        super().__init__()
        self.first_is_in, self.n_batches = threading.Event(), 0
        self.waited_in_vain = False

    def encode(self, texts: Sequence[str]) -> Vectors:
        if any("second" in text for text in texts):
            self.waited_in_vain |= not self.first_is_in.wait(WAIT_S)
        return super().encode(texts)


def test_a_batch_is_written_while_the_next_is_embedded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "DOCUMENTS_AT_ONCE", 1)
    encoder = Waiting()
    with Library.open(tmp_path, encoder=encoder, create=True) as library, library.writer() as writer:
        for change in writer.put_many([entry("one", "The first is about pain."), entry("two", "The second is about sleep.")]):
            if change.source_id == "one":
                encoder.first_is_in.set()
    assert not encoder.waited_in_vain


def test_what_stops_a_run_loses_the_batch_under_way_and_nothing_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "DOCUMENTS_AT_ONCE", 1)

    def entries() -> Iterator[Entry]:
        yield entry("one", "The first is about pain.")
        yield entry("two", "The second is about sleep.")
        yield entry("three", "The third is about memory.")
        raise KeyboardInterrupt

    library = Library.open(tmp_path, encoder=KeywordEncoder(), create=True)
    with library, library.writer() as writer:
        with pytest.raises(KeyboardInterrupt):
            list(writer.put_many(entries()))
        writer.publish()
        assert [source.source_id for source in library.sources()] == ["one", "two"]


@pytest.mark.parametrize(("n_texts", "sizes"), [(0, []), (900, [900]), (1100, [1100]), (1600, [800, 800]), (5000, [1000] * 5)])
def test_parts_are_of_one_size(n_texts: int, sizes: list[int]) -> None:
    parts = embedding._parts([(bytes(2), "text")] * n_texts)
    assert [len(part) for part in parts] == sizes
