"""At what age."""

import math

import pytest

from chat.ages import Ages, ages_asked, fit_of_age, without_ages
from chat.answer_kind import asked_kinds


@pytest.mark.parametrize(
    ("question", "ages"),
    [
        ("When should a 4 year old take it?", ((4.0, 4.9),)),
        ("how often do 13-year-olds take it", ((13.0, 13.9),)),
        ("dose for children aged 6 to 11", ((6.0, 11.9),)),
        ("dose in people over 75", ((75.0, math.inf),)),
        ("dose of tablets over 65", ((65.0, math.inf),)),
        ("dose for babies under 1 year", ((0.0, 0.9),)),
        ("dose for a 6 month old", ((0.5, 0.5),)),
        # twins: no figure is asked for, or no age named
        ("can a 4 year old have it", ()),
        ("is it safe over 65", ()),
        ("what dose over 40 mg is toxic", ()),
        ("how many of 300 patients got better", ()),
        ("how often over 2 years", ()),
        ("how many patients of 60 centres", ()),
        ("how long did 12 people take it", ()),
    ],
)
def test_the_age_of_whom_a_figure_is_asked_for(question: str, ages: tuple[Ages, ...]) -> None:
    assert ages_asked(question, asked_kinds(question)) == ages


@pytest.mark.parametrize(
    ("text", "fit"),
    [
        ("2 to 5 years | 2.5 ml | at bedtime", 1),
        ("6 to 11 years | 5 ml | at bedtime", -1),
        ("12 years and over | 5 ml", -1),
        ("In people over 75, the dose is 5 mg.", -1),
        ("It can be started from the age of 5.", -1),
        ("It is not given below the age of 18.", 1),
        ("Children up to 6 years old take half.", 1),
        ("Adults take one tablet.", -1),
        ("Children take half a tablet.", 1),
        ("Adults and children take one tablet.", 1),
        # twins: lengths of time, doses and counts
        ("It was taken for 6 to 11 years.", 0),
        ("Take 10 to 15 mg per kg a day.", 0),
        ("After 12 years or so it is replaced.", 0),
        ("Of 60 patients 12 had a headache.", 0),
    ],
)
def test_whether_a_text_tells_of_a_child_of_four(text: str, fit: int) -> None:
    assert fit_of_age(((4.0, 4.9),), text) == fit
    assert fit_of_age((), text) == 0


def test_what_a_question_says_beside_the_age() -> None:
    assert without_ages("dose for children aged 6 to 11 with asthma").split() == ["dose", "for", "children", "aged", "with", "asthma"]
    assert without_ages("how long does it last").split() == ["how", "long", "does", "it", "last"]
