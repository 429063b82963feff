"""What a reader says of a reply: nothing is kept before a button is pressed, and what is sent is not trusted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chat import feedback
from chat.feedback import FILE_NAME, Feedback, FeedbackFullError, Opinion, Place, keep_feedback
from page.opinion import feedback_sent
from page.texts import texts_in
from tests.page.conftest import Server, Visitor

QUOTE = {"source": "one", "page": 1, "start": 3, "end": 9}


def test_what_the_browser_sends_becomes_feedback() -> None:
    sent = {"questions": ["What is it?", "And the dose?"], "opinion": "answers", "quote": QUOTE}
    assert feedback_sent(sent) == Feedback(("What is it?", "And the dose?"), Opinion.ANSWERS, Place("one", 1, 3, 9))
    assert feedback_sent({"questions": ["Who?"], "opinion": "not_there", "quote": None}) == Feedback(("Who?",), Opinion.NOT_THERE)


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"questions": "What?", "opinion": "missing"},
        {"questions": [], "opinion": "missing"},
        {"questions": ["  "], "opinion": "missing"},
        {"questions": ["What?"], "opinion": "splendid"},
        {"questions": ["What?"], "opinion": "answers"},  # of which quotation?
        {"questions": ["What?"], "opinion": "answers", "quote": {"source": "one", "page": "1", "start": 0, "end": 2}},
        {"questions": ["What?"], "opinion": "missing", "quote": QUOTE},
    ],
)
def test_what_is_no_opinion_is_let_go(data: object) -> None:
    assert feedback_sent(data) is None


def test_long_talk_is_cut() -> None:
    found = feedback_sent({"questions": ["x" * 9000] * 40, "opinion": "missing"})
    assert found is not None
    assert len(found.turns) == 12
    assert all(len(turn) == 2000 for turn in found.turns)


def test_a_full_file_takes_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedback, "MAX_BYTES", 150)
    keep_feedback(tmp_path, Feedback(("What?",), Opinion.MISSING))
    with pytest.raises(FeedbackFullError, match="python -m eval feedback"):
        for _ in range(3):
            keep_feedback(tmp_path, Feedback(("What?",), Opinion.MISSING))
    assert (tmp_path / FILE_NAME).stat().st_size <= 150


@pytest.mark.browser
def test_a_page_that_keeps_opinions_says_so_before_anything_is_asked(visitor: Visitor) -> None:
    assert visitor.page.locator(".cw-welcome > .cw-opinion:visible").inner_text() == texts_in("en").opinion["is_kept"]


@pytest.mark.browser
def test_a_reader_says_that_a_quotation_answers_and_only_then_is_it_kept(visitor: Visitor, server: Server) -> None:
    kept = server.output.parent / "library" / FILE_NAME
    visitor.ask("How long does pain relief last after ketamine?")
    assert not kept.exists()
    fold = visitor.page.locator(".cw-turn .cw-opinion").last
    fold.locator("summary").click()
    fold.locator("[data-opinion=answers]").first.click()
    visitor.page.wait_for_function("document.querySelector('.cw-opinion-said').textContent.length > 0")
    assert "Thank you" in fold.inner_text()
    (line,) = kept.read_text(encoding="utf-8").splitlines()
    record = json.loads(line)
    assert record["turns"] == ["How long does pain relief last after ketamine?"]
    card = visitor.page.locator(".cw-answers .cw-card").first
    assert record["quote"]["source_id"] == card.get_attribute("data-source")
    assert record["quote"]["start"] == int(card.get_attribute("data-start") or -1)
