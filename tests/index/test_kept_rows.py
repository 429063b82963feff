"""Rows in eight bits are multiplied as the numbers that they stand for."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from index.kept_rows import KeptRows

CHANCE = np.random.default_rng(0)
ROWS = CHANCE.integers(-127, 128, size=(500, 32)).astype(np.int8)
STEPS = CHANCE.uniform(1e-4, 1e-3, size=(500, 1)).astype(np.float32)
VECTORS = CHANCE.normal(size=(40, 32)).astype(np.float32)


def test_products_are_those_of_the_numbers_kept() -> None:
    kept = KeptRows(ROWS, STEPS)
    for vector in VECTORS:
        assert kept.products(vector) == pytest.approx((ROWS * STEPS) @ vector, abs=1e-6)


def test_the_same_each_time_and_for_several_threads_at_once() -> None:
    kept = KeptRows(ROWS, STEPS)
    alone = [kept.products(vector) for vector in VECTORS]
    with ThreadPoolExecutor(4) as pool:
        assert all(np.array_equal(a, b) for a, b in zip(alone, pool.map(kept.products, VECTORS), strict=True))


def test_what_was_said_is_not_changed_by_what_is_asked_next() -> None:
    kept = KeptRows(ROWS, STEPS)
    first = kept.products(VECTORS[0])
    before = first.copy()
    kept.products(VECTORS[1])
    assert np.array_equal(first, before)
