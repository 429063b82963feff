"""A few bare words: answered by what holds them, and hardly by what does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chat.bare_search import HELD, HELD_FROM, UNHELD, doubt, is_bare_search
from chat.calibration import shipped_calibration
from tests.chat.fakes import evidence


@pytest.mark.parametrize(
    "search", ["left ear hot", "gout", "refractory hiccups feeding tube", "red dots on the legs", "skin peels after fever?"]
)
def test_a_few_words_for_what_it_is_about_are_a_bare_search(search: str) -> None:
    assert is_bare_search(search)


@pytest.mark.parametrize(
    "question",
    [
        "what helps hiccups",
        "my ear is hot",
        "can hiccups kill",
        "hiccups, and they won't stop",
        "the dose (gout)",
        "compare gout and arthrosis",
        "number of people with hiccups for longer than two days in the trial",
        "",
        "?",
    ],
)
def test_what_asks_or_tells_of_somebody_is_none(question: str) -> None:
    assert not is_bare_search(question)


@pytest.mark.parametrize(
    ("search", "coverage", "expected"),
    [
        ("left ear hot", 0.0, UNHELD),
        ("left ear hot", HELD_FROM, HELD),
        ("red dots on the legs", HELD_FROM - 0.01, UNHELD),
        ("red dots on the legs", 1.0, 0.0),
    ],
)
def test_how_likely_it_is_answered_goes_by_the_words_held(search: str, coverage: float, expected: float) -> None:
    assert doubt(search, coverage) == expected


def test_the_probability_changes_by_it_and_the_order_does_not() -> None:
    calibration = shipped_calibration()
    plain = [evidence("Gout hurts. Hiccups pass.", position) for position in (0, 1)]
    plain[1] = replace(plain[1], features=replace(plain[1].features, judged=0.5))
    doubted = calibration.ranked([replace(item, searched=UNHELD) for item in plain])
    ranked = calibration.ranked(plain)
    assert [item.position for item in doubted] == [item.position for item in ranked]
    assert doubted[0].strength == ranked[0].strength
    assert doubted[0].probability < ranked[0].probability
