"""Follow-ups are measured by what they carry over, too."""

from __future__ import annotations

import pytest

from chat import messages
from chat.reply import Reply, Route
from eval.follow_ups import carries_rightly, follow_up_figures
from eval.question_set import Question


def question(carried: tuple[str, ...] | None, near: str = "close") -> Question:
    return Question("q", ("does ketamine help?", "and the dose?"), "follow", near=near, carried=carried)


def reply(*carried: str, message: str = "") -> Reply:
    return Reply(Route.ABSTAIN, message, carried=carried)


@pytest.mark.parametrize(
    ("wanted", "carried", "expected"),
    [(("ketamine",), ("Ketamine", "help"), True), (("ketamine",), ("help",), False), ((), (), True), ((), ("help",), False)],
)
def test_wanted_words_must_be_carried_and_none_where_none_is_wanted(
    wanted: tuple[str, ...], carried: tuple[str, ...], expected: bool
) -> None:
    assert carries_rightly(question(wanted), reply(*carried)) is expected


def test_figures_count_only_what_says_what_it_carries() -> None:
    asked = [
        (question(("ketamine",)), reply("ketamine", "help")),
        (question(("ketamine",)), reply()),
        (question(None), reply("help")),
        (question((), "unclear"), reply(message=messages.WHAT_IS_MEANT)),
        (question((), "unclear"), reply(message=messages.ABSTAIN_FAR)),
    ]
    figures = follow_up_figures(asked)
    assert {name: (figure.count, figure.n) for name, figure in figures.items() if figure.count is not None} == {
        "carried_rightly": (1, 2),
        "asked_what_is_meant": (1, 2),
    }
    assert figures["words_carried"].value == 1.0
    assert follow_up_figures([(question(None), reply())]) == {}
