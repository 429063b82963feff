"""A question that names two documents is asked of each by itself; one that names one, or a thing, is asked as it stands."""

from __future__ import annotations

import pytest

from chat.compared import asked_of_each, may_compare
from index.document import Source, SourceKind

SOURCES = (
    Source("splint", "Quellmann and Abara 2019: Splints for apnoea", SourceKind.RANDOMISED_TRIAL),
    Source("horns", "Ijaz 2022: Playing a horn for apnoea (the FANFARE trial)", SourceKind.RANDOMISED_TRIAL),
    Source("review", "Exercise for apnoea: a systematic review", SourceKind.SYSTEMATIC_REVIEW, authors=("Brown, T.",)),
    Source("drops", "Dormelin drops: information for the user", SourceKind.PATIENT_INFORMATION),
)


def asked(question: str) -> list[tuple[str, str]]:
    def words_of(text: str) -> frozenset[str]:
        return frozenset(word.strip("().,:").removesuffix("s") for word in text.casefold().split())

    return [(alone.source_id, alone.question) for alone in asked_of_each(question, SOURCES, lambda source_id: "", words_of)]


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        (
            "Did Quellmann and Ijaz find the same about snoring?",
            ("splint", "What did Quellmann find about snoring?"),
            ("horns", "What did Ijaz find about snoring?"),
        ),
        (
            "Do Quellmann and Abara agree with Ijaz on snoring?",
            ("splint", "What did Quellmann find about snoring?"),
            ("horns", "What did Ijaz find about snoring?"),
        ),
        (
            "How do the Ijaz and Quellmann trials differ in how long people were followed?",
            ("horns", "How long people were followed?"),
            ("splint", "How long people were followed?"),
        ),
        (
            "Did FANFARE enrol more people than Quellmann?",
            ("horns", "How many people did FANFARE enrol?"),
            ("splint", "How many people did Quellmann enrol?"),
        ),
        (
            "Were more adults studied by Quellmann than by Ijaz?",
            ("splint", "How many adults were studied by Quellmann?"),
            ("horns", "How many adults were studied by Ijaz?"),
        ),
        (
            "Does the review say the same as the leaflet about alcohol?",
            ("review", "What does the review say about alcohol?"),
            ("drops", "What does the leaflet say about alcohol?"),
        ),
        (
            "Did Ijaz and Quellmann both find that snoring fell?",
            ("horns", "Did Ijaz find that snoring fell?"),
            ("splint", "Did Quellmann find that snoring fell?"),
        ),
    ],
)
def test_each_of_two_documents_named_is_asked_by_itself(question: str, first: tuple[str, str], second: tuple[str, str]) -> None:
    assert may_compare(question)
    assert asked(question) == [first, second]


@pytest.mark.parametrize(
    "question",
    [
        "What did Quellmann and Abara find about snoring?",  # two names, one document
        "Did the FANFARE trial of Ijaz find less snoring?",
        "Is Dormelin better than Splints?",  # what documents are about, and nobody's name
        "Does the trial say the same as the leaflet?",  # there are two trials
        "Did Quellmann find the same as Okonkwo?",  # no document is by one of them
        "what helps snoring?",
    ],
)
def test_who_names_one_document_or_a_thing_asks_as_it_stands(question: str) -> None:
    assert asked(question) == []


def test_a_question_without_two_names_needs_no_look_at_the_documents() -> None:
    assert not may_compare("What did Quellmann find?")
    assert not may_compare("what helps snoring?")
