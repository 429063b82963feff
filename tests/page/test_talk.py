"""Only the turns that are new or have changed are sent to be drawn."""

from __future__ import annotations

import re

from chat.reply import Reply, Route
from page.talk import changed, conversation
from page.texts import texts_in
from page.turn import Turn

TURNS = [Turn(question, Reply(Route.ABSTAIN, "Nothing.")) for question in ("What is it?", "How long?", "And the dose?")]


def drawn(markup: str) -> list[int]:
    return [int(number) for number in re.findall(r"data-turn='(\d+)'", markup)]


def test_a_new_turn_is_drawn_alone() -> None:
    assert changed(TURNS[:2], TURNS, 2) == [2]
    assert drawn(conversation(TURNS, texts_in("en"), only=[2])) == [2]
    assert "data-turns='3'" in conversation(TURNS, texts_in("en"), only=[2])


def test_a_turn_that_was_answered_anew_is_drawn_in_its_place() -> None:
    again = Turn("How long?", Reply(Route.ABSTAIN, "Nothing at all."))
    assert changed(TURNS, [TURNS[0], again, TURNS[2]], 3) == [1]


def test_turns_that_never_reached_the_browser_are_drawn_as_well() -> None:
    assert changed(TURNS[:2], TURNS, 1) == [1, 2]


def test_all_is_drawn_when_the_oldest_turn_has_gone() -> None:
    assert changed(TURNS, [*TURNS[1:], Turn("Why?", Reply(Route.ABSTAIN, "Nothing."))], 3) == [0, 1, 2]
    assert drawn(conversation(TURNS, texts_in("en"))) == [0, 1, 2]


def test_a_conversation_that_the_server_has_lost_begins_anew() -> None:
    assert changed([], TURNS[:1], 3) == [0]
