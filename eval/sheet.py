"""The sheet of a keeper's own questions: what its columns are, how it is written and read."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

from eval.jsonl import Row, open_text

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run; such cells get an apostrophe, taken off when read
UNDECIDED = "?"  # in the column `answered`: somebody must still look; the row is left out
NO = frozenset({"no", "n", "0", "false", "nein", "non"})


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A line of the sheet. The keeper fills the last six columns; feedback from the page has them filled already.

    Rows that share an id are one question with several passages that answer it.
    """

    id: str
    source_id: str
    title: str
    page: int | str
    start: int | str
    end: int | str
    section: str
    passage: str
    earlier_turns: str = ""  # of a follow-up, with | between them
    question: str = ""
    answered: str = ""  # "no" if the documents do not answer it, "?" if that is not clear yet; anything else is yes
    answer: str = ""  # the words of the passage that answer; empty: the whole passage
    style: str = ""  # keyword, layperson, paraphrase, typo, …: as you like
    near: str = ""  # of a question that is not answered: close, medical, offtopic


def write_sheet(path: Path, rows: Iterable[SheetRow]) -> None:
    """Write a sheet that any spreadsheet opens; text that it would take for a formula is kept from running."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        sheet = csv.writer(stream)
        sheet.writerow([field.name for field in fields(SheetRow)])
        sheet.writerows(list(_harmless(astuple(row))) for row in rows)


def read_sheet(path: Path) -> Iterator[tuple[int, Row]]:
    """The questions of a sheet, in the form that JSON lines have, each with its row number. Raises: ValueError."""
    found: dict[str, tuple[int, Row]] = {}
    for number, row in _cells(path):
        if not row.get("question", "").strip() or row.get("answered", "").strip() == UNDECIDED:
            continue
        try:
            question = _question(row)
        except (KeyError, ValueError) as error:
            raise ValueError(f"row {number}: {error}") from error
        known = found.setdefault(question["id"], (number, question))[1]
        if known is not question:
            if known["turns"] != question["turns"] or known["type"] != question["type"]:
                raise ValueError(f"a second question {question['id']!r} in row {number}")
            known["gold"] += question["gold"]
    yield from found.values()


def read_cell(text: str) -> str:
    """A cell as it was before `write_sheet`."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text


def _cells(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows by column name. A spreadsheet of some countries parts cells by semicolons; the header tells."""
    with open_text(path) as stream:
        header = stream.readline()
        stream.seek(0)
        delimiter = max(",;\t", key=header.count)
        for number, cells in enumerate(csv.DictReader(stream, delimiter=delimiter), start=2):
            yield number, {name.strip(): read_cell(cell or "") for name, cell in cells.items() if isinstance(name, str)}


def _question(row: dict[str, str]) -> Row:
    is_answered = row.get("answered", "").strip().lower() not in NO
    earlier = [turn.strip() for turn in row.get("earlier_turns", "").split("|") if turn.strip()]
    return {
        "id": row["id"].strip(),
        "turns": [*earlier, row["question"].strip()],
        "style": row.get("style", "").strip() or "own",
        "type": "answerable" if is_answered else "unanswerable",
        "near": None if is_answered else row.get("near", "").strip() or "close",
        "gold": [[_span(row)]] if is_answered else [],
    }


def _span(row: dict[str, str]) -> dict[str, Any]:
    """The passage, or the words of it that the keeper wrote into the column `answer`."""
    if not row.get("source_id", "").strip() or not row.get("start", "").strip():
        raise ValueError('no passage is named. Fill in source_id, page, start and end, or write "no" or "?" under answered')
    start, end = int(row["start"]), int(row["end"])
    words = row.get("answer", "").split()
    if words:
        match = re.search(r"\s+".join(map(re.escape, words)), row["passage"])
        if match is None:
            raise ValueError(f"the words {' '.join(words)[:40]!r} do not stand in the passage")
        start, end = start + match.start(), start + match.end()
    return {"source_id": row["source_id"].strip(), "page": row["page"], "start": start, "end": end}


def _harmless(cells: Sequence[object]) -> Iterable[object]:
    for cell in cells:
        yield f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell
