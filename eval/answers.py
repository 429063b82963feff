"""Answers: every question of a set put to the assistant, graded by span, counted with intervals."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import roc_auc_score

from chat.reply import QuotedPassage, Reply, Route
from eval.errors import QuestionSetError
from eval.figure import Figure, mean, percentile_curve, plain, rate
from eval.follow_ups import follow_up_figures
from eval.grading import DEPTHS, Grade, grade, is_boilerplate, is_verbatim
from eval.question_set import NEAR, Question, QuestionSet
from eval.results import Case, Result
from index.library import Library

Replier = Callable[[Sequence[str]], Reply]
CURVE = "abstention against false abstention"  # points: [threshold, false abstention, abstention]


@dataclass(frozen=True, slots=True)
class Fidelity:
    """How much of what one reply shows is the source's own words, and how much is text that is never to be quoted."""

    n_shown: int
    n_verbatim: int
    n_boilerplate: int


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with the reply it got, and the one its last turn gets alone."""

    question: Question
    reply: Reply
    grade: Grade
    elapsed_ms: float
    fidelity: Fidelity
    wanted: tuple[str, ...] = ()  # the facts asked for, in the documents' words
    alone: Grade | None = None  # only for follow-ups


def check_gold(question_set: QuestionSet, library: Library) -> None:
    """Every gold span must lie on a page of the library. Raises: QuestionSetError."""
    known = {source.source_id for source in library.sources()}
    for question in question_set.questions:
        for span in (span for group in question.gold for span in group):
            if span.source_id not in known:
                raise QuestionSetError(question_set.documents, f"{question.question_id}: no document {span.source_id!r} there")
            pages = library.pages(span.source_id)
            if span.page > len(pages) or span.end > len(pages[span.page - 1]):
                raise QuestionSetError(question_set.documents, f"{question.question_id}: {span} lies outside its document")


def answer_all(questions: Iterable[Question], replier: Replier, library: Library) -> list[Answered]:
    """Put every question; a follow-up also without its earlier turns. `library` holds the documents that gold and quotes point into."""
    answered = []
    for question in questions:
        started = time.perf_counter()
        reply = replier(question.turns)
        elapsed_ms = (time.perf_counter() - started) * 1000
        alone = grade(question, replier(question.turns[-1:])) if len(question.turns) > 1 else None
        fidelity, wanted = _fidelity(reply, library), _wanted(question, library)
        answered.append(Answered(question, reply, grade(question, reply), elapsed_ms, fidelity, wanted, alone))
    return answered


def answers_result(name: str, answered: Sequence[Answered], settings: dict[str, str]) -> Result:
    """All figures of a set, the curve of thresholds, the figures by style, and each question's case.

    `settings` holds the `threshold` from which an answer is shown.
    """
    return Result(
        "answers",
        name,
        {**answer_figures(answered), **fidelity_figures(answered), **abstention_figures(answered)},
        settings=settings,
        curves={
            CURVE: abstention_curve(answered),
            "reply time, ms by percentile": percentile_curve([item.elapsed_ms for item in answered]),
        },
        breakdowns={"by style": style_breakdown(answered)},
        cases=tuple(map(_case, answered)),
    )


def answer_figures(answered: Sequence[Answered]) -> dict[str, Figure]:
    """What answerable questions got, follow-ups apart as well."""
    items = [item for item in answered if item.question.is_answerable]
    follow_ups = [item for item in items if item.alone is not None]
    figures = {f"recall@{k}": rate(sum(item.grade.recall[k] for item in items), len(items)) for k in DEPTHS}
    n_quotes = sum(item.grade.n_quotes for item in items)
    presented = [item for item in items if item.grade.n_quotes]
    figures |= {
        "first_quote_correct": _rate(presented, lambda item: item.grade.first_is_right),
        "answered_correctly": _rate(items, lambda item: item.grade.first_is_right),
        "answer_quoted": _rate(items, lambda item: item.grade.n_quotes > item.grade.n_noise),
        "answered_wrongly": _rate(items, lambda item: not item.grade.first_is_right and not item.grade.has_abstained),
        "noise": rate(sum(item.grade.n_noise for item in items), n_quotes),
        "false_abstention": _rate(items, lambda item: item.grade.has_abstained),
    }
    if follow_ups:
        figures["follow_up_recall@3"] = _rate(follow_ups, lambda item: item.grade.recall[3])
        figures["follow_up_recall@3_without_context"] = _rate(follow_ups, lambda item: item.alone is not None and item.alone.recall[3])
    figures |= follow_up_figures([(item.question, item.reply) for item in answered])
    times = [item.elapsed_ms for item in answered]
    figures["reply_p50_ms"] = plain(np.percentile(times, 50), len(times))
    figures["reply_p95_ms"] = plain(np.percentile(times, 95), len(times))
    return figures


def fidelity_figures(answered: Sequence[Answered]) -> dict[str, Figure]:
    """Whether everything shown is the source's own words, and none of it boilerplate; how long quotes are."""
    n_shown = sum(item.fidelity.n_shown for item in answered)
    lengths = [float(len(quoted.quote.text)) for item in answered for quoted in item.reply.quotes]
    return {
        "verbatim": rate(sum(item.fidelity.n_verbatim for item in answered), n_shown),
        "boilerplate_quoted": rate(sum(item.fidelity.n_boilerplate for item in answered), n_shown),
        "quote_chars_median": plain(np.median(lengths) if lengths else 0.0, len(lengths)),
        "quote_chars_mean": mean(lengths),
        "quote_chars_max": plain(max(lengths, default=0.0), len(lengths)),
    }


def abstention_figures(answered: Sequence[Answered]) -> dict[str, Figure]:
    """How often silence was kept where the documents do not answer, and how well the score tells the two apart."""
    items = [item for item in answered if not item.question.is_answerable]
    figures = {"abstention": _rate(items, lambda item: item.grade.has_abstained)}
    for near in NEAR:
        those = [item for item in items if item.question.near == near]
        if those:
            figures[f"abstention_{near}"] = _rate(those, lambda item: item.grade.has_abstained)
    searched = _searched(answered)
    kinds = [item.question.is_answerable for item in searched]
    if len(set(kinds)) == 2:
        figures["abstention_auc"] = plain(roc_auc_score(kinds, [item.reply.best_score for item in searched]), len(kinds))
    return figures


def abstention_curve(answered: Sequence[Answered]) -> list[list[float]]:
    """[threshold, share of answerable questions left unanswered, share of the others left unanswered] at every score."""
    searched = _searched(answered)
    scores = {kind: np.sort([item.reply.best_score for item in searched if item.question.is_answerable is kind]) for kind in (True, False)}
    if not all(map(len, scores.values())):
        return []
    points = []
    for threshold in [0.0, *sorted({item.reply.best_score for item in searched}), 1.0]:
        left = [float(np.searchsorted(scores[kind], threshold)) / len(scores[kind]) for kind in (True, False)]
        points.append([round(threshold, 4), *(round(share, 4) for share in left)])
    return points


def style_breakdown(answered: Sequence[Answered]) -> dict[str, dict[str, Figure]]:
    """Style → what its answerable questions got."""
    items = [item for item in answered if item.question.is_answerable]
    found: dict[str, dict[str, Figure]] = {}
    for style in sorted({item.question.style for item in items}):
        those = [item for item in items if item.question.style == style]
        found[style] = {f"recall@{k}": rate(sum(item.grade.recall[k] for item in those), len(those)) for k in DEPTHS}
        found[style]["answered_correctly"] = _rate(those, lambda item: item.grade.first_is_right)
        found[style]["false_abstention"] = _rate(those, lambda item: item.grade.has_abstained)
    return found


def _searched(answered: Sequence[Answered]) -> list[Answered]:
    return [item for item in answered if item.reply.route in {Route.ANSWER, Route.ABSTAIN}]


def _rate(items: Sequence[Answered], holds: Callable[[Answered], bool]) -> Figure:
    return rate(sum(map(holds, items)), len(items))


def _fidelity(reply: Reply, library: Library) -> Fidelity:
    shown = (*reply.quotes, *reply.related)
    verbatim = sum(is_verbatim(quoted, library) for quoted in shown)
    return Fidelity(len(shown), verbatim, sum(is_boilerplate(quoted, library) for quoted in shown))


def _wanted(question: Question, library: Library) -> tuple[str, ...]:
    return tuple(
        " / ".join(" ".join(library.pages(span.source_id)[span.page - 1][span.start : span.end].split()) for span in group)
        for group in question.gold
    )


def _case(item: Answered) -> Case:
    question, found = item.question, item.grade
    shown = [f"{quoted.score:.2f} “{quoted.quote.text}” — {_place(quoted)}" for quoted in item.reply.quotes]
    shown += [f"(related) {quoted.score:.2f} “{quoted.quote.text}” — {_place(quoted)}" for quoted in item.reply.related]
    measures = {"abstained": float(found.has_abstained), "best_score": round(item.reply.best_score, 4)}
    if question.is_answerable:
        measures |= {f"recall@{k}": float(value) for k, value in found.recall.items()}
        measures |= {"first_quote_correct": float(found.first_is_right), "noise": float(found.n_noise)}
    text = " → ".join(question.turns)
    group = question.style if question.is_answerable else f"unanswerable, {question.near}"
    return Case(question.question_id, text, measures, tuple(shown), item.wanted, _verdict(item), group)


def _verdict(item: Answered) -> str:
    """What went wrong, "" if nothing did."""
    question, found = item.question, item.grade
    if not question.is_answerable:
        return "" if found.has_abstained else "answered what the documents do not answer"
    if found.has_abstained:
        taken_for = "" if item.reply.route in {Route.ANSWER, Route.ABSTAIN} else f", taken for {item.reply.route.value.replace('_', ' ')}"
        return f"not answered{taken_for}{', though shown as related' if found.recall[5] else ''}"
    if not found.first_is_right:
        return "first quote is not the answer" + ("" if found.recall[3] else ", nor is any")
    return "" if found.recall[3] else "part of the answer is missing"


def _place(quoted: QuotedPassage) -> str:
    quote = quoted.quote
    return f"{quote.source_id} p{quote.page} {quote.start}–{quote.end}"
