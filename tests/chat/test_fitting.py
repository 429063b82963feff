"""Which reading of a follow-up is taken: a name that no document holds is never left out to find an answer."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from chat.conversation import Standalone, follow_up
from chat.fitting import Found, fitting
from chat.understand import Understood
from tests.chat.fakes import evidence

HELD = {"zinc", "colds", "given", "cost", "costs", "safe", "help", "dose", "CBT"}


def fits(*turns: str) -> Found | None:
    """What fits where every search finds an answer."""

    def search(reading: Standalone) -> Found:
        return Found(reading, Understood(reading.text), [evidence("Zinc is given for colds.", 0)])

    asked = follow_up(turns, analyse=analyse, is_known=HELD.__contains__)
    return fitting(asked, search, is_known=HELD.__contains__, answer_from=0.4)


def analyse(text: str) -> Sequence[str]:
    return [word.strip("?,()") for word in text.lower().split()]


@pytest.mark.parametrize(
    "turns",
    [
        ("how is xetamine given?", "and the dose?"),
        ("what does xetamine cost?", "is that safe?"),
        ("is xetamine safe?", "why?"),
        ("what is xetamine for?", "what are the side effects?"),
        ("how is xetamine given?", "does it help colds?"),
        ("does XMT help?", "and the dose?"),
    ],
)
def test_nothing_is_found_of_a_name_that_no_document_holds(turns: tuple[str, ...]) -> None:
    found = fits(*turns)
    assert found is None or found.lacks_name


def test_beside_a_known_name_it_is_searched_for_and_told_not_to_answer() -> None:
    found = fits("does xetamine help colds?", "and the dose?")
    assert found is not None
    assert (found.asked.carried, found.lacks_name) == (("xetamine", "colds"), True)


@pytest.mark.parametrize(
    ("turns", "carried"),
    [
        (("is zinc given abroad?", "and the dose?"), ("zinc",)),  # an English word that the library lacks is no name
        (("does xetamine help?", "and zinc?"), ("help",)),  # asked in place of the name
        (("does xetamine help?", "CBT"), ()),
        (("does xetamine help?", "what is zinc?"), ()),
    ],
)
def test_what_is_asked_of_something_else_is_answered(turns: tuple[str, ...], carried: tuple[str, ...]) -> None:
    found = fits(*turns)
    assert found is not None
    assert (found.asked.carried, found.lacks_name) == (carried, False)


def alone_answers(*turns: str, about: str) -> Found | None:
    """What fits where only the question alone finds an answer, in a passage about this."""

    def search(reading: Standalone) -> Found:
        return Found(reading, Understood(reading.text), [] if reading.says_more else [evidence(f"Of {about} 25 mg are taken.", 0)])

    def is_of(item: object, topic: Sequence[str]) -> bool:
        return about in topic

    asked = follow_up(turns, analyse=analyse, is_known=HELD.__contains__)
    return fitting(asked, search, is_known=HELD.__contains__, answer_from=0.4, is_of=is_of)


def test_what_names_nothing_is_not_answered_by_what_is_said_of_another_thing() -> None:
    found = alone_answers("does zinc help?", "what dose?", about="honey")
    assert found is not None
    assert not found.ranked


def test_it_is_answered_where_that_is_said_of_what_was_named_before() -> None:
    found = alone_answers("does zinc help?", "what dose?", about="zinc")
    assert found is not None
    assert found.ranked


def topic_answers(*turns: str, about: str) -> Found | None:
    """What fits where only the question with its topic finds an answer, in a passage about this."""

    def search(reading: Standalone) -> Found:
        return Found(reading, Understood(reading.text), [evidence(f"Of {about} 25 mg are taken.", 0)] if reading.says_more else [])

    asked = follow_up(turns, analyse=analyse, is_known=HELD.__contains__)
    return fitting(asked, search, is_known=HELD.__contains__, answer_from=0.4, is_of=lambda item, topic: about in topic)


@pytest.mark.parametrize(
    ("question", "about", "is_found"),
    [
        ("what does it cost?", "zinc", True),
        ("what does it cost?", "honey", False),
        ("what do they charge?", "honey", True),  # who "they" are is seldom said where they do it
        ("and the dose?", "honey", True),  # no pronoun
    ],
)
def test_what_it_stands_for_is_named_where_it_is_answered(question: str, about: str, is_found: bool) -> None:
    found = topic_answers("does zinc help?", question, about=about)
    assert found is not None
    assert bool(found.ranked) is is_found


def test_it_is_not_answered_by_the_question_alone_of_another_thing() -> None:
    found = alone_answers("does zinc help?", "does it leave scars?", about="honey")
    assert found is not None
    assert not found.ranked


@pytest.mark.parametrize(
    ("question", "probability", "lacks"), [("and plim?", 0.45, True), ("and plim?", 0.9, False), ("and CBT?", 0.45, False)]
)
def test_what_is_asked_of_something_that_no_document_names_wants_a_good_answer(question: str, probability: float, lacks: bool) -> None:
    def search(reading: Standalone) -> Found:
        return Found(reading, Understood(reading.text), [evidence("Zinc is given for colds.", 0, probability=probability)])

    asked = follow_up(["does zinc help colds?", question], analyse=analyse, is_known=HELD.__contains__)
    found = fitting(asked, search, is_known=HELD.__contains__, answer_from=0.4)
    assert found is not None
    assert found.lacks_name is lacks


@pytest.mark.parametrize(
    ("question", "is_carried"),
    [
        ("is zinc addictive?", False),  # no document holds the word: with what was asked before it would be answered as that was
        ("is zinc safe?", True),  # asked of zinc as before
        ("is it addictive?", True),
    ],
)
def test_what_no_document_holds_is_not_answered_by_words_from_before(question: str, is_carried: bool) -> None:
    def search(reading: Standalone) -> Found:
        probability = 0.9 if reading.carried else 0.01
        return Found(reading, Understood(reading.text), [evidence("Zinc is given for colds.", 0, probability=probability)])

    asked = follow_up(("how is zinc given for colds?", question), analyse=analyse, is_known=HELD.__contains__)
    found = fitting(asked, search, is_known=HELD.__contains__, answer_from=0.4)
    assert found is not None
    assert bool(found.asked.carried) is is_carried
