"""Words spelt as among friends are the words they mean; names that look like them stay."""

from __future__ import annotations

import pytest

from chat.spelling import Spelling

LIBRARY = Spelling(dict.fromkeys(["nine", "night", "twitch", "twitching", "kneading", "thorough", "uric"], 1))


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("nite", "night"),  # not "nine", which is as near by its letters
        ("twitchin", "twitching"),  # not "twitch"
        ("feelin", "feeling"),
        ("goin", "going"),
        ("kneadin", "kneading"),  # rare, but the library has it
        ("thru", "through"),
        ("u", "you"),
        ("ur", "your"),
        ("wiv", "with"),
        ("kidz", "kids"),
        ("teh", "the"),
        ("tak", "take"),
        ("strat", "start"),
        ("cna", "can"),
        # twins: short names that are near to such words
        ("otc", None),
        ("als", None),
        ("sle", None),
        ("hrt", None),
        ("ect", None),
        ("ocd", None),
        ("mri", None),
        ("hiv", None),
        ("abz", None),
        # twins: names and words in -in, and words that only look informal
        ("insulin", None),
        ("warfarin", None),
        ("melanin", None),
        ("nystatin", None),
        ("again", None),
        ("bout", None),
        ("lite", None),
    ],
)
def test_what_is_spelt_among_friends(typed: str, word: str | None) -> None:
    assert LIBRARY.correction(typed) == word


def test_a_library_that_spells_so_itself_is_followed() -> None:
    assert Spelling({"nite": 1, "u": 2}).correction("nite") is None
