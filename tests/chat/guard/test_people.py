from __future__ import annotations

import pytest

from chat.guard.language import language_of
from chat.guard.people import speaks_of_other


@pytest.mark.parametrize(
    ("message", "about_other"),
    [
        ("My friend told me she wants to die", True),
        ("I want to die, my mother does not care", False),
        ("mi hermana dice que se va a tirar por la ventana", True),
        ("quiero morir y mi hermana no lo sabe", False),
        ("estoy hasta la madre, me quiero morir", False),
        ("ma cousine va mal, mon frère parle de mourir", True),
        ("je veux mourir, ma mère s'en fiche", False),
        ("una mia amica vuole morire", True),
        ("meri dost marna chahti hai", True),
        ("mann karta hai marne ka", False),
        ("我室友说想死", True),
        ("我想死，妈妈不懂", False),
    ],
)
def test_a_message_is_about_whoever_is_in_danger(message: str, *, about_other: bool) -> None:
    assert speaks_of_other(message, language_of(message)) is about_other
