"""The batch contract: questions in as JSON lines, replies out in the same order, a bad line never stopping the rest."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from chat.answer import Assistant


class BadLineError(ValueError):
    """A line of the batch is not a question."""


def answer_lines(lines: Iterable[str], assistant: Assistant) -> Iterator[dict[str, Any]]:
    """One record a line: the reply with its id, or {"id", "error"}; blank lines are passed over."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        identity: object = None
        try:
            record = _parsed(line, number)
            identity = record.get("id")
            turns = _turns(record, number)
            yield {"id": identity, **assistant.reply(turns).as_record()}
        except BadLineError as error:
            yield {"id": identity, "error": str(error)}


def _parsed(line: str, number: int) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadLineError(f'line {number}: not JSON ({error}). Write {{"id": "q1", "turns": ["a question"]}}') from error
    if not isinstance(record, dict):
        raise BadLineError(f'line {number}: not an object. Write {{"id": "q1", "turns": ["a question"]}}')
    return record


def _turns(record: dict[str, Any], number: int) -> list[str]:
    turns = record.get("turns")
    if not isinstance(turns, list) or not turns or not all(isinstance(turn, str) for turn in turns):
        raise BadLineError(f'line {number}: "turns" must be a list of one or more strings, the question last')
    return turns
