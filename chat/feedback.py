"""What a reader says of a reply, kept only when they say it: one JSON line each, in the library's folder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from filelock import FileLock

FILE_NAME = "feedback.jsonl"
MAX_BYTES = 4_000_000  # about ten thousand opinions: a keeper reads them before there are more


class FeedbackFullError(Exception):
    """There is more unread feedback than is kept."""


class Opinion(StrEnum):
    """What a reader may say."""

    ANSWERS = "answers"  # this quote answers my question
    BESIDE = "beside"  # this quote does not
    MISSING = "missing"  # the documents answer, but the answer was not shown
    NOT_THERE = "not_there"  # the documents do not answer, and silence would have been right


@dataclass(frozen=True, slots=True)
class Place:
    """The characters of a quote."""

    source_id: str
    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Feedback:
    """An opinion on a reply, or on one quote of it."""

    turns: tuple[str, ...]
    opinion: Opinion
    place: Place | None = None

    def as_record(self) -> dict[str, Any]:
        """The feedback as its line holds it."""
        place = self.place
        quote = None if place is None else {"source_id": place.source_id, "page": place.page, "start": place.start, "end": place.end}
        return {"turns": list(self.turns), "opinion": self.opinion.value, "quote": quote}


def keep_feedback(library_folder: Path, feedback: Feedback) -> Path:
    """Add one line to the library's feedback. Two writers at once do not mix their lines. Raises: FeedbackFullError, OSError."""
    path = library_folder / FILE_NAME
    line = json.dumps(feedback.as_record(), ensure_ascii=False).encode("utf-8", "replace") + b"\n"
    with FileLock(f"{path}.lock", timeout=5), path.open("ab") as lines:
        if lines.tell() + len(line) > MAX_BYTES:
            raise FeedbackFullError(
                f"{path} is full. Take it up with: python -m eval feedback --library {library_folder}, then move it away."
            )
        lines.write(line)
    return path


def feedback_from(record: dict[str, Any]) -> Feedback:
    """Read what `as_record` wrote. Raises: KeyError, TypeError, ValueError for anything else."""
    quote = record["quote"]
    place = None if quote is None else Place(str(quote["source_id"]), int(quote["page"]), int(quote["start"]), int(quote["end"]))
    opinion = Opinion(record["opinion"])
    if place is None and opinion in {Opinion.ANSWERS, Opinion.BESIDE}:
        raise ValueError(f"{opinion.value} is said of a quote, and none is named")
    return Feedback(_turns(record["turns"]), opinion, place)


def _turns(turns: Sequence[object]) -> tuple[str, ...]:
    if isinstance(turns, str) or not turns or not all(isinstance(turn, str) for turn in turns):
        raise ValueError("turns must be a list of texts")
    return tuple(map(str, turns))
