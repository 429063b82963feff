"""What an answer says is quoted with the short answer that opens it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chat.choose import choose_quotes
from chat.evidence import Evidence
from chat.quote import grow
from chat.short_answer import asks_whether, is_short_answer
from index.document import Role
from tests.chat.fakes import PLAIN, evidence

ANSWER = "As a rule, no. The dye stays in the cloth. Old dye may run in hot water. Wash it at 30 degrees."
ASKED = "Does the dye run?\n\nNo.\n\nThe dye stays in the cloth. Old dye may run.\n\nSpring offer: two shirts for one."


def under(heading: str, text: str, position: int) -> Evidence:
    found = evidence(text, position)
    return replace(found, hit=replace(found.hit, passage=replace(found.hit.passage, section=f"Care › {heading}")))


def quoted(found: Evidence) -> str:
    span = grow(found)
    return found.hit.passage.text[span.start : span.end]


@pytest.mark.parametrize(
    "heading", ["Does the dye run?", "4. My shirt is old. Does the dye run?", "And the dye in my shirt?", "Does the dye run"]
)
def test_a_quote_under_a_heading_that_asks_opens_with_the_short_answer(heading: str) -> None:
    assert quoted(under(heading, ANSWER, 2)) == "As a rule, no. The dye stays in the cloth. Old dye may run in hot water."
    assert quoted(under(heading, ANSWER, 0)) == "As a rule, no."


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("What does the dye do?", ANSWER),
        ("About the dye", ANSWER),
        ("Does the dye run?", ANSWER.replace("As a rule, no.", "Our dye is made of berries.")),
        ("Does the dye run?", ANSWER.replace("in the cloth", "in the cloth " + "for a year and a day " * 20)),
    ],
)
def test_a_quote_stays_alone_where_nothing_is_answered_shortly_or_too_far_away(heading: str, text: str) -> None:
    assert quoted(under(heading, text, 2)) == "Old dye may run in hot water."


def test_a_sentence_that_asks_comes_with_its_answer() -> None:
    assert quoted(evidence(ASKED, 3)) == ASKED.partition("\n\nSpring")[0]
    assert quoted(evidence(ASKED, 1)) == ASKED.partition(" Old")[0]


def test_what_stands_after_the_answer_to_a_question_is_no_part_of_it() -> None:
    assert quoted(evidence(ASKED, 4)) == "Spring offer: two shirts for one."
    assert quoted(evidence(ASKED.replace("Does", "Where does"), 3)) == "Old dye may run."


def test_two_sentences_of_one_answer_are_one_quote() -> None:
    near = [under("Does the dye run?", ANSWER, place) for place in (1, 2)]
    found = choose_quotes([replace(item, strength=item.strength - n / 10) for n, item in enumerate(near)], PLAIN)
    assert [each.text for each in found] == ["As a rule, no. The dye stays in the cloth. Old dye may run in hot water."]


@pytest.mark.parametrize(
    "text", ["No.", "Yes, if it is old.", "At this heat it does.", "Not in cold water.", "Hardly ever.", "It depends."]
)
def test_short_answers(text: str) -> None:
    assert is_short_answer("Does the dye run?", text)


@pytest.mark.parametrize(
    "text", ["The dye is red.", "Norway is cold.", "No " + "shirt that we have made in all these years " * 2 + "has lost it."]
)
def test_no_short_answers(text: str) -> None:
    assert not is_short_answer("Does the dye run?", text)


def test_what_can_be_answered_by_yes_or_no() -> None:
    assert asks_whether("If I am late, can I come?") and asks_whether("When I am ill, may I stay?") and asks_whether("And at night?")
    assert not any(map(asks_whether, ("What helps?", "How long is it?", "Care of the dye", "And what then?")))


def test_a_list_that_ends_a_short_answer_is_part_of_it() -> None:
    text = "Yes.\nBring:\n• a towel\n• soap"
    found = under("May I swim?", text, 0)
    roles = (Role.PARAGRAPH, Role.PARAGRAPH, Role.LIST_ITEM, Role.LIST_ITEM)
    found = replace(evidence(text, 3, roles=roles), hit=found.hit)
    assert quoted(found) == text
