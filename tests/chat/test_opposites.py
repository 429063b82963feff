"""Sentences that say only the opposite of what is asked."""

from __future__ import annotations

import pytest

from chat.opposites import is_opposite, sides_asked


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Are small babies more common?", "Large babies were less common."),
        ("How is it stopped?", "It is started at a low dose."),
        ("What if potassium is low? Hypokalaemia?", "Hyperkalaemia is treated with calcium."),
        ("What is the dose in children?", "Adults take two tablets."),
    ],
)
def test_only_the_opposite(question: str, text: str) -> None:
    assert is_opposite(text, sides_asked(question))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Are small babies more common?", "Neither small nor large babies were more common."),  # both
        ("Are small or large babies more common?", "Large babies were more common."),
        ("How is it stopped?", "The dose is halved every week."),  # neither
        ("What is the dose in children?", "Children take half of what adults take."),
        ("Does it last?", "Large babies are common."),
    ],
)
def test_both_sides_or_neither(question: str, text: str) -> None:
    assert not is_opposite(text, sides_asked(question))
