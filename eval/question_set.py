"""Question sets: what is asked, what answers it and where; as JSON lines, or as the sheet of `eval questions`."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from eval.errors import QuestionSetError
from eval.jsonl import Row, read_rows
from eval.results import ROOT
from eval.sheet import read_sheet

COLLECTIONS = Path(__file__).with_name("collections")
PARTS = ("tune", "test", "follow-ups", "follow-ups-aside", "searched")
NEAR = ("close", "medical", "offtopic", "unclear")


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """Characters that hold a fact asked for."""

    source_id: str
    page: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its earlier turns; `gold` groups spans by fact, `needs` says how many facts a full answer has."""

    question_id: str
    turns: tuple[str, ...]
    style: str
    gold: tuple[tuple[GoldSpan, ...], ...] = ()  # empty: the documents do not answer
    near: str = ""  # of an unanswerable one: close, medical, offtopic; unclear: nothing says what it refers to
    needs: int = 1
    carried: tuple[str, ...] | None = None  # words of earlier turns that must be carried over; (): none may be; None: not judged

    @property
    def is_answerable(self) -> bool:
        """Whether the documents answer it."""
        return bool(self.gold)


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions, and the folder of documents they are asked about."""

    name: str
    questions: tuple[Question, ...]
    documents: Path


def find_sets(name: str, *, documents: Path | None = None) -> list[QuestionSet]:
    """Read a set by path, or by its name in eval/collections: "digestive" (its test part) or "digestive/tune".

    Its documents are the folder `documents` beside it, else those that ship. A folder of such folders is a set asked of
    several libraries, one after the other: "six-libraries" or "six-libraries/follow-ups".
    Raises: QuestionSetError.
    """
    folder, part = COLLECTIONS / name, "test"
    if not folder.is_dir() and folder.name in PARTS:
        folder, part = folder.parent, folder.name
    several = [] if documents else sorted(folder.glob(f"*/{part}.jsonl"))
    if not several:
        return [_read_set(find_file(name), documents)]
    return [_with_own_ids(_read_set(path, None), path.parent.name) for path in several]


def _read_set(path: Path, documents: Path | None) -> QuestionSet:
    beside = path.parent / "documents"
    where = documents or (beside if beside.is_dir() else ROOT / "sources")
    return QuestionSet(set_name(path), tuple(read_questions(path)), where)


def _with_own_ids(questions: QuestionSet, library: str) -> QuestionSet:
    """The set with ids that no other library's questions have."""
    named = (replace(question, question_id=f"{library}-{question.question_id}") for question in questions.questions)
    return replace(questions, questions=tuple(named))


def name_of(sets: Sequence[QuestionSet]) -> str:
    """What results call these sets together: the folder that holds them and the part, as "six-libraries/test"."""
    if len(sets) == 1:
        return sets[0].name
    return f"{sets[0].documents.parent.parent.name}/{sets[0].name.partition('/')[2]}"


def find_file(name: str) -> Path:
    """The file of a set given by path or by name. Raises: QuestionSetError."""
    given = Path(name)
    for path in (given, given / "test.jsonl", COLLECTIONS / f"{name}.jsonl", COLLECTIONS / name / "test.jsonl"):
        if path.is_file():
            return path
    raise QuestionSetError(given, f"no such file, and no set of that name among {', '.join(_set_names()) or 'none'}")


def set_name(path: Path) -> str:
    """What results call the set: the folder and the part, as "digestive/test"."""
    return f"{path.resolve().parent.name}/{path.stem}"


def read_questions(path: Path) -> Iterator[Question]:
    """Read JSON lines, or a sheet (.csv). Raises: QuestionSetError."""
    seen: set[str] = set()
    rows = _sheet_rows(path) if path.suffix.lower() == ".csv" else _json_rows(path)
    for number, row in rows:
        try:
            question = _question(row)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise QuestionSetError(path, f"not a question ({type(error).__name__}: {error})", number) from error
        if question.question_id in seen:
            raise QuestionSetError(path, f"a second question {question.question_id!r}", number)
        seen.add(question.question_id)
        yield question


def _set_names() -> list[str]:
    return sorted(folder.name for folder in COLLECTIONS.iterdir() if folder.is_dir())


def _json_rows(path: Path) -> Iterator[tuple[int, Row]]:
    try:
        yield from read_rows(path)
    except (ValueError, OSError, EOFError) as error:
        raise QuestionSetError(path, str(error)) from error


def _sheet_rows(path: Path) -> Iterator[tuple[int, Row]]:
    try:
        yield from read_sheet(path)
    except (ValueError, OSError, csv.Error) as error:
        raise QuestionSetError(path, f"not a sheet of questions ({error})") from error


def _question(row: Row) -> Question:
    gold = tuple(tuple(_span(span) for span in group) for group in row.get("gold") or [] if group)
    if (row.get("type", "answerable") == "answerable") != bool(gold):
        raise ValueError(f"type {row.get('type')!r} with {len(gold)} groups of gold")
    near = str(row.get("near") or "")
    if not gold and near not in NEAR:
        raise ValueError(f"near {near!r} is none of {', '.join(NEAR)}")
    turns = row["turns"]
    if not isinstance(turns, list) or not turns or not all(isinstance(turn, str) for turn in turns):
        raise ValueError("turns must be a list of texts")
    carried = None if row.get("carried") is None else tuple(map(str, row["carried"]))
    return Question(str(row["id"]), tuple(turns), str(row.get("style") or "none"), gold, near, int(row.get("needs") or 1), carried)


def _span(span: dict[str, Any]) -> GoldSpan:
    found = GoldSpan(str(span["source_id"]), int(span.get("page") or 1), int(span["start"]), int(span["end"]))
    if found.page < 1 or not 0 <= found.start < found.end:
        raise ValueError(f"not a span: {found}")
    return found
