"""What is asked to be counted."""

import pytest

from chat.happening import Happening
from chat.word_weights import WordWeights

TOLD = (
    "The patch caused skin irritation in 26%.",
    "The patch halved the pain in 75% of those who wore it.",
    "The cream halved the pain in 60%.",
    "Dizziness is rare.",
    "Nausea was seen in 9%.",
)


def words_of(text: str) -> frozenset[str]:
    return frozenset(word.strip(".,?%").casefold() for word in text.split())


def is_missing(question: str, sentence: str, before: str = "", *above: str) -> bool:
    weights = WordWeights(dict.fromkeys(words_of(question), 1.0), (), 0.0, words_of)
    return Happening.of(question, weights, TOLD).is_missing_from(sentence, before, *above)


@pytest.mark.parametrize(
    "question",
    [
        "How often does skin irritation happen with the patch?",
        "How common is skin irritation with the patch?",
        "How often do people get skin irritation on the patch?",
        "How many people had skin irritation with the patch?",
    ],
)
def test_a_figure_of_something_else_does_not_tell_how_often_it_happens(question: str) -> None:
    assert is_missing(question, TOLD[1])
    assert not is_missing(question, TOLD[0])


@pytest.mark.parametrize(
    ("question", "sentence", "before", "above"),
    [
        ("How common is nausea?", "It is seen in one in ten.", "Nausea may follow.", ""),
        ("How common is nausea?", "In children it is seen in one in ten.", "Some feel sick.", ""),
        ("How common is nausea?", "One in ten has this.", "", "Nausea"),
        ("How often do hives happen?", "A rash was seen in 4%.", "", ""),  # no document says "hives"
        ("Does the patch help?", TOLD[1], "", ""),
    ],
)
def test_what_leans_stands_beneath_or_is_said_in_other_words_does(question: str, sentence: str, before: str, above: str) -> None:
    assert not is_missing(question, sentence, before, above)
