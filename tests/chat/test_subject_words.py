"""What nobody misses in a document is told apart from what a question is about."""

from __future__ import annotations

import pytest

from chat.subject_words import FILE, may_name_subject


@pytest.mark.parametrize(
    "word",
    [
        "throw",
        "stay",
        "slipped",
        "catching",
        "earlier",
        "worth",
        "officially",
        "abnormally",
        "mended",
        "tried",
        "carries",
        "highest",
        "friend’s",
    ],
)
def test_everyday_words_in_any_form_name_no_subject(word: str) -> None:
    assert not may_name_subject(word)


@pytest.mark.parametrize(
    "word",
    [
        "honey",
        "wine",
        "Parkinson's",
        "acupuncture",
        "drive",
        "router",
        "jelly",
        "belly",
        "bleeding",
        "swelling",
        "seasoning",
        "statins",
        "tTG",
        "pregnancy",
        "family",
        "sensation",
        "fatigue",
    ],
)
def test_what_somebody_may_ask_about_does(word: str) -> None:
    assert may_name_subject(word)


def test_the_list_names_each_word_in_small_letters() -> None:
    words = [word for line in FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#") for word in line.split()]
    assert words == [word.casefold() for word in words]
