"""How much words count: by how much of what was asked they say, and more where only a word or two was asked."""

from __future__ import annotations

import numpy as np
import pytest

from index.search import FusionWeights, Question, Words, hybrid, n_words_of

WEIGHTS = FusionWeights(dense=0.4, sentence=0.4, lexical=0.2)
NOTHING = np.zeros(2, dtype=np.float32)


@pytest.mark.parametrize(("n_words", "expected"), [(1, 0.3), (2, 0.3), (3, 0.2), (9, 0.2)])
def test_words_count_more_where_only_one_or_two_were_asked_for(n_words: int, expected: float) -> None:
    assert dict(hybrid({}, {}, Words({7: 5.0}, 5.0, n_words), WEIGHTS)) == {7: pytest.approx(expected)}


def test_a_passage_that_says_half_of_what_was_asked_gets_half() -> None:
    fused = dict(hybrid({7: 1.0, 8: 1.0}, {}, Words({7: 5.0}, 10.0, 4), WEIGHTS))
    assert fused == {7: pytest.approx(0.4 + 0.1), 8: pytest.approx(0.4)}


def test_other_names_are_no_more_words() -> None:
    assert n_words_of(Question(NOTHING, NOTHING, ["bdnf", "brain", "deriv"], {"brain": 0.3, "deriv": 0.3})) == 1
    assert n_words_of(Question(NOTHING, NOTHING, ["pain", "pain", "sleep"])) == 2
