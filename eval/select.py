"""The select contract: the sentences of a given text that answer a given question; no library involved."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from chat.judge.select import Selection
from eval.given_text import given_spans

Spans = Sequence[tuple[int, int]]
Select = Callable[[str, str, Spans], Selection]  # question, text, its sentences → those that answer


class BadRowError(ValueError):
    """A line is not a row of question and text."""


def select_lines(lines: Iterable[str], select: Select) -> Iterator[dict[str, Any]]:
    """One record a line: {"id", "spans", "score"}, or {"id", "error"}; blank lines are passed over."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        identity: object = None
        try:
            row = _row(line, number)
            identity = row.get("id")
            selection = _selected(row, number, select)
            yield {"id": identity, "spans": [list(span) for span in selection.spans], "score": round(selection.score, 4)}
        except BadRowError as error:
            yield {"id": identity, "error": str(error)}


def _row(line: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadRowError(f"line {number}: not JSON ({error})") from error
    if not isinstance(row, dict):
        raise BadRowError(f"line {number}: not an object with id, question and text")
    return row


def _selected(row: dict[str, Any], number: int, select: Select) -> Selection:
    question, text = row.get("question"), row.get("text")
    if not isinstance(question, str) or not isinstance(text, str):
        raise BadRowError(f'line {number}: "question" and "text" must be texts')
    spans = given_spans(text)
    if not question.strip() or not spans:
        return Selection((), 0.0)
    return select(question, text, spans)
