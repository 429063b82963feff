"""Sentences that only announce."""

from __future__ import annotations

import pytest

from chat.announcing import announces_only


@pytest.mark.parametrize(
    "text",
    [
        "This narrative review covers diagnosis, iron and opioids.",
        "We tested whether a splint is as good as pressure.",
        "To find out whether a splint is as good as pressure.",
        "We wanted to know whether splints help.",
        "There are some limitations.",
        "The aim of this study was to compare both.",
        "This paper describes the design and results of BREEZE.",
        "We tested whether splints help in 212 adults.",
    ],
)
def test_what_announces_tells_nothing(text: str) -> None:
    assert announces_only(text, "Is a splint as good as pressure?")
    assert not announces_only(text, "What was the aim of the study?")


@pytest.mark.parametrize(
    "text",
    [
        "This review found that exercise helps.",
        "Pressure lowers the index more.",
        "We tested the blood of all children each month.",
        "The aim of treatment is a good night.",
        "The aim is to bring the urate down.",
        "This review covers exercise and shows that it helps.",
        "To find the right size, bite on the wax.",
        "Ask whether anybody else at home itches.",
    ],
)
def test_what_tells_announces_nothing(text: str) -> None:
    assert not announces_only(text, "Does exercise help?")


AIM = "We tested whether a course of the drip eases symptoms in adults."


@pytest.mark.parametrize(
    "sentence",
    [
        AIM,
        "The aim of this study was to compare both splints.",
        "Objective: we investigated whether cooling shortens labour.",
        "We included women and men aged 50 to 75.",
    ],
)
def test_an_aim_answers_no_question_of_effect(sentence: str) -> None:
    assert announces_only(sentence, "Does the drip help children?")


@pytest.mark.parametrize(
    "question", ["What was the aim of the trial?", "Who was included?", "Which people were eligible?", "What did they investigate?"]
)
def test_but_one_that_asks_for_the_design(question: str) -> None:
    assert not announces_only(AIM, question)


@pytest.mark.parametrize(
    "sentence", ["We found that the drip eases symptoms.", "Our patients were to rest for two days.", "The drip was tested in 40 people."]
)
def test_what_was_found_is_no_aim(sentence: str) -> None:
    assert not announces_only(sentence, "Does the drip help?")
