"""A question joined by "and" of two that ask each is two; one that asks about two things is one."""

from __future__ import annotations

import pytest

from chat.choose import Chosen, choose_one
from chat.conversation import Standalone
from chat.two_parts import merged, parts_of, quotes_of_parts, whole_of
from tests.chat.fakes import evidence

TRIAL = "A trust paid. Oslo was the place. Forty sailors took part. They chewed ginger."


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Who funded the trial and where was it done?", ("Who funded the trial?", "where was it done?")),
        ("what is lumbago, and how is it treated?", ("what is lumbago?", "how is it treated?")),
        ("Is ginger safe in pregnancy and does it work?", ("Is ginger safe in pregnancy?", "does it work?")),
        ("tell me what ginger costs and when it was first sold", ("tell me what ginger costs?", "when it was first sold")),
        ("who paid and where was it done?", ("who paid?", "where was it done?")),
        ("where was it done, who paid?", ("where was it done?", "who paid?")),
        ("where was it done? who paid for it?", ("where was it done?", "who paid for it?")),
        # twins: one question about two things
        ("when it hurts, what helps?", None),
        ("if it hurts, what should I do?", None),
        ("is it true, as is said, that it works?", None),
        ("which people, who smoked, were in it?", None),
        ("my back hurts. what helps? does rest help?", None),
        ("how long, what dose?", None),
        ("does ginger help with pain and fatigue?", None),
        ("is ginger safe and effective?", None),
        ("are there people who smoke and who drink?", None),
        ("what happens when I stop and when I start again?", None),
        ("what is the difference between how pills work and how drops work?", None),
        ("how old and how heavy were the sailors?", None),
        ("which drugs are safe and can be taken at sea?", None),
        ("I feel sick and what can I do?", None),  # tells, then asks
        ("why and how?", None),
    ],
)
def test_where_a_question_has_two_parts(question: str, parts: tuple[str, str] | None) -> None:
    assert parts_of(question) == parts


def quote(position: int) -> Chosen:
    return choose_one(evidence(TRIAL, position))


def test_each_part_has_its_best_quote_in_the_order_asked() -> None:
    paid, place, whole = quote(0), quote(1), quote(2)
    assert quotes_of_parts([[paid, whole], [place]], [whole]) == [paid, place]


def test_the_same_sentence_for_both_is_quoted_once() -> None:
    assert quotes_of_parts([[quote(0)], [quote(0)]], []) == [quote(0)]


def test_a_quote_that_holds_the_other_stands_alone() -> None:
    assert quotes_of_parts([[quote(2)], [quote(3)]], []) == [quote(3)]  # "Forty sailors took part. They chewed ginger."


def test_where_one_part_is_answered_the_whole_comes_first() -> None:
    assert quotes_of_parts([[quote(0)], []], [quote(2)]) == [quote(2)]
    assert quotes_of_parts([[quote(0)], []], []) == [quote(0)]


def test_what_another_document_says_differently_stands_behind_the_best() -> None:
    paid, place, other, near = quote(0), quote(1), choose_one(evidence("A bank paid.", 0, source_id="other")), quote(2)
    differing = {other.evidence.sentence.sentence_id}
    assert quotes_of_parts([[paid, other, near], [place]], [], [differing, ()]) == [paid, place, other]
    assert quotes_of_parts([[paid, other, near], [place]], []) == [paid, place]  # twin: it says the same


def test_the_whole_of_two_answered_parts_carries_what_they_carry_of_earlier_turns() -> None:
    parts = [Standalone("what does it cost? (ginger)", ("ginger",)), Standalone("is it sold? (ginger, cost)", ("ginger", "cost"))]
    assert whole_of("what does it cost and is it sold?", parts).text == "what does it cost and is it sold? (ginger)"
    assert not whole_of("what is ginger and is it sold?", [Standalone("what is ginger?"), parts[0]]).says_more


def test_what_was_found_for_both_parts_is_found_once() -> None:
    one, other = evidence(TRIAL, 0), evidence(TRIAL, 1)
    assert sorted(item.position for item in merged([[one, other], [other]])) == [0, 1]
