"""Feedback given on the page, as rows of the sheet that `eval answers` reads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from chat.feedback import Feedback, Opinion, Place, feedback_from
from eval.errors import QuestionSetError
from eval.jsonl import read_rows
from eval.sheet import UNDECIDED, SheetRow
from index.library import Library

STYLE = "feedback"


def read_feedback(path: Path) -> Iterator[Feedback]:
    """The feedback of a file, in the order it was given. Raises: QuestionSetError."""
    try:
        for number, row in read_rows(path):
            try:
                yield feedback_from(row)
            except (KeyError, TypeError, ValueError) as error:
                raise QuestionSetError(path, f"not feedback ({type(error).__name__}: {error})", number) from error
    except (ValueError, OSError) as error:
        raise QuestionSetError(path, str(error)) from error


def feedback_rows(path: Path, library: Library) -> list[SheetRow]:
    """A row for each quote that answers, and one for each question that needs a keeper's eye or has no answer.

    The last word on a quote counts. A question somebody found an answer to is answered; one of which the reader only
    says that something is wrong stands with "?" until a keeper decides. Places that are no longer in the library are left out.
    """
    by_question: dict[tuple[str, ...], dict[Place | None, Opinion]] = {}
    for feedback in read_feedback(path):
        opinions = by_question.setdefault(feedback.turns, {})
        opinions.pop(feedback.place, None)
        opinions[feedback.place] = feedback.opinion
    rows: list[SheetRow] = []
    for number, (turns, opinions) in enumerate(by_question.items(), start=1):
        rows += _rows(f"feedback-{number:03}", turns, opinions, library)
    return rows


def _rows(row_id: str, turns: tuple[str, ...], opinions: dict[Place | None, Opinion], library: Library) -> list[SheetRow]:
    answering = [place for place, opinion in opinions.items() if place is not None and opinion is Opinion.ANSWERS]
    rows = [row for place in answering if (row := _answered(row_id, turns, place, library)) is not None]
    if rows:
        return rows
    is_silent = opinions.get(None) is Opinion.NOT_THERE
    return [SheetRow(row_id, "", "", "", "", "", "", "", *_asked(turns), "no" if is_silent else UNDECIDED, "", STYLE, "close" * is_silent)]


def _answered(row_id: str, turns: tuple[str, ...], place: Place, library: Library) -> SheetRow | None:
    """The passage around the quote, and the quote as the words that answer; None if the library has changed since."""
    sources = {source.source_id: source for source in library.sources()}
    if (
        place.source_id not in sources
        or place.page > len(pages := library.pages(place.source_id))
        or place.end > len(pages[place.page - 1])
    ):
        return None
    around = [
        passage
        for passage in library.passages(place.source_id)
        if passage.page == place.page and passage.start <= place.start and place.end <= passage.start + len(passage.text)
    ]
    start, end = (around[0].start, around[0].start + len(around[0].text)) if around else (place.start, place.end)
    section = around[0].section if around else ""
    page = pages[place.page - 1]
    where = (place.source_id, sources[place.source_id].title, place.page, start, end, section, page[start:end])
    return SheetRow(row_id, *where, *_asked(turns), "yes", page[place.start : place.end], STYLE)


def _asked(turns: tuple[str, ...]) -> tuple[str, str]:
    return " | ".join(turns[:-1]), turns[-1]
