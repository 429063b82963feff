"""Labelled messages: read, grouped so that near-duplicates stay together, and set into conversations."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.model_selection import GroupKFold

ROWS = Path(__file__).resolve().parent / "data" / "guard.jsonl"
N_FOLDS = 3
SEED = 0

SAME_WORDS = 0.4  # share of words in common from which two alike messages count as a pair
ALIKE = 0.55  # cosine from which shared words are looked at
ROWS_AT_ONCE = 1_000
MAX_OPENER = 90  # characters of a question put before another message
MIN_ALONE = 25  # characters from which a message stands on its own
FILLER = range(15, 200)  # characters of small talk that is told around another message
TWINS = 0.85  # cosine from which two messages are a pair whatever their words


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled message; `also` is a second acceptable route, "" if none."""

    text: str
    route: str
    kind: str
    lang: str = "en"
    turns: tuple[str, ...] = ()
    also: str = ""

    @property
    def can_be_opened(self) -> bool:
        """Whether it stands on its own, so that questions of fact may be put before it."""
        return not self.turns and self.lang == "en" and len(self.text) >= MIN_ALONE


def read_rows(path: Path) -> list[Row]:
    """Read a file of labelled messages, one JSON object a line."""
    records = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [
        Row(
            text=record["text"],
            route=record["route"],
            kind=record["kind"],
            lang=record.get("lang", "en"),
            turns=tuple(record.get("turns", ())),
            also=record.get("also") or "",
        )
        for record in records
    ]


def group_pairs(rows: Sequence[Row], vectors: npt.NDArray[np.float32]) -> npt.NDArray[np.int64]:
    """A group number for each row: messages that share most words, or nearly all meaning, are in one group."""
    words = [frozenset(re.findall(r"\w+", row.text.lower())) for row in rows]
    parent = list(range(len(rows)))

    def root(row: int) -> int:
        while parent[row] != row:
            parent[row] = parent[parent[row]]
            row = parent[row]
        return row

    for start in range(0, len(rows), ROWS_AT_ONCE):
        likeness = vectors[start : start + ROWS_AT_ONCE] @ vectors[start:].T
        for first, second in np.argwhere(np.triu(likeness, k=1) > ALIKE).tolist():
            one, other = words[start + first], words[start + second]
            if len(one & other) > SAME_WORDS * len(one | other) or likeness[first, second] > TWINS:
                parent[root(start + second)] = root(start + first)
    return np.asarray([root(row) for row in range(len(rows))], dtype=np.int64)


def folds(groups: npt.NDArray[np.int64]) -> list[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]:
    """N_FOLDS pairs of row numbers: those to train on and those held out; a group is on one side."""
    return list(GroupKFold(N_FOLDS, shuffle=True, random_state=SEED).split(groups, groups=groups))


def opener_texts(rows: Sequence[Row]) -> list[str]:
    """Short questions of fact, such as may stand before any message."""
    return [row.text for row in rows if row.route == "answer" and row.lang == "en" and not row.turns and len(row.text) < MAX_OPENER]


def filler_texts(rows: Sequence[Row]) -> list[str]:
    """Small talk that asks nothing, such as may be told around any message."""
    talk = [row.text for row in rows if row.route == "smalltalk" and row.lang == "en" and not row.turns and not row.also]
    return [text for text in talk if "?" not in text and len(text) in FILLER]


def with_openers(rows: Sequence[Row], *, seed: int = SEED, share: float = 0.1) -> list[tuple[int, Row]]:
    """Copies of some rows with one or two short questions of fact before them, each with the number of its original.

    What was asked before must not change the route of a message that stands on its own.
    """
    chance = random.Random(seed)
    openers = opener_texts(rows)
    return [
        (number, replace(row, turns=tuple(chance.sample(openers, chance.randint(1, 2)))))
        for number, row in enumerate(rows)
        if row.can_be_opened and chance.random() < share
    ]
