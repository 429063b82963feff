"""What a study found comes before what it set out from, where just that is asked."""

from __future__ import annotations

import pytest

from chat.findings import BEFORE, CONCLUDED, FOUND, asks_for_findings, gain, is_label
from tests.chat.fakes import passage

ABSTRACT = (
    "Background. Whether horns help is not known. Methods. Forty adults were enrolled. Results. Snoring fell by 30 per cent. "
    "Conclusions. Horns quieten nights."
)


@pytest.mark.parametrize(
    "question",
    [
        "What did FANFARE find?",
        "what did the horn trial show overall?",
        "What were the main results of the splint study?",
        "So what does Ijaz 2022 conclude?",
        "what was the bottom line?",
        "What has the review found?",
    ],
)
def test_what_was_found_is_asked(question: str) -> None:
    assert asks_for_findings(question)


@pytest.mark.parametrize(
    "question",
    [
        "What did FANFARE find about sleep?",  # its words say which finding
        "What did FANFARE set out to test?",
        "How did the trial assign people?",
        "What does the spleen do?",
        "What were the side effects?",
        "Where can I find the results?",
        "What is the main outcome?",
    ],
)
def test_what_is_asked_by_its_matter_is_not(question: str) -> None:
    assert not asks_for_findings(question)


def gained(text: str, question: str = "What did FANFARE find?", section: str = "") -> float:
    _, sentences = passage(ABSTRACT)
    place = next(place for place, sentence in enumerate(sentences) if text in sentence.text)
    return gain(question, sentences, place, section)


def test_results_gain_and_what_stands_before_them_loses() -> None:
    assert gained("Snoring fell") > FOUND > gained("Forty adults")
    assert gained("Whether horns") < BEFORE


def test_who_asks_for_the_conclusion_gets_it_before_the_results() -> None:
    assert gained("Horns quieten", "What did FANFARE conclude?") >= CONCLUDED
    assert gained("Horns quieten", "What did FANFARE conclude?") > gained("Snoring fell", "What did FANFARE conclude?")


def test_a_heading_tells_where_no_label_does() -> None:
    _, sentences = passage("Snoring fell by a third.")
    question = "What did FANFARE find?"
    assert gain(question, sentences, 0, "FANFARE > 3. Results".replace(" > ", " › ")) >= gain(question, sentences, 0, "")
    assert gain(question, sentences, 0, "Methods") < gain(question, sentences, 0, "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Results.", True),
        ("Conclusions:", True),
        ("Background", True),
        ("Results: snoring fell.", False),
        ("Results vary.", False),
        ("Patients slept.", False),
    ],
)
def test_a_label_alone_is_no_sentence(text: str, expected: bool) -> None:
    assert is_label(text) is expected
