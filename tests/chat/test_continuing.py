"""A follow-up is likelier answered beside what was quoted, and not by the very quote that says nothing of what is asked now."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import pytest

from chat.choose import choose_one
from chat.continuing import Place, continued
from chat.evidence import Evidence
from tests.chat.fakes import evidence

TRIAL = "Forty sailors chewed ginger. Most felt well for six days. Nobody was sick. They paid nothing. Sails were white."
OTHER = "Relief on land lasted for two hours."


def analyse(text: str) -> Sequence[str]:
    return [word.strip(".,") for word in text.lower().split()]


def found(position: int, strength: float) -> Evidence:
    return replace(evidence(TRIAL, position), strength=strength)


def elsewhere(strength: float) -> Evidence:
    return replace(evidence(OTHER, 0, source_id="other"), strength=strength)


def place(position: int) -> Place:
    span = choose_one(evidence(TRIAL, position)).span
    return Place(span.passage_id, span.first, span.last)


def first_of(*ranked: Evidence, asked_now: Sequence[str] = (), quoted: int = 0) -> str:
    return continued(ranked, place(quoted), asked_now, analyse)[0].sentence.text


def test_beside_what_was_quoted_a_sentence_comes_before_one_that_is_hardly_stronger() -> None:
    assert first_of(elsewhere(3.0), found(1, 2.0)).startswith("Most felt well")


def test_not_before_one_that_is_much_stronger() -> None:
    assert first_of(elsewhere(4.0), found(1, 2.0)) == OTHER


def test_the_nearer_of_equals_comes_first() -> None:
    assert first_of(found(4, 2.0), found(1, 2.0)).startswith("Most felt well")


@pytest.mark.parametrize(("asked_now", "first"), [(["days"], "Most felt well"), (["sailors"], "Forty sailors"), ([], "Forty sailors")])
def test_what_was_quoted_comes_again_only_where_it_may_say_it(asked_now: Sequence[str], first: str) -> None:
    assert first_of(found(0, 3.0), found(1, 2.0), asked_now=asked_now).startswith(first)


@pytest.mark.parametrize(("asked_now", "is_first"), [(["felt"], True), (["cooks"], False)])
def test_asked_of_something_else_only_what_names_it_moves_up(asked_now: Sequence[str], is_first: bool) -> None:
    moved = continued([elsewhere(3.0), found(1, 2.0)], place(0), asked_now, analyse, is_instead=True)
    assert moved[0].sentence.text.startswith("Most felt well") is is_first


def test_how_likely_it_is_answered_at_all_stays() -> None:
    ranked = [replace(elsewhere(3.0), probability=0.7), replace(found(1, 2.0), probability=0.46)]
    moved = continued(ranked, place(0), (), analyse)
    assert moved[0].probability == pytest.approx(0.7)
    odds = [item.probability / (1 - item.probability) for item in moved]
    assert math.log(odds[0] / odds[1]) == pytest.approx(moved[0].strength - moved[1].strength)


def test_where_nothing_was_quoted_nothing_moves() -> None:
    ranked = [elsewhere(3.0), found(1, 2.0)]
    assert continued(ranked, None, (), analyse) == ranked
