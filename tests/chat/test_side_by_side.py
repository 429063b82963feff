"""Which of two things compared a piece of evidence is told of."""

from __future__ import annotations

import re

import pytest

from chat.comparing import Side
from chat.side_by_side import tells_of, tells_of_both
from tests.chat.fakes import evidence

CAST, SPLINT = Side("cast", "How long does a cast last?"), Side("splint", "How long does a splint last?")


def words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))


@pytest.mark.parametrize(
    ("text", "position", "told"),
    [
        ("A cast lasts six weeks. A splint lasts three.", 0, (True, False)),
        ("A cast lasts six weeks. A splint lasts three.", 1, (False, True)),
        ("A cast is heavy. It lasts six weeks.", 1, (True, False)),  # by what is said before it
        ("A cast lasts longer than a splint.", 0, (True, True)),
        ("Wounds heal in six weeks.", 0, (False, False)),
    ],
)
def test_a_sentence_tells_of_what_is_named_nearest(text: str, position: int, told: tuple[bool, bool]) -> None:
    item = evidence(text, position)
    assert (tells_of(item, CAST, SPLINT, "", words), tells_of(item, SPLINT, CAST, "", words)) == told
    assert tells_of_both(item, (CAST, SPLINT), words) is all(told)


def test_where_nothing_nearer_names_either_the_title_does() -> None:
    assert tells_of(evidence("It lasts six weeks.", 0), CAST, SPLINT, "Your cast", words)
