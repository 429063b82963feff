"""Only the turns that are new or have changed are sent to be drawn."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from html import unescape
from types import SimpleNamespace
from typing import Any, cast

import pytest

from chat import messages
from chat.reply import Reply, Route
from page.asking import answered
from page.export import export_html, export_markdown
from page.talk import changed, conversation
from page.texts import Texts, texts_in
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


@pytest.mark.parametrize(
    "shown", [conversation, partial(export_html, on=date(2026, 11, 26)), partial(export_markdown, on=date(2026, 11, 26))]
)
def test_that_not_all_documents_were_asked_is_told_here_and_in_what_is_taken_along(shown: Callable[[Sequence[Turn], Texts], str]) -> None:
    of_one, of_all = (Turn("What is it?", Reply(Route.ABSTAIN, "Nothing."), None, ids) for ids in (("paper",), None))
    told = "Only the documents you chose were asked."
    assert told in shown([of_one], texts_in("en"))
    assert told not in shown([of_all], texts_in("en"))


@pytest.mark.parametrize("language", ["en", "de", "es", "fr"])
@pytest.mark.parametrize("save", [export_html, export_markdown])
def test_what_is_taken_along_says_that_it_is_no_advice(save: Callable[..., str], language: str) -> None:
    texts = texts_in(language)
    assert texts.export_note in save(TURNS, texts, on=date(2026, 11, 26)).replace("&#39;", "'")


def test_what_went_wrong_is_marked_as_said_in_the_pages_language() -> None:
    def reply(*_: object, **__: object) -> Reply:
        raise RuntimeError("something nobody foresaw")

    german = texts_in("de")
    turns = answered(cast("Any", SimpleNamespace(reply=reply)), [], "Was hilft?", source_ids=None, country=None, texts=german)
    assert f"<div class='cw-message' lang='de'><p>{german.failed}</p>" in conversation(turns, german)


def test_each_part_of_a_message_is_marked_with_its_language() -> None:
    advice = f"I can't tell what is right for you.\n\n{messages.GENERAL_ONLY}\n\n{messages.FOR_A_CLINICIAN}\n• Is it safe for me?"
    turns, german = [Turn("How much?", Reply(Route.PERSONAL_ADVICE, advice))], texts_in("de")
    shown = conversation(turns, german)
    assert "<p lang='en'>I can&#39;t tell what is right for you.</p>" in shown
    assert f"<p>{german.said['general_only']}</p>" in shown
    assert "<li lang='en'>Is it safe for me?</li>" in shown
    announced = re.search(r"data-announce='([^']+)'", shown)
    assert announced is not None
    assert [told for _, told in json.loads(unescape(announced[1]))] == ["en", "de", "de"]
    assert "<li>Is it safe for me?</li>" in conversation(turns, texts_in("en"))


def test_a_notice_that_has_no_words_in_the_pages_language_is_marked_as_english() -> None:
    notices = ("The search by <meaning> was left out.", messages.GENERAL_ONLY)
    turn = Turn("What is it?", Reply(Route.ABSTAIN, "Nothing.", notices=notices))
    german = texts_in("de")
    shown = conversation([turn], german)
    assert "<li dir='auto'><span lang='en'>The search by &lt;meaning&gt; was left out.</span></li>" in shown
    assert f"<li dir='auto'>{german.said['general_only']}</li>" in shown
    assert "lang='en'" not in conversation([turn], texts_in("en")).partition("cw-notices")[2]


def test_in_which_language_it_is_searched_is_told_before_the_quotations() -> None:
    turn = Turn("Was ist das?", Reply(Route.ABSTAIN, "Nothing.", notices=(messages.OTHER_LANGUAGE,)))
    german = texts_in("de")
    assert f"<p class='cw-searched' dir='auto'>{german.said['other_language']}</p>" in conversation([turn], german)
