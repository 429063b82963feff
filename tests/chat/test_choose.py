"""One to three quotes: the best first, other documents before more of the same, nothing twice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chat.choose import choose_quotes, choose_related
from tests.chat.fakes import PLAIN, evidence


def test_nothing_below_the_threshold_is_an_answer() -> None:
    assert choose_quotes([evidence("Pain fell.", 0, probability=0.3)], PLAIN) == []
    assert choose_quotes([], PLAIN) == []


def test_another_document_that_answers_is_always_shown() -> None:
    ranked = [
        evidence("The dose was one.", 0, probability=0.9, source_id="a"),
        evidence("A second place says the amount.", 0, probability=0.85, source_id="a"),
        evidence("Elsewhere two were given.", 0, probability=0.6, source_id="b"),
    ]
    assert {chosen.span.source_id for chosen in choose_quotes(ranked, PLAIN)} == {"a", "b"}


@pytest.mark.parametrize(
    ("changed", "holds_kind", "text", "is_quoted"),
    [
        ({}, False, "Soap cleans 40% of pots.", True),
        ({"cosine": 0.1}, False, "Soap cleans 40% of pots.", False),  # only its passage is near the question
        ({"cosine": 0.1}, True, "Soap cleans 40% of pots.", True),
        ({"cosine": 0.1}, True, "Soap is rinsed off after two minutes.", False),  # a figure, and of something else
        ({"cosine": 0.1, "judged": 4.0}, False, "Soap cleans pots.", True),
        ({"lacking": 1.0}, True, "Soap cleans 40% of pots.", False),  # as what is said of adults, where children are asked about
    ],
)
def test_what_another_document_says_is_quoted_where_it_answers_itself(
    changed: dict[str, float], holds_kind: bool, text: str, is_quoted: bool
) -> None:
    best = evidence("Sand cleans 70% of pots.", 0, probability=0.9, source_id="a")
    other = evidence(text, 0, probability=0.7, source_id="b")
    other = replace(other, features=replace(other.features, **changed), holds_kind=holds_kind)
    assert len(choose_quotes([best, other], replace(PLAIN, second_judged=3.0))) == 1 + is_quoted


def test_nothing_is_quoted_twice() -> None:
    ranked = [
        evidence("The same words stand here.", 0, probability=0.9, source_id="a"),
        evidence("The same words stand here.", 0, probability=0.9, source_id="b"),
    ]
    assert len(choose_quotes(ranked, PLAIN)) == 1
    assert choose_related(ranked, choose_quotes(ranked, PLAIN), PLAIN) == []


def test_a_document_that_differs_from_the_best_quote_is_shown_however_much_weaker() -> None:
    ranked = [
        evidence("Relief lasted 2 to 7 days after it.", 0, probability=0.95, source_id="a"),
        evidence("Relief lasted 4 weeks in this clinic.", 0, probability=0.5, source_id="b"),
    ]
    assert len(choose_quotes(ranked, replace(PLAIN, second_source=0.1, second_figure=0.1))) == 1
    differing = {ranked[1].sentence.sentence_id}
    chosen = choose_quotes(ranked, replace(PLAIN, second_source=0.1, second_figure=0.1), differing)
    assert [one.span.source_id for one in chosen] == ["a", "b"]


def test_a_bare_answer_that_nothing_follows_is_neither_quoted_nor_related() -> None:
    ranked = [
        evidence("Yes, always.", 0, probability=0.9, source_id="a"),
        evidence("Kites tear in a storm.", 0, probability=0.8, source_id="b"),
    ]
    quotes = choose_quotes(ranked, PLAIN)
    assert [chosen.text for chosen in quotes] == ["Kites tear in a storm."]
    assert choose_quotes(ranked[:1], PLAIN) == choose_related(ranked[:1], [], PLAIN) == []
    assert [chosen.text for chosen in choose_related(ranked, [], PLAIN)] == ["Kites tear in a storm."]


@pytest.mark.parametrize(
    ("following", "probability", "expected"),
    [
        ("It is given back in spring.", 0.8, "A fee is due. It is given back in spring."),
        ("It is given back in spring.", 0.1, "A fee is due."),
        ("Spring begins in March.", 0.8, "A fee is due."),
    ],
)
def test_the_best_quote_takes_along_what_leans_on_it_and_is_nearly_as_strong(following: str, probability: float, expected: str) -> None:
    text = f"A fee is due. {following}"
    ranked = [evidence(text, 0, probability=0.9), evidence(text, 1, probability=probability)]
    assert choose_quotes(ranked, PLAIN)[0].text == expected


RULES = "Boilers are swept every 3 years. Old ones are seen first. Boilers of bakeries are swept every year."


@pytest.mark.parametrize(
    ("best", "expected"),
    [
        ("We sweep a boiler every year.", RULES),
        ("We sweep a boiler every 3 years.", "Boilers of bakeries are swept every year."),
        ("We sweep boilers.", "Boilers of bakeries are swept every year."),
    ],
)
def test_beside_another_how_often_a_document_is_quoted_from_where_it_differs(best: str, expected: str) -> None:
    ranked = [evidence(best, 0, probability=0.95, source_id="shop"), evidence(RULES, 2, probability=0.6, source_id="guide")]
    chosen = choose_quotes(ranked, replace(PLAIN, second_source=0.1, second_figure=0.1), {ranked[1].sentence.sentence_id})
    assert chosen[1].text == expected


TWO = "Do not give up early. About 40 per cent drop out."


@pytest.mark.parametrize(
    ("text", "probability", "lacking", "quoted"),
    [
        (TWO, 0.85, 0.0, TWO),
        (TWO, 0.5, 0.0, "Do not give up early."),  # much weaker
        (TWO, 0.85, 1.0, "Do not give up early."),  # it is said of something else
        ("Do not give up early. The gym is open. About 40 per cent drop out.", 0.85, 0.0, "Do not give up early."),  # not beside it
        ("Do not give up early.\n\nAbout 40 per cent drop out.", 0.85, 0.0, "Do not give up early."),  # another paragraph
    ],
)
def test_the_sentence_beside_the_best_one_is_quoted_with_it_where_it_is_nearly_as_strong(
    text: str, probability: float, lacking: float, quoted: str
) -> None:
    best = evidence(text, 0, probability=0.9)
    beside = evidence(text, len(best.neighbours) - 1, probability=probability)
    beside = replace(beside, features=replace(beside.features, lacking=lacking))
    assert choose_quotes([best, beside], PLAIN)[0].text == quoted


def test_of_what_leans_on_a_quote_only_the_rest_is_shown_as_related() -> None:
    text = "About 3 in 100 go on to the chronic form. It is not a one-way street for them."
    ranked = [evidence(text, 0, probability=0.9), evidence(text, 1, probability=0.5)]
    quotes = choose_quotes(ranked, replace(PLAIN, same_source=0.1, second_source=0.1))
    assert [chosen.text for chosen in quotes] == ["About 3 in 100 go on to the chronic form."]
    assert [chosen.text for chosen in choose_related(ranked, quotes, PLAIN)] == ["It is not a one-way street for them."]


def test_what_is_quoted_is_not_related_once_more() -> None:
    text = "It is sold in boxes: ten to a box."
    ranked = [evidence(text, 0, probability=0.9)]
    assert choose_related(ranked, choose_quotes(ranked, PLAIN), PLAIN) == []
