"""What is printed around the text of a PDF: running heads and feet, page numbers, line numbers."""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from ingest.pdf_lines import Line
from ingest.pdf_runs import Run

_MARGIN = 0.14  # of the page's height, at the top and at the bottom
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:page|p\.|s\.|seite)?\s*[-–—|(]?\s*(\d{1,4}|[ivxlc]{1,6})\s*(?:(?:of|/|von|de)\s*\d{1,4})?\s*[-–—|)]?", re.IGNORECASE
)
_MIN_LINE_NUMBERS = 8


def line_numbers(runs: Sequence[Run]) -> set[int]:
    """Indexes of the runs that number the page's lines: a rising row of numbers beside the text."""
    others = sorted(run.x0 for run in runs if not run.text.strip().isdigit())
    if not others:
        return set()
    left = others[len(others) // 20]
    right = max((run.x1 for run in runs if not run.text.strip().isdigit()), default=0.0)
    columns: defaultdict[int, list[int]] = defaultdict(list)
    for index, run in enumerate(runs):
        if re.fullmatch(r"\d{1,5}", run.text.strip()) and (run.x1 <= left + 1 or run.x0 >= right - 1):
            columns[0 if run.x1 <= left + 1 else 1].append(index)
    return {index for column in columns.values() if _rises(runs, column) for index in column}


def _rises(runs: Sequence[Run], column: Sequence[int]) -> bool:
    if len(column) < _MIN_LINE_NUMBERS:
        return False
    values = [int(runs[index].text) for index in sorted(column, key=lambda index: runs[index].y)]
    steps = Counter(after - before for before, after in itertools.pairwise(values))
    step, n = steps.most_common(1)[0]
    return step in {1, 2, 5, 10} and n >= 0.8 * (len(values) - 1)


def is_in_margin(top: float, bottom: float, height: float) -> bool:
    """Whether something stands wholly where running heads and feet do."""
    return bottom < _MARGIN * height or top > (1 - _MARGIN) * height


def furniture(
    pages: Sequence[Sequence[Line]], heights: Sequence[float], tabled: Sequence[frozenset[int]] | None = None
) -> list[dict[int, str]]:
    """For each page, the indexes of the lines that are furniture, and why; `tabled` are those of tables, which never are."""
    found: list[dict[int, str]] = [{} for _ in pages]
    tabled = tabled or [frozenset()] * len(pages)
    zones = [_zone_lines(lines, height, of_table) for lines, height, of_table in zip(pages, heights, tabled, strict=True)]
    repeated = _repeated(pages, zones)
    offsets = _page_number_offsets(pages, zones)
    for number, lines in enumerate(pages):
        for index, line in enumerate(lines):
            if line.artifact:
                found[number][index] = "running head or foot"
        for index in zones[number]:
            line = lines[index]
            if _is_page_number(line, number, offsets):
                found[number][index] = "page number"
            elif _key(line) in repeated:
                found[number][index] = "page number" if _PAGE_NUMBER.fullmatch(line.text) else "running head or foot"
        _leave_prose(lines, heights[number], found[number])
    return found


def _leave_prose(lines: Sequence[Line], height: float, taken: dict[int, str]) -> None:
    """Lines that follow on the text beside them, in its type and at its distance, are text however often they come."""
    for is_top in (True, False):
        edge = [index for index in taken if (lines[index].y < height / 2) == is_top and not lines[index].artifact]
        rest = [line for index, line in enumerate(lines) if index not in taken]
        if not edge or not rest:
            continue
        innermost = max(edge, key=lambda index: lines[index].y if is_top else -lines[index].y)
        inner = lines[innermost]
        beside = min(rest, key=lambda line: abs(line.y - inner.y))
        if len(inner.text) > 60 and abs(beside.y - inner.y) < 1.35 * inner.size and abs(beside.size - inner.size) < 0.3:
            for index in [index for index in edge if len(lines[index].text) > 25]:
                del taken[index]


def _zone_lines(lines: Sequence[Line], height: float, tabled: frozenset[int]) -> list[int]:
    """Lines near the top and the bottom edge, at most six of each."""
    top = [index for index, line in enumerate(lines) if line.y < _MARGIN * height and index not in tabled]
    bottom = [index for index, line in enumerate(lines) if line.y > (1 - _MARGIN) * height and index not in tabled]
    return [*sorted(top, key=lambda index: lines[index].y)[:6], *sorted(bottom, key=lambda index: -lines[index].y)[:6]]


def _key(line: Line) -> tuple[str, int]:
    return _NUMBER.sub("#", line.text.casefold()), round(line.y / 6)


def _repeated(pages: Sequence[Sequence[Line]], zones: Sequence[Sequence[int]]) -> set[tuple[str, int]]:
    counts: Counter[tuple[str, int]] = Counter()
    for lines, zone in zip(pages, zones, strict=True):
        keys = {_key(lines[index]) for index in zone}
        counts.update(keys | {(text, shelf + step) for text, shelf in keys for step in (-1, 1)})
    n_needed = 2 if len(pages) < 6 else 3
    return {key for key, n in counts.items() if n >= n_needed and any(character.isalnum() or character == "#" for character in key[0])}


def _page_number_offsets(pages: Sequence[Sequence[Line]], zones: Sequence[Sequence[int]]) -> Mapping[int, int]:
    """How often a number at the edge of a page differs by so much from the page's place in the file."""
    offsets: Counter[int] = Counter()
    for number, (lines, zone) in enumerate(zip(pages, zones, strict=True)):
        values = {int(match[1]) for index in zone if (match := _PAGE_NUMBER.fullmatch(lines[index].text)) and match[1].isdigit()}
        offsets.update({value - number for value in values})
    return offsets


def _is_page_number(line: Line, number: int, offsets: Mapping[int, int]) -> bool:
    match = _PAGE_NUMBER.fullmatch(line.text)
    if not match:
        return False
    if not match[1].isdigit():
        return line.text.islower()
    return offsets.get(int(match[1]) - number, 0) >= 2 or int(match[1]) == number + 1
