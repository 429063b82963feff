"""What each line of a page looks like by itself: prose, a fragment, a reference, page furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from index.document import Role
from ingest.boilerplate import is_reference, is_sentence, why_boilerplate, why_paragraph, why_terms
from ingest.lines import Line

_CLOSED = re.compile(r"[.!?:;…。！？：；؟۔।]['\"”’)\]」』）]*(?:\[[\d,;– -]+\])*$")
_LONG_NOTICE = 300  # characters; a longer paragraph is judged sentence by sentence
_LONG_QUESTION = 120  # characters
_SOME_QUESTIONS = 3
_FEWEST_ROWS = 3
_QUESTIONS = re.compile(r"\b(?:faqs?|questions|people also ask)\b", re.IGNORECASE)
_LONGEST = 2000  # characters that are looked at of a line without an end
_WORDY = 10  # words, most of them small: a sentence whose stop was forgotten
_SECTION_NAMES = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2})*\.?\s+)?(?:abstract|summary|introduction|background|objectives?|aims?|overview|methods?|"
    r"materials and methods|"
    r"patients and methods|results?|findings|discussion|conclusions?|case (?:presentation|report)|key (?:points|messages|facts)|highlights|"
    r"treatments?|symptoms|causes|diagnosis|prevention|side effects|references|bibliography|literature|"
    r"data availability|limitations|prognosis|epidemiology)"
    r"\s*[:.]?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A line with what it looks like; role, level and why are settled once the whole page is seen."""

    line: Line
    is_prose: bool
    is_reference: bool
    role: Role = Role.PARAGRAPH
    level: int = 0
    why: str = ""
    words: str = field(default="")
    is_table_row: bool = False

    @property
    def is_closed(self) -> bool:
        """Whether the line ends as a sentence, a list's lead-in or a clause does."""
        return bool(_CLOSED.search(self.words))

    @property
    def is_content(self) -> bool:
        """Whether this is text of an article by itself."""
        return self.is_prose and not self.why and not self.is_reference

    @property
    def is_fragment(self) -> bool:
        """Whether this is neither prose nor furniture by itself: a heading, an item, a name, a menu's entry."""
        return not self.is_prose and not self.why and not self.is_reference

    @property
    def is_section_name(self) -> bool:
        """Whether this is a heading that articles have."""
        return bool(_SECTION_NAMES.fullmatch(self.words))


def read_lines(lines: Sequence[Line]) -> list[Reading]:
    """Each line by itself."""
    readings = [_read(line) for line in lines]
    for number, reading in enumerate(readings):
        is_heading = number + 1 < len(readings) and readings[number + 1].is_content and not reading.words.endswith(".")
        if not (reading.why or reading.is_reference or reading.line.is_item or is_heading) and (why := why_terms(reading.words)):
            readings[number] = replace(reading, why=why)
    for number in _question_lists(readings):
        readings[number] = replace(readings[number], why="list of questions")
    for number in _table_rows(readings):
        if any(map(str.isalnum, readings[number].words)):  # not the rule beneath a head
            readings[number] = replace(readings[number], why="", is_prose=False, is_table_row=True)
    return readings


def _table_rows(readings: Sequence[Reading]) -> list[int]:
    """Lines between bars, two or more in a row, as notes have a table; of as many cells, as text that was copied has it; in columns."""
    barred = [len(reading.line.text) > 2 and reading.line.text[0] == reading.line.text[-1] == "|" for reading in readings]
    between = [n for n, is_barred in enumerate(barred) if is_barred and (barred[n - 1 : n] == [True] or barred[n + 1 : n + 2] == [True])]
    in_columns = [number for number, reading in enumerate(readings) if reading.line.is_row]
    return sorted({*between, *_rows_of_cells(readings), *in_columns})


def _rows_of_cells(readings: Sequence[Reading]) -> Iterator[int]:
    """Three lines or more with as many bars, and with figures in all but the first: menus count nothing."""
    for n_bars, run in groupby(range(len(readings)), key=lambda number: readings[number].words.count(" | ")):
        rows = list(run)
        counts = [any(map(str.isdigit, readings[number].words)) for number in rows]
        if n_bars and len(rows) >= _FEWEST_ROWS and all(counts[1:]):
            yield from rows


def _question_lists(readings: Sequence[Reading]) -> list[int]:
    """Lines of three or more questions in a row, of which none is answered: links to other pages. The last may be a heading."""
    found: list[int] = []
    run: list[int] = []
    for number, reading in enumerate([*readings, None]):
        if reading is not None and reading.words.endswith("?") and len(reading.words) < _LONG_QUESTION and not reading.line.is_item:
            run.append(number)
            continue
        is_answered = reading is not None and reading.is_content
        named = bool(run) and run[0] > 0 and bool(_QUESTIONS.search(readings[run[0] - 1].words))
        if len(run) >= _SOME_QUESTIONS or (named and len(run) >= _SOME_QUESTIONS - 1):
            found += run[:-1] if is_answered else run
        run = []
    return found


def _read(line: Line) -> Reading:
    words = line.words
    prose = is_sentence(words) or _is_wordy(words)
    if prose and len(line.text) >= _LONG_NOTICE:
        return Reading(line, prose, is_reference(line.text[:_LONGEST]), words=words)
    why = why_paragraph(words) if prose else why_boilerplate(words[:_LONGEST])
    return Reading(line, prose, is_reference(line.text), why=why, words=words)


def _is_wordy(text: str) -> bool:
    tokens = text.split()
    return len(tokens) >= _WORDY and sum(token[:1].islower() for token in tokens) > 0.6 * len(tokens) and "|" not in tokens
