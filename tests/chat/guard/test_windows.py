"""Windows of a post: a clause of danger that the rest drowns is found where the whole leaves a doubt, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from chat.guard import Guard
from chat.guard.decision import ROUTES
from chat.guard.windows import MAX_WINDOWS, MIN_WORDS, SURE_EMERGENCY, WHOLE_FLOOR, WINDOW_FLOOR, drowned_crisis, windows_of
from chat.reply import Route
from tests.chat.guard.conftest import HashingEncoder

FILLER = "The bakery on our corner closed in March and now I walk to the one behind the station every morning."
POST = f"{FILLER} My sister lent me her bicycle for it. The marmot stands ready in the shed. {FILLER} Does sage tea help against a cough?"


def probabilities(crisis: float, emergency: float = 0.0) -> npt.NDArray[np.float32]:
    return np.asarray([crisis, emergency, 0.0, 1.0 - crisis - emergency, 0.0], dtype=np.float32)


class Alarmed:
    """Reads a crisis where the marmot stands, in windows; of a whole it says what it is told."""

    def __init__(self, window: float = 0.9, whole: float = 0.4) -> None:
        self.window, self.whole, self.n_read = window, whole, 0

    def probabilities(self, message: str, earlier: Sequence[str] = ()) -> npt.NDArray[np.float32]:
        return probabilities(self.whole)

    def of_each(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        self.n_read += len(texts)
        return np.stack([probabilities(self.window if "marmot" in text else 0.0) for text in texts])


def test_windows_are_neighbouring_sentences_of_a_post() -> None:
    windows = windows_of(POST)
    assert len(windows) == 4
    assert sum("marmot" in window for window in windows) == 2
    assert all(window in POST for window in windows)


@pytest.mark.parametrize("message", ["", "One. Two. Three. Four.", f"{FILLER} {FILLER}", FILLER.replace(".", "") * 9])
def test_a_message_that_is_no_post_has_no_windows(message: str) -> None:
    assert windows_of(message) == []


def test_a_very_long_post_is_read_at_its_ends() -> None:
    windows = windows_of(" ".join(f"{FILLER} {number}." for number in range(500)))
    assert len(windows) == MAX_WINDOWS
    assert "499" in windows[-1]


@pytest.mark.parametrize(
    ("whole", "window", "is_found"),
    [
        (probabilities(WHOLE_FLOOR + 0.01), WINDOW_FLOOR + 0.01, True),
        (probabilities(WHOLE_FLOOR - 0.01), 1.0, False),
        (probabilities(WHOLE_FLOOR + 0.01), WINDOW_FLOOR - 0.01, False),
        (probabilities(0.1, SURE_EMERGENCY - 0.01), 1.0, True),
        (probabilities(0.1, SURE_EMERGENCY + 0.01), 1.0, False),
    ],
    ids=["both floors reached", "no doubt in the whole", "no alarming window", "an emergency in doubt", "a sure emergency"],
)
def test_window_and_whole_must_both_reach_their_floor(whole: npt.NDArray[np.float32], window: float, *, is_found: bool) -> None:
    found = drowned_crisis(whole, POST, Alarmed(window))
    assert bool(found) is is_found
    assert not is_found or found == pytest.approx(window)


def test_no_window_is_read_of_a_short_message_or_where_the_whole_leaves_no_doubt() -> None:
    reader = Alarmed()
    drowned_crisis(probabilities(0.25), "The marmot. It stands. Ready.", reader)
    drowned_crisis(probabilities(0.0), POST, reader)
    assert reader.n_read == 0
    assert len(POST.split()) >= MIN_WORDS


def test_the_guard_sends_a_post_to_help_for_one_window_of_it() -> None:
    def decided(reader: Alarmed) -> Route:
        return Guard(HashingEncoder(), rules=(), reader=reader).decide([POST]).route

    assert decided(Alarmed(window=0.0)) is not Route.CRISIS
    assert decided(Alarmed(window=0.9)) is Route.CRISIS
    assert ROUTES[0] is Route.CRISIS
