"""Whom a question asks about."""

import pytest

from chat.population import lacks_population

ADULTS = "Give 75 mg by injection to adults."


def lacking(question: str, text: str, around: str = "") -> float:
    return lacks_population(question, f"{around} {text}", text)


def test_the_dose_of_a_child_is_no_adults_dose() -> None:
    assert lacking("What is the dose for a child?", ADULTS) == 1.0
    assert lacking("What is the dose for a child?", ADULTS, "Children with a stone are referred.") == 1.0
    assert lacking("What is the dose for a child?", "Give 1 mg under 12 years.") == 0.0
    assert lacking("What is the dose for adults?", ADULTS) == 0.0


@pytest.mark.parametrize("text", ["Children may have it.", "It is given from birth.", "Families were followed."])
def test_what_names_children_or_all_ages_is_of_them(text: str) -> None:
    assert lacking("Does it help children?", text) == 0.0


def test_what_is_said_of_all_is_not_said_of_children_or_in_pregnancy() -> None:
    assert 0.0 < lacking("Does it help children?", "It helps with pain.") < 1.0
    assert lacking("Is it safe during pregnancy?", "It is safe with alcohol.") == 1.0
    assert lacking("Is it safe during pregnancy?", "It is safe with alcohol.", "Women who expect a baby need not worry.") == 0.0


@pytest.mark.parametrize("question", ["My child has it, is it catching?", "Can I get pregnant on it?", "Is it safe?", "baby aspirin"])
def test_somebodys_own_and_who_wants_to_become_pregnant_is_no_group(question: str) -> None:
    assert lacking(question, "It is safe with alcohol.") == 0.0


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("How common is snoring in children?", "Snoring is found in 17% of women between 30 and 70 years of age.", 1.0),
        ("How well does the splint protect children?", "The splint protects 60% of adults.", 1.0),
        ("How well does the splint protect children?", "Among children aged 2 to 5 it protects 45%.", 0.0),
        ("How many children snore?", "Among adults 34% snore.", 1.0),
        ("How common is snoring in children?", "It is rarer in children than in adults, of whom 34% snore.", 0.0),
        ("How common is snoring in children?", "At 6 to 9 years of age 12% snore, above 18 years 34%.", 0.0),
        ("Does the splint help children?", "Adults slept better with the splint at all ages.", 0.0),
        ("How common is gum disease in pregnant women?", "It is found in a fifth of women after the menopause.", 1.0),
        ("How common is gum disease in pregnant women?", "It is found in a fifth of women.", 0.0),
        ("How common are broken hips in men?", "One in three women over 50 breaks a hip.", 1.0),
        ("How common are broken hips in men?", "One in three women and one in five men break a hip.", 0.0),
        ("How common are broken hips in men?", "One in four breaks a hip.", 0.0),
        ("Do men get better on it?", "Women got better on it.", 0.0),
    ],
)
def test_a_figure_of_others_is_none_of_the_people_asked_about(question: str, text: str, expected: float) -> None:
    assert lacking(question, text) == expected


def test_a_document_about_children_need_not_say_so_in_each_sentence() -> None:
    question, text = "What is the dose for a child?", "Give 15 mg by mouth."
    assert lacks_population(question, text, text, "Fever in children") == 0.0
    assert lacks_population(question, text, text, "Fever in adults from 18 years of age") == 1.0
