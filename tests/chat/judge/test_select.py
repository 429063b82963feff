"""Sentences near the best are selected, and none where the best is not good enough."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chat.judge.cross_encoder import Candidate
from chat.judge.record import Record, probability, shipped_record
from chat.judge.select import Selection, select_sentences

RECORD = Record(slope=1.0, intercept=0.0, select_floor=-1.0, select_margin=2.0)
TEXT = "One answers.\nTwo  almost.  Three not."
SPANS = [(0, 12), (13, 25), (27, 37)]


class Given:
    def __init__(self, *logits: float) -> None:
        self.logits = list(logits)
        self.read: Sequence[Candidate] = ()

    def score(self, question: str, candidates: Sequence[Candidate]) -> list[float]:
        self.read = candidates
        return self.logits[: len(candidates)]


def test_sentences_near_the_best_are_selected() -> None:
    judge = Given(3.0, 1.5, -4.0)
    selection = select_sentences("q", TEXT, SPANS, judge, record=RECORD)
    assert selection == Selection(((0, 12), (13, 25)), probability(3.0, RECORD))
    assert judge.read[1] == Candidate("", "One answers.", "Two almost.", "Three not.")


def test_nothing_is_selected_where_nothing_answers() -> None:
    assert select_sentences("q", TEXT, SPANS, Given(-1.1, -2.0, -3.0), record=RECORD).spans == ()
    assert select_sentences("q", "", [], Given()) == Selection((), 0.0)


@pytest.mark.parametrize(("logit", "expected"), [(0.0, 0.5), (1e9, 1.0), (-1e9, 0.0)])
def test_probability_follows_the_logistic_curve(logit: float, expected: float) -> None:
    assert probability(logit, RECORD) == pytest.approx(expected)


@given(st.floats(-30, 30), st.floats(-30, 30))
def test_a_higher_logit_is_never_less_likely(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert probability(low) <= probability(high)


def test_the_shipped_record_is_sane() -> None:
    assert shipped_record().slope > 0
    assert shipped_record().select_margin > 0
