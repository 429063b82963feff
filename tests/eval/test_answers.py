"""Replies graded by hand-checkable spans: recall, noise, abstention, fidelity."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from chat.reply import QuotedPassage, Reply, Route
from eval.answers import abstention_curve, abstention_figures, answer_all, answer_figures, check_gold, fidelity_figures, style_breakdown
from eval.errors import QuestionSetError
from eval.grading import grade, is_boilerplate, is_verbatim, shows
from eval.question_set import GoldSpan, Question, QuestionSet
from index.document import Block, Document, Passage, Quote, Role, Sentence, Source
from index.library import Library
from tests.conftest import KeywordEncoder

PAGE = "Accept cookies\nKetamine is a drug against pain. Sleep helps memory. Exercise helps sleep.\n"
SOURCE = Source("one", "A page")
DRUG, MEMORY, EXERCISE = (15, 47), (48, 67), (68, 89)


def quoted(span: tuple[int, int], *, source_id: str = "one") -> QuotedPassage:
    return QuotedPassage(Quote(source_id, 1, *span, PAGE), SOURCE, "", 1, 0.9)


def gold(*spans: tuple[int, int]) -> tuple[tuple[GoldSpan, ...], ...]:
    return tuple((GoldSpan("one", 1, *span),) for span in spans)


def answer(*spans: tuple[int, int], related: Sequence[tuple[int, int]] = (), best_score: float = 0.9) -> Reply:
    route = Route.ANSWER if spans else Route.ABSTAIN
    return Reply(route, "", tuple(map(quoted, spans)), tuple(map(quoted, related)), best_score=best_score)


@pytest.fixture
def library(tmp_path: Path, encoder: KeywordEncoder) -> Library:
    blocks = (Block(1, 0, 14, Role.BOILERPLATE, why="cookie notice"), Block(1, 15, 89, Role.PARAGRAPH))
    passage = Passage("one/p", "one", 1, 15, 89, "", PAGE[15:89])
    sentence = Sentence("one/p/s", "one/p", "one", 1, 15, 47, PAGE[15:47])
    library = Library.open(tmp_path / "library", encoder=encoder, create=True)
    with library.writer() as writer:
        writer.put(Document(SOURCE, (PAGE,), blocks), [passage], [sentence])
    return library


@pytest.mark.parametrize(
    ("quote", "span", "expected"),
    [
        ((15, 47), (15, 47), True),
        ((15, 31), (15, 47), True),  # half of it
        ((15, 30), (15, 47), True),  # less than half, but inside
        ((21, 49), (15, 47), True),  # inside but for a stop and a space
        ((0, 30), (15, 47), False),  # less than half, and more beside it
        ((20, 25), (15, 47), True),  # inside
        ((48, 67), (15, 47), False),
    ],
)
def test_a_quote_shows_a_span_if_it_holds_half_of_it_or_lies_inside(quote: tuple[int, int], span: tuple[int, int], expected: bool) -> None:
    assert shows(Quote("one", 1, *quote, PAGE), GoldSpan("one", 1, *span)) is expected
    assert not shows(Quote("two", 1, *quote, PAGE), GoldSpan("one", 1, *span))


def test_recall_counts_quotes_then_related() -> None:
    found = grade(Question("q", ("?",), "s", gold(MEMORY)), answer(DRUG, related=[MEMORY]))
    assert found.recall == {1: False, 3: True, 5: True}
    assert (found.first_is_right, found.n_quotes, found.n_noise, found.has_abstained) == (False, 1, 1, False)


def test_a_question_of_two_facts_needs_both_where_there_is_room_for_both() -> None:
    question = Question("q", ("?",), "several", gold(DRUG, MEMORY), needs=2)
    assert grade(question, answer(DRUG, EXERCISE)).recall == {1: True, 3: False, 5: False}
    assert grade(question, answer(DRUG, MEMORY)).recall == {1: True, 3: True, 5: True}


def test_figures_count_what_was_asked_and_answered(library: Library) -> None:
    questions = [
        Question("right", ("drug?",), "keyword", gold(DRUG)),
        Question("wrong", ("memory?",), "keyword", gold(MEMORY)),
        Question("silent", ("exercise?",), "typo", gold(EXERCISE)),
        Question("follow-up", ("drug?", "and sleep?"), "follow_up", gold(MEMORY)),
        Question("silent rightly", ("moon?",), "none", near="offtopic"),
        Question("answered wrongly", ("dose?",), "none", near="close"),
    ]
    replies = {
        ("drug?",): answer(DRUG),
        ("memory?",): answer(EXERCISE, DRUG),
        ("exercise?",): answer(related=[EXERCISE], best_score=0.3),
        ("drug?", "and sleep?"): answer(MEMORY),
        ("and sleep?",): answer(best_score=0.1),
        ("moon?",): answer(best_score=0.0),
        ("dose?",): answer(DRUG, best_score=0.5),
    }
    answered = answer_all(questions, lambda turns: replies[tuple(turns)], library)
    figures = {**answer_figures(answered), **abstention_figures(answered)}
    counts = {name: (figure.count, figure.n) for name, figure in figures.items() if figure.count is not None}
    assert counts == {
        "recall@1": (3, 4),
        "recall@3": (3, 4),
        "recall@5": (3, 4),
        "first_quote_correct": (2, 3),
        "answered_correctly": (2, 4),
        "answer_quoted": (2, 4),
        "answered_wrongly": (1, 4),
        "noise": (2, 4),
        "false_abstention": (1, 4),
        "follow_up_recall@3": (1, 1),
        "follow_up_recall@3_without_context": (0, 1),
        "abstention": (1, 2),
        "abstention_close": (0, 1),
        "abstention_offtopic": (1, 1),
    }
    assert figures["abstention_auc"].value == pytest.approx(7 / 8)  # pairs (answerable, not) that the score orders rightly
    assert abstention_curve(answered)[1:4] == [[0.0, 0.0, 0.0], [0.3, 0.0, 0.5], [0.5, 0.25, 0.5]]
    styles = style_breakdown(answered)
    assert list(styles) == ["follow_up", "keyword", "typo"]
    assert {name: (figure.count, figure.n) for name, figure in styles["keyword"].items()} == {
        "recall@1": (1, 2),
        "recall@3": (1, 2),
        "recall@5": (1, 2),
        "answered_correctly": (1, 2),
        "false_abstention": (0, 2),
    }
    assert styles["keyword"]["recall@1"].low == pytest.approx(0.0945, abs=1e-3)  # Wilson


def test_fidelity_is_checked_against_the_page(library: Library) -> None:
    good, banner = quoted(DRUG), quoted((0, 14))
    assert is_verbatim(good, library)
    assert is_boilerplate(banner, library)
    assert not is_boilerplate(good, library)
    false = quoted(DRUG)
    object.__setattr__(false.quote, "text", "Ketamine is no drug against pain.")
    assert not is_verbatim(false, library)
    answered = answer_all([Question("q", ("?",), "s", gold(DRUG))], lambda turns: answer(DRUG, (0, 14)), library)
    figures = fidelity_figures(answered)
    assert (figures["verbatim"].count, figures["boilerplate_quoted"].count, figures["verbatim"].n) == (2, 1, 2)
    assert figures["quote_chars_max"].value == 32


@pytest.mark.parametrize("span", [GoldSpan("two", 1, 0, 5), GoldSpan("one", 2, 0, 5), GoldSpan("one", 1, 0, 500)])
def test_gold_that_lies_nowhere_is_refused(library: Library, tmp_path: Path, span: GoldSpan) -> None:
    questions = QuestionSet("s", (Question("q7", ("?",), "s", ((span,),)),), tmp_path)
    with pytest.raises(QuestionSetError, match="q7"):
        check_gold(questions, library)
