"""The composer's training: where it starts, and that questions find more of their passages after it."""

from __future__ import annotations

import numpy as np

from index.encoder import Vectors, unit_rows
from training.composer_fit import N_INPUTS, Asked, Recipe, fit, near_whole_passages

DIMENSION = 16


def made(n: int = 120) -> Asked:
    """Passages whose vector is their first sentence's, asked for by questions near what only their headings tell."""
    chance = np.random.default_rng(0)
    mean, first, heading = (unit_rows(chance.normal(size=(n, DIMENSION)).astype(np.float32)) for _ in range(N_INPUTS))
    questions = unit_rows(heading + 0.3 * first)
    best = np.zeros((n, n), dtype=np.float16)
    return Asked(np.concatenate([mean, first, heading], axis=1), first, questions, best, [[number] for number in range(n)])


def first_found(asked: Asked, matrix: Vectors) -> float:
    found = (asked.questions @ unit_rows(asked.inputs @ matrix).T).argmax(axis=1)
    return float(np.mean([row in answers for row, answers in zip(found, asked.answers, strict=True)]))


def test_it_starts_near_the_whole_passages() -> None:
    asked = made()
    start = near_whole_passages([asked], Recipe(ridge=0.01))
    assert start.shape == (N_INPUTS * DIMENSION, DIMENSION)
    assert (unit_rows(asked.inputs @ start) * asked.whole).sum(axis=1).mean() > 0.95


def test_it_learns_what_is_asked_for() -> None:
    asked = made()
    said: list[str] = []
    recipe = Recipe(n_steps=60, batch=60, learning_rate=0.02, near_whole=0.1, near_start=0.0)
    before = first_found(asked, near_whole_passages([asked], recipe))
    fitted = fit([asked], recipe, tell=said.append)
    assert before < 0.8
    assert first_found(asked, fitted) > 0.95
    assert said[0].startswith("step 20: missed")
    assert np.array_equal(fit([asked], recipe), fitted)
