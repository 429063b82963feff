"""The highest score that words could have: above every score found, near it where a passage says all of them."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from index.bm25 import highest_possible, word_worth
from index.lexical import LexicalIndex


def test_a_rare_word_tells_more_than_one_in_every_passage() -> None:
    assert word_worth(0, 10) > word_worth(1, 10) > word_worth(10, 10) > 0
    assert word_worth(1, 3) == pytest.approx(math.log(1 + 2.5 / 1.5))


def test_every_word_counts_with_its_weight() -> None:
    both = highest_possible({"pain": 1, "sleep": 2}, 3, {"sleep": 0.5})
    assert both == pytest.approx(2.2 * (word_worth(1, 3) + 0.5 * word_worth(2, 3)))


def test_removed_passages_that_are_still_counted_make_no_word_worth_less_than_nothing() -> None:
    assert highest_possible({"pain": 5}, 3) > 0


def test_nothing_filed_has_no_highest(tmp_path: Path) -> None:
    assert LexicalIndex(tmp_path).highest_possible(["pain"]) == 0
