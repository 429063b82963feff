"""Sentences that tell what was to be found out, or that nothing bad was seen."""

import pytest

from chat.aims import is_mere_aim, says_no_harm, without_harm

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
    assert is_mere_aim("Does the drip help children?", sentence)


@pytest.mark.parametrize(
    "question", ["What was the aim of the trial?", "Who was included?", "Which people were eligible?", "What did they investigate?"]
)
def test_but_one_that_asks_for_the_design(question: str) -> None:
    assert not is_mere_aim(question, AIM)


@pytest.mark.parametrize(
    "sentence", ["We found that the drip eases symptoms.", "Our patients were to rest for two days.", "The drip was tested in 40 people."]
)
def test_what_was_found_is_no_aim(sentence: str) -> None:
    assert not is_mere_aim("Does the drip help?", sentence)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("No serious harms were reported.", True),
        ("No adverse events occurred in either group.", True),
        ("No serious harms of the drip were reported, but two had a rash and one fainted.", False),
        ("The drip caused no rash.", False),
    ],
)
def test_a_sentence_that_says_of_nothing_in_particular_that_it_did_no_harm(sentence: str, expected: bool) -> None:
    assert says_no_harm(sentence) is expected


def test_what_is_left_of_a_question_for_harm_is_what_is_feared() -> None:
    assert "mole" in without_harm("Is a dark mole dangerous?")
    assert "danger" not in without_harm("Is a dark mole dangerous?")
