"""Feedback becomes rows of a sheet, and the sheet questions with gold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chat.feedback import FILE_NAME, Feedback, Opinion, Place, feedback_from, keep_feedback
from eval.errors import QuestionSetError
from eval.feedback import feedback_rows
from eval.question_set import GoldSpan, read_questions
from eval.sheet import write_sheet
from index.document import Block, Document, Passage, Role, Source
from index.library import Library
from tests.conftest import KeywordEncoder

PAGE = "Ketamine is a drug against pain. Sleep helps memory."
DRUG, MEMORY = Place("one", 1, 0, 32), Place("one", 1, 33, 52)


@pytest.fixture
def library(tmp_path: Path, encoder: KeywordEncoder) -> Library:
    library = Library.open(tmp_path / "library", encoder=encoder, create=True)
    with library.writer() as writer:
        passage = Passage("one/p", "one", 1, 0, len(PAGE), "Drugs", PAGE)
        writer.put(Document(Source("one", "One"), (PAGE,), (Block(1, 0, len(PAGE), Role.PARAGRAPH),)), [passage], [])
    return library


def test_feedback_is_read_as_it_was_kept(tmp_path: Path) -> None:
    kept = [Feedback(("What is it?", "and sleep?"), Opinion.ANSWERS, MEMORY), Feedback(("¿Qué es?",), Opinion.MISSING)]
    for feedback in kept:
        path = keep_feedback(tmp_path, feedback)
    assert [feedback_from(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()] == kept


def test_what_answers_becomes_gold_and_what_is_unclear_waits_for_a_keeper(tmp_path: Path, library: Library) -> None:
    for feedback in (
        Feedback(("What is ketamine?",), Opinion.ANSWERS, DRUG),
        Feedback(("What is ketamine?",), Opinion.ANSWERS, MEMORY),
        Feedback(("What is ketamine?",), Opinion.BESIDE, MEMORY),  # thought better of
        Feedback(("What is ketamine?", "and sleep?"), Opinion.ANSWERS, MEMORY),
        Feedback(("Who won?",), Opinion.NOT_THERE),
        Feedback(("How much?",), Opinion.MISSING),
        Feedback(("Gone?",), Opinion.ANSWERS, Place("removed", 1, 0, 3)),
    ):
        path = keep_feedback(tmp_path, feedback)
    rows = feedback_rows(path, library)
    assert [(row.question, row.answered) for row in rows] == [
        ("What is ketamine?", "yes"),
        ("and sleep?", "yes"),
        ("Who won?", "no"),
        ("How much?", "?"),
        ("Gone?", "?"),
    ]
    write_sheet(tmp_path / "sheet.csv", rows)
    first, follow_up, silent = read_questions(tmp_path / "sheet.csv")
    assert first.gold == ((GoldSpan("one", 1, 0, 32),),)
    assert (follow_up.turns, follow_up.gold) == (("What is ketamine?", "and sleep?"), ((GoldSpan("one", 1, 33, 52),),))
    assert (silent.is_answerable, silent.near) == (False, "close")


def test_two_quotes_that_answer_are_two_facts_of_one_question(tmp_path: Path, library: Library) -> None:
    for place in (DRUG, MEMORY):
        path = keep_feedback(tmp_path, Feedback(("What helps?",), Opinion.ANSWERS, place))
    write_sheet(tmp_path / "sheet.csv", feedback_rows(path, library))
    (question,) = read_questions(tmp_path / "sheet.csv")
    assert question.gold == ((GoldSpan("one", 1, 0, 32),), (GoldSpan("one", 1, 33, 52),))


@pytest.mark.parametrize(
    "line", ["[]", '{"turns": "x", "opinion": "missing", "quote": null}', '{"turns": ["x"], "opinion": "answers", "quote": null}', "{"]
)
def test_what_is_not_feedback_is_named_with_its_line(tmp_path: Path, library: Library, line: str) -> None:
    (tmp_path / FILE_NAME).write_text(line + "\n", encoding="utf-8")
    with pytest.raises(QuestionSetError, match=r"feedback\.jsonl.*1"):
        feedback_rows(tmp_path / FILE_NAME, library)
