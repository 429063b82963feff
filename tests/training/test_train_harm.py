from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from training.guard_rows import read_rows
from training.train_harm import DATA, HARM, Array, examples, fit, written


def keywords(texts: Sequence[str]) -> Array:
    """Whether a text speaks of poison, and whether of tea."""
    return np.asarray([["poison" in text, "tea" in text] for text in texts], dtype=np.float32)


def test_what_is_learned_tells_the_messages_apart() -> None:
    labelled = [("poison him", True, 1.0), ("poison in tea", True, 1.0), ("tea", False, 1.0), ("soup", False, 1.0)]
    head = fit(labelled, keywords)
    poison, poison_in_tea, tea, soup = (head.score(text, keywords([text])[0]) for text, _, _ in labelled)
    assert min(poison, poison_in_tea) > max(tea, soup)


def test_the_messages_stand_beside_near_twins_and_none_counts_as_both() -> None:
    rows = read_rows(DATA / "guard-harm.jsonl")
    harms = {row.text for row in rows if row.kind == HARM}
    assert harms and len(harms) < len(rows)
    assert not harms & {row.text for row in rows if row.kind != HARM}
    assert {harms for _, harms, _ in (*written(), *examples())} == {True, False}
