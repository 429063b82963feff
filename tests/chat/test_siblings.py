"""Sorts of one thing that documents tell apart."""

import pytest

from chat.siblings import Siblings

FOUND = (
    "Cognitive therapy was given in ten sessions, sound therapy at home.",
    "Headache was reported by 9% with sound therapy.",
    "Reflux of the mitral valve was seen in 4%.",
    "The aortic valve narrowed in 7%.",
)


def words_of(text: str) -> frozenset[str]:
    return frozenset(word.strip(".,?%").casefold() for word in text.split())


def is_of_another(question: str, sentence: str, *above: str) -> bool:
    return Siblings.of(question, FOUND, words_of).is_of_another(sentence, *above)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How often did headache occur with cognitive therapy?", FOUND[1]),
        ("How often did the aortic valve leak?", FOUND[2]),
        ("How much did sleep improve in severe asthma?", "Sleep improved in 61% of those with moderate asthma."),
    ],
)
def test_another_sort_of_the_thing_is_not_the_one_asked_about(question: str, sentence: str) -> None:
    assert is_of_another(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How often did headache occur with sound therapy?", FOUND[1]),
        ("How often did headache occur with music therapy?", FOUND[1]),  # no document knows it: it may be called otherwise
        ("How often did headache occur with cognitive therapy?", "It was 3% with cognitive and 9% with sound therapy."),
        ("How often did headache occur with cognitive therapy?", "It occurred in 3%."),
        ("How common is severe asthma?", "Severe asthma is rarer than moderate asthma."),
        ("How common is severe asthma?", "It affects 2%."),
    ],
)
def test_the_one_asked_about_both_or_none_is_no_other(question: str, sentence: str) -> None:
    assert not is_of_another(question, sentence)


def test_what_stands_beneath_the_name_is_of_it() -> None:
    assert not is_of_another("How often did headache occur with cognitive therapy?", FOUND[1], "Cognitive therapy")
    assert is_of_another("How common is severe asthma?", "It was used for 4 hours.", "A trial in moderate asthma")
