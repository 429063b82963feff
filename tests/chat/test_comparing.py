"""What is compared is asked of each by itself; what asks for a verdict, a reason or one thing is left whole."""

from __future__ import annotations

import pytest

from chat.comparatives import how_asked
from chat.comparing import Side, sides_compared


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Which lasts longer, a cast or a splint?", ["How long does a cast last?", "How long does a splint last?"]),
        ("which is cheaper a cast or a splint", ["How expensive is a cast?", "How expensive is a splint?"]),
        ("A cast or a splint: which is cheaper?", ["How expensive is a cast?", "How expensive is a splint?"]),
        ("Which of the tablets and the gel works faster?", ["How fast do tablets work?", "How fast does the gel work?"]),
        (
            "Which had fewer infections, the implant or the jab?",
            ["How many infections did the implant have?", "How many infections did the jab have?"],
        ),
        ("Who has it more often, men or women?", ["How often do men have it?", "How often do women have it?"]),
        (
            "After which operation does sight return sooner, the laser or the graft?",
            ["How soon does sight return after the laser?", "How soon does sight return after the graft?"],
        ),
        ("How do the gel and the cream differ in price?", ["What is the price of the gel?", "What is the price of the cream?"]),
        ("How do the gel and the cream differ in how they work?", ["How does the gel work?", "How does the cream work?"]),
        (
            "What is the difference between the first and the second stage of labour?",
            ["What is the first stage of labour?", "What is the second stage of labour?"],
        ),
        (
            "How do the doses for early and advanced asthma differ?",
            ["What is the doses for early asthma?", "What is the doses for advanced asthma?"],
        ),
        (
            "Do adults and children get the same vaccine against mumps?",
            ["Which vaccine do adults get against mumps?", "Which vaccine do children get against mumps?"],
        ),
        ("Is the dose the same for adults and children?", ["What is the dose for adults?", "What is the dose for children?"]),
        ("Do nurses and pilots need a check equally often?", ["How often do nurses need a check?", "How often do pilots need a check?"]),
        ("Is asthma more common in women than in men?", ["How common is asthma in women?", "How common is asthma in men?"]),
        (
            "Are made-to-measure insoles dearer than ready-made ones?",
            ["How expensive are made-to-measure insoles?", "How expensive are ready-made insoles?"],
        ),
        (
            "Does the effect of the gel or of the jab last longer?",
            ["How long does the effect of the gel last?", "How long does the effect of the jab last?"],
        ),
    ],
)
def test_each_of_two_things_is_asked_about(question: str, asked: list[str]) -> None:
    pair = sides_compared(question)
    assert pair is not None
    assert [side.question for side in pair] == asked


@pytest.mark.parametrize(
    "question",
    [
        "Is the gel better than the cream?",  # a verdict
        "Which works better, the gel or the cream?",
        "How does the gel compare with the cream?",
        "Why does the gel last longer than the cream?",  # a reason
        "Does it help pain or sleep?",
        "Is it caused by a virus or by bacteria?",
        "Can it be taken with food or milk?",
        "Is it cheaper than the cream?",  # names one
        "Is it more than a year?",
        "Does it take longer than usual?",
        "Is there any point in resting more than twenty minutes?",
        "Who should have the tablets or the gel?",
        "Which side effects do the drops or the tablets have?",
        "How long does a cast last?",
    ],
)
def test_what_compares_no_two_things_stays_whole(question: str) -> None:
    assert sides_compared(question) is None


def test_whether_it_is_asked_what_two_things_are() -> None:
    differ, cost = sides_compared("How do a cast and a splint differ?"), sides_compared("How do a cast and a splint differ in price?")
    assert differ is not None and differ[0].is_open
    assert cost is not None and not cost[0].is_open


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("lasts longer", ("how long", "lasts")),
        ("is used more often each day", ("how often", "is used each day")),
        ("lowers the pressure more", ("how much", "lowers the pressure")),
        ("needs fewer visits", ("how many visits", "needs")),
        ("needs less water a day", ("how much water", "needs a day")),
        ("is more painful", ("how painful", "is")),
        ("lasts", None),
    ],
)
def test_what_a_comparative_asks(text: str, asked: tuple[str, str] | None) -> None:
    assert how_asked(text) == asked


def test_a_text_tells_of_the_side_whose_own_word_it_holds() -> None:
    def words(text: str) -> list[str]:
        return text.casefold().split()

    first, second = Side("first stage", ""), Side("second stage", "")
    assert first.is_told_in("the first stage lasts a week", second, words)
    assert not second.is_told_in("the first stage lasts a week", first, words)
