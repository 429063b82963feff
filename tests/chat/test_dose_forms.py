"""In what form a medicine is given."""

import pytest

from chat.answer_kind import asked_kinds
from chat.dose_forms import form_asked, is_of_other_form, names_form


def asked(question: str) -> int | None:
    return form_asked(question, asked_kinds(question))


@pytest.mark.parametrize(
    ("question", "sentence", "above", "is_other"),
    [
        ("How soon can the second tablet be taken?", "A second injection may be given after one hour.", "", True),
        ("How soon can the second tablet be taken?", "Take a second tablet after two hours.", "", False),
        ("What is the dose of the injection?", "Tablets: 100 mg at the first sign.", "", True),
        ("What is the dose of the injection?", "40 mg at the first sign.", "Tablets", True),
        ("What is the dose of the injection?", "40 mg at the first sign.", "Injection", False),
        ("What is the dose of the tablets?", "12 to 17 years | 50 mg | 5 mg", "Who | Tablets | Nasal spray", False),
        ("How often is the drip given?", "It is given into a vein once a year.", "", False),
        ("When can the spray be used again?", "Wait two hours.", "", False),
        # twins: no figure or time is asked for, or several forms are named
        ("Do the tablets work?", "The injection works in most.", "", False),
        ("How long after the injection can I take tablets?", "The tablets come a day later.", "", False),
        ("How much does it hurt?", "The injection stings.", "", False),
    ],
)
def test_what_is_told_of_another_form(question: str, sentence: str, above: str, is_other: bool) -> None:
    assert is_of_other_form(asked(question), sentence, above) is is_other


def test_a_form_that_is_named() -> None:
    form = asked("What is the dose of the tablets?")
    assert form is not None and names_form(form, "one capsule a day") and not names_form(form, "a patch of skin")
    assert asked("how big are the patches of psoriasis") is None
