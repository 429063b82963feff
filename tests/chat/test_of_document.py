"""A question about a document itself is told from one about its subject."""

from __future__ import annotations

import pytest

from chat.of_document import asks_of_document, asks_who_wrote


@pytest.mark.parametrize(
    "question",
    [
        "Is the study on baths peer reviewed?",
        "has it been published anywhere",
        "In which journal did the trial appear?",
        "When was this page last updated?",
        "when was the leaflet reviewed",
        "Who wrote the leaflet on gout?",
        "who are the authors",
        "which edition of the handbook is this",
        "is the guideline out of date?",
        "Does the website give medical advice?",
        "Is the clinic liable for what readers do?",
        "who is responsible if I follow the blog",
        "what are the keywords",
        "can this site replace my doctor",
        "was the article on gout checked by other experts",
    ],
)
def test_it_asks_of_the_document(question: str) -> None:
    assert asks_of_document(question)


@pytest.mark.parametrize(
    "question",
    [
        "When was metformin approved?",
        "Is the device approved in Europe?",
        "Who discovered insulin?",
        "How often should my asthma be reviewed?",
        "When should I get medical advice?",
        "What does the paper say about sleep?",
        "who is responsible for my care at home",
        "how long is the medicine good for after the date on the box",
        "What did the trial find?",
        "can a clinic treat this",
        "does massage replace tablets",
        "which first aid steps come first",
        "should my heart be checked by a doctor",
    ],
)
def test_it_asks_of_the_subject(question: str) -> None:
    assert not asks_of_document(question)


@pytest.mark.parametrize(
    "question", ["who wrote the paper", "Who are the authors of this review?", "who wrote it?", "who has written the new leaflet"]
)
def test_who_wrote_a_document_is_asked(question: str) -> None:
    assert asks_who_wrote(question)


@pytest.mark.parametrize(
    "question",
    ["who wrote the questions", "who wrote to the clinic", "What do the authors conclude?", "who made it", "who is the author's favourite"],
)
def test_who_wrote_something_else_is_no_question_of_a_document(question: str) -> None:
    assert not asks_who_wrote(question)
