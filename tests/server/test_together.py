from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any, cast

import pytest

from chat.reply import Reply, Route
from index.errors import LibraryCorruptError, LibraryError
from server.together import Together
from tests.server.served import PATIENCE_S, eventually


class Slow:
    """An assistant that answers when the test lets it."""

    def __init__(self, error: Exception | None = None) -> None:
        self.library = cast("Any", SimpleNamespace(generation=1))
        self.may_answer = threading.Event()
        self.asked: list[tuple[str, ...]] = []
        self._error = error

    def reply(self, turns: Sequence[str], *, source_ids: Collection[str] | None = None, country: str | None = None) -> Reply:
        self.asked.append(tuple(turns))
        assert self.may_answer.wait(PATIENCE_S)
        if self._error is not None:
            raise self._error
        return Reply(Route.ANSWER, f"{turns[-1]} {source_ids} {country}")


def asked_at_once(assistant: Slow, calls: Sequence[dict[str, Any]], *, n_asked: int, at_once: int = 8) -> list[Future[Reply]]:
    """All calls begun; the assistant answers once so many of them have reached it and the others wait for those."""
    together = Together(assistant, at_once=at_once)
    with ThreadPoolExecutor(len(calls)) as pool:
        given = [pool.submit(together.reply, **call) for call in calls]
        eventually(lambda: len(assistant.asked) == n_asked and together.n_sharing == len(calls) - n_asked, "not as many as should be asked")
        assistant.may_answer.set()
    assert together.n_sharing == 0
    return given


def test_the_same_question_at_the_same_time_is_worked_on_once() -> None:
    assistant = Slow()
    given = asked_at_once(
        assistant, [{"turns": ["a", "b"], "source_ids": ["x", "y"]}, *[{"turns": ("a", "b"), "source_ids": ("y", "x")}] * 9], n_asked=1
    )
    assert len({each.result().message for each in given}) == 1
    assert assistant.asked == [("a", "b")]


def test_what_differs_in_anything_is_worked_on_by_itself() -> None:
    calls: list[dict[str, Any]] = [
        {"turns": ["b"]},
        {"turns": ["a", "b"]},
        {"turns": ["b"], "source_ids": []},
        {"turns": ["b"], "source_ids": ["x"]},
        {"turns": ["b"], "country": "GB"},
        {"turns": ["B"]},
    ]
    asked_at_once(Slow(), calls, n_asked=len(calls))


def test_a_reply_that_was_given_is_forgotten_and_a_changed_library_is_asked_anew() -> None:
    assistant = Slow()
    assistant.may_answer.set()
    together = Together(assistant, at_once=1)
    for generation in (1, 1, 2):
        assistant.library.generation = generation
        together.reply(["a"])
    assert len(assistant.asked) == 3


def test_a_failure_is_everybodys_who_shares_it_and_nobodys_afterwards() -> None:
    assistant = Slow(LibraryError("gone"))
    for each in asked_at_once(assistant, [{"turns": ["a"]}] * 3, n_asked=1):
        with pytest.raises(LibraryError, match="gone"):
            each.result()
    together = Together(assistant, at_once=1)
    for _ in range(2):  # the place of the one that failed is free again
        with pytest.raises(LibraryError):
            together.reply(["a"])


def test_only_so_many_are_worked_on_at_a_time_and_those_who_share_take_no_place() -> None:
    assistant = Slow()
    together = Together(assistant, at_once=2)
    calls = ["a", "b", "c", "a", "a", "c"]
    with ThreadPoolExecutor(len(calls)) as pool:
        given = [pool.submit(together.reply, [question]) for question in calls]
        eventually(lambda: len(assistant.asked) == 2 and together.n_sharing == 3, "the places were not taken")
        assistant.may_answer.set()
    assert [each.result().message[0] for each in given] == calls
    assert sorted(assistant.asked) == [("a",), ("b",), ("c",)]


def test_without_a_library_the_assistant_is_asked_by_everybody() -> None:
    class Gone:
        @property
        def generation(self) -> int:
            raise LibraryCorruptError(cast("Any", "x"), "damaged")

    assistant = Slow()
    assistant.library = cast("Any", Gone())
    asked_at_once(assistant, [{"turns": ["a"]}] * 3, n_asked=3)
