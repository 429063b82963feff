"""Documents that never say what a question names and another document is about."""

from __future__ import annotations

from math import log

import pytest

from chat.elsewhere import not_of_subject
from chat.lay_words import OtherName
from chat.word_weights import WordWeights
from index.document import Source
from index.hit import Hit
from tests.chat.fakes import passage

TITLES = {"cataract": "cataract surgery", "tonsil": "after a tonsil operation", "shingle": "shingle", "plan": "dental plan"}
TEXTS = {
    "cataract": "fly from the day after surgery",
    "tonsil": "no flying for weeks after the operation",
    "shingle": "a rash and no school",
    "plan": "we pay for a check",
}


def found(asked: str, also: tuple[OtherName, ...] = ()) -> frozenset[str]:
    words = WordWeights(dict.fromkeys(asked.split(), log(2)), also, 0.0, lambda text: frozenset(text.split()))
    hits = [Hit(passage(text, source_id=name)[0], row, 1.0, row) for row, (name, text) in enumerate(TEXTS.items())]
    return not_of_subject(words, hits, {name: Source(name, title) for name, title in TITLES.items()})


@pytest.mark.parametrize(
    ("asked", "others"),
    [
        ("cataract fly", {"tonsil", "shingle", "plan"}),
        ("rash", set()),  # no title names it
        ("fly", set()),
        ("cataract shingle tonsil plan", set()),  # each lacks something: none is preferred
        ("a", set()),  # nearly all of them say it
    ],
)
def test_a_document_is_of_another_subject_if_it_never_says_what_a_title_and_the_question_name(asked: str, others: set[str]) -> None:
    assert found(asked) == others


def test_another_name_for_the_subject_will_do() -> None:
    assert "tonsil" in found("surgery")
    assert "tonsil" not in found("surgery", (OtherName(("surgery",), ("operation",)),))
