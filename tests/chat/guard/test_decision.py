"""How probabilities become a route; the numbers are in the order crisis, emergency, advice, answer, small talk."""

from __future__ import annotations

import numpy as np
import pytest

from chat.guard.decision import ROUTES, blend, choose
from chat.reply import Route

PLAIN = np.ones(5, dtype=np.float32)


@pytest.mark.parametrize(
    ("probabilities", "expected"),
    [
        ([0.25, 0.20, 0.0, 0.55, 0.0], Route.CRISIS),  # together they reach the floor
        ([0.20, 0.25, 0.0, 0.55, 0.0], Route.EMERGENCY),
        ([0.19, 0.20, 0.0, 0.61, 0.0], Route.ANSWER),
        ([0.0, 0.0, 0.25, 0.36, 0.39], Route.ANSWER),  # small talk is likeliest and yet unlikely
        ([0.0, 0.0, 0.15, 0.33, 0.52], Route.SMALLTALK),
        ([0.38, 0.0, 0.21, 0.20, 0.21], Route.PERSONAL_ADVICE),  # below the floor help is not taken, though it is likeliest
    ],
)
def test_help_comes_first_from_its_floor_on(probabilities: list[float], expected: Route) -> None:
    assert ROUTES[choose(np.asarray(probabilities, dtype=np.float32), floor=0.4, caution=PLAIN)] is expected


def test_caution_decides_between_close_routes() -> None:
    probabilities = np.asarray([0.0, 0.0, 0.45, 0.55, 0.0], dtype=np.float32)
    caution = np.asarray([1.0, 1.0, 1.5, 1.0, 1.0], dtype=np.float32)
    assert ROUTES[choose(probabilities, caution=PLAIN)] is Route.ANSWER
    assert ROUTES[choose(probabilities, caution=caution)] is Route.PERSONAL_ADVICE


def test_a_blend_lies_between() -> None:
    kernel, reader = np.asarray([1.0, 0.0], dtype=np.float32), np.asarray([0.0, 1.0], dtype=np.float32)
    assert blend(kernel, reader, 0.25).tolist() == [0.75, 0.25]


@pytest.mark.parametrize(("rest", "expected"), [({4: 0.75}, Route.CRISIS), ({3: 0.75}, Route.ANSWER), ({2: 0.75}, Route.PERSONAL_ADVICE)])
def test_in_doubt_a_chat_gives_way_to_help_sooner_than_a_question_does(rest: dict[int, float], expected: Route) -> None:
    probabilities = np.asarray([0.2, 0.05, 0.0, 0.0, 0.0], dtype=np.float32)
    probabilities[[*rest]] = [*rest.values()]
    assert ROUTES[choose(probabilities, floor=0.4, talk_floor=0.2, caution=PLAIN)] is expected
