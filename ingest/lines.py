"""A page's lines with their offsets, and the logical lines that hard line breaks have cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.split import BULLET
from ingest.text_columns import rows_in_columns

_TERMINAL = re.compile(r"[.!?:;…]['\"”’)\]]*(?:\[[\d,;– -]+\]|[⁰¹²³⁴-⁹]+(?:[,–-][⁰¹²³⁴-⁹]+)*)*$")
_BYLINE = re.compile(r"by [A-Z]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$")
SIDE_BY_SIDE = re.compile(r"\S(?: {2,}|\t)\S.*\S(?: {2,}|\t)\S")  # entries of a menu, cells
_LONG = 60  # characters; a line this long without a stop was broken by its width
_SHORT = 40  # characters; a line this short without a stop does not end a sentence but is a heading
_LONGEST = 20_000  # characters of a logical line; what goes on longer is no paragraph
_TAIL = 80  # characters at a line's end that say whether a sentence ends there
_SIDE = 200  # characters of it in which entries side by side are looked for
_MIN_LINES = 6  # of a page, to tell at what width it was broken


@dataclass(frozen=True, slots=True)
class Line:
    """A logical line: page_text[start:end], with what stands around it."""

    start: int
    end: int
    text: str
    gap_before: bool  # an empty line, or the page's start
    gap_after: bool
    is_item: bool
    is_row: bool = False  # of a table laid out by spaces or tabs

    @property
    def words(self) -> str:
        """The line without its bullet and with single spaces."""
        bullet = BULLET.match(self.text) if self.is_item else None
        return " ".join((self.text[bullet.end() :] if bullet else self.text).split())


def logical_lines(page_text: str) -> list[Line]:
    """The page's lines, those that a hard break has cut joined again."""
    joined: list[Line] = []
    physical = list(_physical_lines(page_text))
    full = _full_width(physical)
    last_width = 0
    for line in physical:
        previous = joined[-1] if joined else None
        if previous is not None and not previous.gap_after and _goes_on(previous, line, last_width >= full):
            text = page_text[previous.start : line.end]
            joined[-1] = Line(previous.start, line.end, text, previous.gap_before, line.gap_after, previous.is_item)
        else:
            joined.append(line)
        last_width = len(line.text)
    return joined


def _full_width(lines: list[Line]) -> int:
    """How long a line without a stop must be to have been broken by its width: less on a page typed to a narrow column."""
    widths = sorted(len(line.text) for line in lines)
    if len(widths) < _MIN_LINES:
        return _LONG
    widest, middle = widths[-1], widths[len(widths) // 2]
    return min(_LONG, round(0.7 * widest)) if widest < 1.5 * _LONG and middle >= 0.7 * widest else _LONG


def _physical_lines(page_text: str) -> Iterator[Line]:
    rows = _row_starts(page_text)
    spans = [_trimmed(page_text, match.start(), match.end()) for match in re.finditer(r"[^\r\n]+", page_text)]
    spans = [span for span in spans if span[0] < span[1]]
    for number, (start, end) in enumerate(spans):
        before = page_text[spans[number - 1][1] if number else 0 : start]
        after = page_text[end : spans[number + 1][0] if number + 1 < len(spans) else len(page_text)]
        text = page_text[start:end]
        gaps = not number or _is_gap(before), number + 1 == len(spans) or _is_gap(after)
        yield Line(start, end, text, *gaps, bool(BULLET.match(text)), start in rows)


def _row_starts(page_text: str) -> frozenset[int]:
    """Where the first words of table rows stand."""
    lines = [(match.start(), match.group()) for match in re.finditer(r"[^\r\n]*(?:\r\n|[\r\n]|\Z)", page_text)]
    rows = rows_in_columns([text for _, text in lines])
    return frozenset(start + len(text) - len(text.lstrip()) for number, (start, text) in enumerate(lines) if number in rows)


def _is_gap(between: str) -> bool:
    return between.replace("\r\n", "\n").count("\n") > 1


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _goes_on(previous: Line, line: Line, is_full: bool) -> bool:
    words = line.words
    if line.end - previous.start > _LONGEST or previous.is_row or line.is_row:
        return False
    is_open = not _TERMINAL.search(previous.text[-_TAIL:])
    if line.is_item:
        return previous.is_item and is_open and words.startswith("(") and is_full
    if _BYLINE.match(words) or _ADDRESS.match(previous.text) or _ADDRESS.match(line.text) or SIDE_BY_SIDE.search(previous.text[-_SIDE:]):
        return False
    if words[:1].islower() or words.startswith(("(", ",", ";")):
        return True
    return is_open and is_full and not (len(line.text) < _SHORT and not _TERMINAL.search(line.text[-_TAIL:]))
