"""Documents that are nearly the same are found among many made from one template, and at the same cost however many these are."""

from __future__ import annotations

from pathlib import Path

from index.sketch import SIZE
from index.store import Store

TEMPLATE = range(1, SIZE - 5)  # the hashes that every document has
OWN = SIZE - len(TEMPLATE)


def hashes_of(number: int) -> list[int]:
    return [*TEMPLATE, *range(SIZE + OWN * number, SIZE + OWN * (number + 1))]


def store_of(folder: Path, n_documents: int) -> Store:
    store = Store(folder)
    store.create()
    rows = [(f"d{number}", "{}", "[]", "[]", 1) for number in range(n_documents)]
    store.connection.execute("BEGIN")
    store.connection.executemany("INSERT INTO document (source_id, source, blocks, notices, added) VALUES (?, ?, ?, ?, ?)", rows)
    sketches = [(value, number + 1) for number in range(n_documents) for value in hashes_of(number)]
    store.connection.executemany("INSERT INTO sketch VALUES (?, ?)", sketches)
    store.connection.execute("COMMIT")
    return store


def n_steps(store: Store, hashes: list[int]) -> int:
    """How many hundreds of instructions SQLite takes."""
    steps: list[None] = []
    store.connection.set_progress_handler(lambda: steps.append(None), 100)
    store.near_documents(hashes)
    store.connection.set_progress_handler(None, 0)
    return len(steps)


def test_the_one_that_shares_what_is_rare_is_found_among_many_of_one_template(tmp_path: Path) -> None:
    store = store_of(tmp_path / "library", 1000)
    assert store.near_documents(hashes_of(777))[0] == ("d777", 1.0)
    others = [share for _, share in store.near_documents(hashes_of(777))[1:]]
    assert others
    assert all(0.5 <= share < 1 for share in others)


def test_finding_them_costs_no_more_in_a_library_ten_times_as_large(tmp_path: Path) -> None:
    small, large = (n_steps(store_of(tmp_path / str(n), n), hashes_of(n)) for n in (200, 2000))
    assert large < 1.2 * small
