"""The sentences of a text as it is given: cut at items, headings and rows, and never where a line is only broken."""

from __future__ import annotations

import pytest

from eval.given_text import given_spans
from ingest.sentences import sentence_spans


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in given_spans(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Our contributions are as follows:\n- We propose a parser\n- We release 4,000 questions\n- We test on Dutch",
            ["Our contributions are as follows:", "We propose a parser", "We release 4,000 questions", "We test on Dutch"],
        ),
        (
            "The steps are these:\n\n1. First, we filter the corpus.\n2. Then we train. It takes a day.",
            ["The steps are these:", "First, we filter the corpus.", "Then we train.", "It takes a day."],
        ),
        ("## 4 Results\n\nThe score rose. It fell later.", ["## 4 Results", "The score rose.", "It fell later."]),
        ("| Model | F1 |\n|---|---|\n| Ours | 84.0 |\n| Theirs | 81.2 |", ["| Model | F1 |", "| Ours | 84.0 |", "| Theirs | 81.2 |"]),
    ],
)
def test_items_headings_and_rows_are_sentences_of_their_own(text: str, wanted: list[str]) -> None:
    assert sentences(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "The score rose from 9 to\n12. It fell again in the second year of the study.",
        "Words that are broken over\ntwo lines stay one sentence. So do\nthese.",
        "One line. It has three sentences - with a dash - and e.g. one abbreviation. Done.",
    ],
)
def test_where_no_list_stands_the_sentences_are_those_of_the_text(text: str) -> None:
    assert given_spans(text) == sentence_spans(text)
