from __future__ import annotations

import pytest

from server.limits import Allowance, Limiter
from server.sessions import Sessions


class Clock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_a_visitor_may_ask_so_often_and_then_has_to_wait_and_others_need_not() -> None:
    clock = Clock()
    limiter = Limiter(Allowance(at_once=2, per_minute=60), clock=clock)
    assert [limiter.take("a"), limiter.take("a")] == [0, 0]
    assert limiter.take("a") == pytest.approx(1.0)
    assert limiter.take("b") == 0
    clock.now += 1
    assert limiter.take("a") == 0
    assert limiter.take("a") > 0


def test_waiting_long_gives_no_more_than_may_be_had_at_once() -> None:
    clock = Clock()
    limiter = Limiter(Allowance(at_once=2, per_minute=60), clock=clock)
    limiter.take("a")
    clock.now += 10_000
    assert [limiter.take("a") > 0 for _ in range(3)] == [False, False, True]


def test_a_session_ends_when_unused_and_after_its_longest_time() -> None:
    clock = Clock()
    sessions = Sessions(idle_s=10, longest_s=25, clock=clock)
    token = sessions.begin("ada")
    for _ in range(3):
        clock.now += 8
        assert sessions.name_of(token) == "ada"
    clock.now += 8
    assert sessions.name_of(token) is None
    other = sessions.begin("ada")
    clock.now += 11
    assert sessions.name_of(other) is None


def test_a_session_ended_or_never_begun_is_nobodys() -> None:
    sessions = Sessions()
    token = sessions.begin("ada")
    sessions.end(token)
    assert sessions.name_of(token) is None
    assert sessions.name_of("") is None
    assert sessions.name_of("ø" * 500) is None
