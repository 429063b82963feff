"""How long each part of `eval speed` may take, and how long what is left will take."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

_PRIOR_S = 30.0  # as much as the plan weighs against the pace so far: a quick first part tells little of the rest


def within(items: Sequence[str], budget_s: float, *, least: int = 1) -> Iterator[str]:
    """The items until the time is spent; the first `least` in any case."""
    ends = time.perf_counter() + budget_s
    for number, item in enumerate(items):
        if number >= least and time.perf_counter() > ends:
            return
        yield item


class Progress:
    """Says what is done and about how long the rest takes: what was planned for it, at the pace so far."""

    def __init__(self, planned_s: Mapping[str, float], say: Callable[[str], None]) -> None:
        self._left = dict(planned_s)
        self._say = say
        self._planned = self._spent = 0.0
        say(f"{len(planned_s)} parts, about {sum(planned_s.values()):.0f} s on two free cores")

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Do one part of those planned."""
        started = time.perf_counter()
        yield
        spent = time.perf_counter() - started
        self._planned += self._left.pop(name)
        self._spent += spent
        pace = (self._spent + _PRIOR_S) / (self._planned + _PRIOR_S)
        left = f"about {sum(self._left.values()) * pace:.0f} s left" if self._left else f"done in {self._spent:.0f} s"
        self._say(f"{name}: {spent:.1f} s; {left}")
