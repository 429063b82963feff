"""Questions to go on with are worth no visitor's waiting."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import pytest

from chat.reply import Reply, Route
from index.library import Library
from index.model_threads import model_threads
from page import next_questions
from page.giving_way import GivingWay, GoesFirst, NotNowError
from page.next_questions import N_TRIED, NextQuestions
from tests.conftest import KeywordEncoder

PATIENCE_S = 60


class Listening:
    """An assistant that answers nothing, in three batches for the models, and remembers what it was asked and how far it came."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.asked: list[tuple[str, ...]] = []
        self.done: list[int] = []
        self.may_answer = threading.Event()
        self.may_answer.set()
        self.is_asked = threading.Event()

    def reply(self, turns: Sequence[str], *, source_ids: Collection[str] | None = None, country: str | None = None) -> Reply:
        self.asked.append(tuple(turns))
        self.is_asked.set()
        assert self.may_answer.wait(timeout=PATIENCE_S)
        self.done += model_threads().run(abs, range(3), is_urgent=True)
        return Reply(Route.ABSTAIN, "nothing")


@pytest.fixture
def assistant(tmp_path: Path, encoder: KeywordEncoder) -> Iterator[Listening]:
    with Library.open(tmp_path / "library", encoder=encoder, create=True) as library:
        yield Listening(library)


@pytest.fixture
def people() -> GivingWay:
    return GivingWay()


def test_what_a_visitor_asked_is_not_kept(assistant: Listening, people: GivingWay) -> None:
    following = NextQuestions(assistant, people)
    following.after(["does it help my knees"], (), ())
    assert following._known == {}
    assert len(assistant.asked) == N_TRIED
    following.after(["does it help my knees"], (), ())
    assert len(assistant.asked) == 2 * N_TRIED


def test_questions_are_looked_for_one_at_a_time_and_nobody_stands_in_line(assistant: Listening, people: GivingWay) -> None:
    following = NextQuestions(assistant, people)
    assistant.may_answer.clear()
    other = threading.Thread(target=following.after, args=(["does it help"], (), ()))
    other.start()
    assert assistant.is_asked.wait(timeout=PATIENCE_S)
    assert following.after(["what is it"], (), ()) is None
    assert following.first(["What is it?"]) is None
    assistant.may_answer.set()
    other.join(timeout=PATIENCE_S)
    assert following.after(["what is it"], (), ()) == []


def test_nothing_is_looked_for_while_somebody_is_being_answered(
    assistant: Listening, people: GivingWay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(next_questions, "PATIENCE_S", 0.0)
    following = NextQuestions(assistant, people)
    with people.first():
        assert following.after(["does it help"], (), ()) is None
    assert assistant.asked == []
    assert following.after(["does it help"], (), ()) == []


def test_what_is_under_way_stands_still_as_soon_as_somebody_asks(
    assistant: Listening, people: GivingWay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(next_questions, "PATIENCE_S", 0.0)
    following = NextQuestions(assistant, people)
    assistant.may_answer.clear()
    found: list[list[str] | None] = []
    looking = threading.Thread(target=lambda: found.append(following.after(["does it help"], (), ())))
    looking.start()
    assert assistant.is_asked.wait(timeout=PATIENCE_S)
    with people.first():  # in the middle of a candidate
        assistant.may_answer.set()
        looking.join(timeout=PATIENCE_S)
    assert found == [None]
    assert assistant.done == []  # not one batch of it was worked on meanwhile


def test_whoever_asks_goes_first_however_they_ask(assistant: Listening, people: GivingWay) -> None:
    first = GoesFirst(assistant, people)
    assistant.may_answer.clear()
    asking = threading.Thread(target=first.reply, args=(["what is it"],))
    asking.start()
    assert assistant.is_asked.wait(timeout=PATIENCE_S)
    with pytest.raises(NotNowError):
        people.wait(0.0)
    assistant.may_answer.set()
    asking.join(timeout=PATIENCE_S)
    people.wait(0.0)
    assert assistant.done == [0, 1, 2]
