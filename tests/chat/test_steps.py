"""Who asks what to do gets the steps of a list together, from the first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chat.neighbours import MAX_CHARS
from chat.quote import grow
from chat.steps import asks_for_steps
from index.document import Role
from tests.chat.fakes import evidence

ITEM, TEXT = Role.LIST_ITEM, Role.PARAGRAPH
STEPS = ["Lay the tent flat on dry ground, door away from the wind.", "Push the poles through. They bend.", "Peg the corners down at once."]
LIST = "\n".join(["The tent is new.", *(f"• {step}" for step in STEPS), "Dry it after rain."])
ROLES = (TEXT, ITEM, ITEM, ITEM, ITEM, TEXT)


def quoted(text: str, position: int, roles: tuple[Role, ...], *, is_step_asked: bool = True) -> str:
    span = grow(replace(evidence(text, position, roles=roles), is_step_asked=is_step_asked))
    return text[span.start : span.end]


@pytest.mark.parametrize("position", [1, 2, 3, 4])
def test_a_step_comes_with_all_of_them(position: int) -> None:
    assert quoted(LIST, position, ROLES) == LIST.partition("• ")[2].partition("\nDry")[0]


def test_nothing_else_is_asked_of_a_list_where_its_steps_are_not() -> None:
    assert quoted(LIST, 4, ROLES, is_step_asked=False) == STEPS[2]
    assert quoted(LIST, 5, ROLES) == "Dry it after rain."


def test_steps_come_with_what_announces_them() -> None:
    text = LIST.replace("is new.", "goes up so:")
    assert quoted(text, 4, ROLES) == text.partition("\nDry")[0]


def test_of_many_steps_as_many_come_as_fit_and_the_one_found_always() -> None:
    many = "\n".join(f"• Fold the sheet along its {'long ' * 20}side. Press it." for _ in range(8))
    quote = quoted(many, 2, (ITEM,) * 16)
    assert quote.startswith("Fold") and quote.endswith("Press it.") and MAX_CHARS / 2 < len(quote) <= MAX_CHARS
    assert quoted(many, 14, (ITEM,) * 16).count("Fold") == 1


@pytest.mark.parametrize(
    "question",
    [
        "What should I do when the tent leaks?", "what do you do if a pole breaks", "how do i dry a tent",
        "How to fold a tent", "tent pegs: what to do", "steps for putting up a tent", "how should the poles be put in?",
        "first aid for a burn", "what is to be done about rust", "What can my son do?",
        "How must a tent be stored?", "What am I supposed to do when it rains?",
    ],
)  # fmt: skip
def test_questions_that_ask_what_to_do(question: str) -> None:
    assert asks_for_steps(question)


@pytest.mark.parametrize(
    "question",
    [
        "How do I know that the tent is dry?", "how long does it dry", "What does the tent do?", "how many pegs are there",
        "What is a tent made of?", "How does rain harm a tent?", "is one step enough", "how can you tell that it leaks",
        "What happened to the tent?", "How big is the tent?", "How does the tent work?", "How do you get wet feet?", "What do the pegs do?",
    ],
)  # fmt: skip
def test_questions_that_do_not(question: str) -> None:
    assert not asks_for_steps(question)
