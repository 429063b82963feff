from __future__ import annotations

import pytest

from chat.guard import (
    Caution,
    amount_flag,
    animal_flag,
    clinician_questions,
    dose_flag,
    flags_of,
    hedged_flag,
    marketing_flag,
    method_flag,
    negated_flag,
)
from chat.guard.outgoing import MARKETING_LABEL


@pytest.mark.parametrize(
    "text",
    [
        "Ketamine was given at 0.5 mg/kg over 40 minutes.",
        "Patients received 100 mg daily.",
        "two tablets at night",
        "an infusion of 22.2 ± 2.0 mg/h",
        "0.14–0.4 mg/kg/hr",
        "5 µg/kg/min",
        "a 10 ml syringe of 1000 mg",
        "taken twice a day",
        "Brush the teeth, then take the lozenge twice a day.",
        "Infuse 2 ml/min at first.",
    ],
)
def test_a_dose_is_found(text: str) -> None:
    assert dose_flag(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ketamine blocks the NMDA receptor.",
        "Ferritin was 14 ng/ml.",
        "We studied 24 patients for 12 weeks.",
        "Pain fell by 2.4 points.",
        "in 2017",
        "p < 0.05",
        "Creatinine clearance was below 30 mL/min in four of them.",
        "Stretch the calf three times a day.",
        "Wash the beaker once a week.",
    ],
)
def test_other_numbers_are_no_dose(text: str) -> None:
    assert not dose_flag(text)


@pytest.mark.parametrize(
    "text",
    [
        "If you get an attack while you are on the tablets, keep taking them at the same dose.",
        "Take it as soon as you notice, and then go on twice a day as before. Do not double up.",
        "Stop taking the tablets and see a doctor at once if a skin rash appears.",
        "Do not take a double dose to make up for a forgotten one.",
        "Never take two tablets together.",
        "Avoid doubling the dose if you forget one.",
        "Half of the people had a rash.",
    ],
)
def test_what_to_leave_alone_or_never_to_take_is_no_amount(text: str) -> None:
    assert not amount_flag(text)


@pytest.mark.parametrize(
    "text",
    [
        "The dose of these must be cut to a quarter of the usual dose.",
        "You may take two tablets together.",
        "Take half the usual dose if you are over 75.",
        "The dose should be halved in liver disease.",
        "Reduce the dose by 50% in renal impairment.",
        "Take one extra tablet before exercise.",
        "Take two doses together if you missed one.",
        "Do not take more than 8 tablets in 24 hours.",
        "Take it twice a day.",
    ],
)
def test_a_part_or_a_multiple_of_a_dose_is_an_amount(text: str) -> None:
    assert amount_flag(text)


@pytest.mark.parametrize(
    ("flag", "yes", "no"),
    [
        (animal_flag, "In rats, MK-801 reduced allodynia.", "In patients, ketamine reduced allodynia."),
        (hedged_flag, "Ketamine may reset the receptor.", "Ketamine blocks the receptor."),
        (hedged_flag, "May cause a rash.", "The wards opened in May 2011."),
        (hedged_flag, "They may sleep longer.", "It ran from 3 May to July."),
        (negated_flag, "There was no difference between groups.", "Groups differed."),
        (marketing_flag, "Our clinic offers state-of-the-art infusions.", "The trial enrolled 60 patients."),
        (method_flag, "The lethal dose in adults is unknown but near 4 g.", "Ketamine lowered suicidal ideation within a day."),
    ],
)
def test_flags(flag: object, yes: str, no: str) -> None:
    assert callable(flag)
    assert flag(yes)
    assert not flag(no)


def test_marketing_is_only_a_label_of_commercial_sources() -> None:
    text = "Our clinic offers relief."
    assert flags_of(text) == ()
    assert len(flags_of(text, is_commercial=True)) == 1


def test_questions_come_from_the_cautions_and_name_their_source() -> None:
    questions = clinician_questions(
        [Caution("Ketamine should be avoided in pregnancy.", "Review A"), Caution("Monitor blood pressure.", "Guideline B")]
    )
    assert len(questions) == 3
    assert "Review A" in questions[0]
    assert "Guideline B" in questions[1]


def test_a_question_never_carries_a_dose() -> None:
    questions = clinician_questions([Caution("Blood pressure may rise above 0.5 mg/kg.", "Review A")])
    assert not any(dose_flag(question) for question in questions)


def test_without_cautions_there_are_three_general_questions() -> None:
    assert len(clinician_questions([])) == 3


@pytest.mark.parametrize(
    "text",
    [
        "The beam clears 7 out of 10 spots.",
        "It is painless and can be done in a lunch break.",
        "The method has no side effects.",
        "Results guaranteed.",
        "In our experience nine out of ten visitors are glad of it.",
        "The beam helps when creams do not.",
        "You can go back to work the next morning.",
        "Full recovery takes about three weeks.",
        "We recommend a peel every spring.",
        "We always advise a second visit.",
    ],
)
def test_what_a_clinic_says_of_effect_safety_and_recovery_is_its_claim(text: str) -> None:
    assert MARKETING_LABEL in flags_of(text, is_commercial=True)
    assert MARKETING_LABEL not in flags_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "A first visit lasts 50 minutes.",
        "The fee of £20 is due on arrival.",
        "Leave the lotion on overnight.",
        "Your doctor may recommend it.",
    ],
)
def test_what_a_clinic_says_of_visits_and_fees_is_no_claim(text: str) -> None:
    assert MARKETING_LABEL not in flags_of(text, is_commercial=True)


@pytest.mark.parametrize(
    ("text", "is_amount"),
    [
        ("We titrate/increase the dose based on patients’ response and tolerance.", True),
        ("The dose may be increased every week.", True),
        ("Do not increase the dose yourself.", False),
        ("Never raise your dose without asking.", False),
        ("A missed dose is no reason for alarm.", False),
    ],
)
def test_who_asks_for_themselves_is_not_told_that_doses_are_raised(text: str, is_amount: bool) -> None:
    assert amount_flag(text) == is_amount
