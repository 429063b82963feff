from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from pathlib import Path

import pytest

from chat.reply import Reply, Route
from index.library import Library
from page.giving_way import GivingWay
from page.next_questions import NextQuestions
from tests.conftest import KeywordEncoder


class Listening:
    """An assistant that answers nothing and remembers what it was asked."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.asked: list[tuple[str, ...]] = []
        self.may_answer = threading.Event()
        self.may_answer.set()
        self.is_asked = threading.Event()

    def reply(self, turns: Sequence[str], *, source_ids: Collection[str] | None = None, country: str | None = None) -> Reply:
        self.asked.append(tuple(turns))
        self.is_asked.set()
        assert self.may_answer.wait(timeout=10)
        return Reply(Route.ABSTAIN, "nothing")


@pytest.fixture
def assistant(tmp_path: Path, encoder: KeywordEncoder) -> Listening:
    return Listening(Library.open(tmp_path / "library", encoder=encoder, create=True))


def test_what_a_visitor_asked_is_not_kept(assistant: Listening) -> None:
    following = NextQuestions(assistant)
    following.after(["does it help my knees"], (), ())
    assert assistant.asked
    assert following._known == {}
    n_asked = len(assistant.asked)
    following.after(["does it help my knees"], (), ())
    assert len(assistant.asked) == 2 * n_asked


def test_nobody_waits_for_suggestions_to_others(assistant: Listening) -> None:
    following = NextQuestions(assistant)
    assistant.may_answer.clear()
    others = [threading.Thread(target=following.after, args=(["does it help"], (), ())) for _ in range(2)]
    for other in others:
        other.start()
    while following._looking._value:  # both are looking
        assert assistant.is_asked.wait(timeout=10)
    assert following.after(["what is it"], (), ()) == []
    assistant.may_answer.set()
    for other in others:
        other.join(timeout=10)


def test_suggestions_wait_while_somebody_is_being_answered(assistant: Listening) -> None:
    following = NextQuestions(assistant)
    looking = threading.Thread(target=following.after, args=(["does it help"], (), ()))
    with following.people.first():
        looking.start()
        assert not assistant.is_asked.wait(timeout=0.3)
    assert assistant.is_asked.wait(timeout=10)
    looking.join(timeout=10)


def test_suggestions_come_in_the_end_however_much_is_asked() -> None:
    way = GivingWay()
    with way.first():
        way.wait(0.01)
