"""The lines of a column to paragraphs, by gaps, indents, style and lines that end early."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.table_headers import BETWEEN_CELLS
from ingest.pdf_lines import Line
from ingest.pdf_tables import CAPTION

NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,4}|[IVX]{1,5}(?=\.)|[A-H](?=\.\d|\. ))(?P<dot>\.?)\s+(?=[A-Z“\"(])")
BULLET = re.compile(r"\s*[•·▪▫◦‣⁃●○■□➢➤✓✔\uf0b7\uf0a7\uf0d8](?:\s+|(?=\w))|\s*[-–—*]\s+(?=\S)")
ITEM = re.compile(r"\s*(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]|\[\d{1,3}\])\s+(?=\S)")
_NOTE = re.compile(r"\s*(?:[*†‡§¶✉]|\d{1,2})\s*(?=[A-Z])")  # "* Correspondence: …", "1 An attack was severe if …"
_ENDED = re.compile(r"[.!?:;]['\"”’)\]]*(?:\[\d[\d,–-]*\]|\d{1,3}(?:[,–-]\d{1,3})*)?$")


@dataclass(frozen=True)
class Paragraph:
    """Lines that belong together, or one row of a table."""

    page: int
    lines: tuple[Line, ...]
    left: float  # edges of its column
    right: float
    gap_before: float = 0.0  # points beyond the usual distance of lines
    cells: tuple[tuple[Line, ...], ...] = field(default=())
    grid: tuple[float, ...] = ()  # where the upright lines of its table stand, of one that is drawn

    @property
    def text(self) -> str:
        """The words with a line feed at each line's end; cells of a row with a bar between, as all loaders join them."""
        if self.cells:
            return BETWEEN_CELLS.join("\n".join(line.text for line in cell) for cell in self.cells)
        return "\n".join(line.text for line in self.lines)

    @property
    def is_ended(self) -> bool:
        """Whether it ends as a sentence ends."""
        return bool(_ENDED.search(self.lines[-1].text))

    @property
    def is_indented(self) -> bool:
        """Whether its first line stands in from the column's edge."""
        return self.lines[0].x0 > self.left + 0.7 * self.lines[0].size

    @property
    def size(self) -> float:
        """Font size of most of it."""
        return Counter({round(line.size, 1): len(line.text) for line in self.lines}).most_common(1)[0][0]

    @property
    def fills(self) -> bool:
        """Whether its last line reaches the column's right edge."""
        return self.lines[-1].x1 > self.right - 3 * self.lines[-1].size


def paragraphs_of(column: Sequence[Line], page: int) -> list[Paragraph]:
    """Paragraphs of one column, in order."""
    left, right = _edges(column)
    leading = _leading(column)
    hanging = _is_hanging(column, left)
    groups: list[list[Line]] = []
    gaps: list[float] = []
    for index, line in enumerate(column):
        before = column[index - 1] if index else None
        after = column[index + 1] if index + 1 < len(column) else None
        if before is None or _breaks(before, line, after, _Column(left, right, leading, hanging), groups[-1]):
            groups.append([])
            gaps.append((line.y - before.y - leading) if before is not None else leading)
        groups[-1].append(line)
    return [Paragraph(page, tuple(group), left, right, gap) for group, gap in zip(groups, gaps, strict=True)]


@dataclass(frozen=True)
class _Column:
    left: float
    right: float
    leading: float
    hanging: bool


def _edges(column: Sequence[Line]) -> tuple[float, float]:
    """Where most lines start, leftmost of the common starts; where the longest common lines end."""
    starts = Counter(round(line.x0) for line in column)
    common = [x for x, _ in starts.items() if sum(starts[x + step] for step in (-1, 0, 1)) >= max(2, 0.15 * len(column))]
    left = min(common, default=min(line.x0 for line in column)) - 0.5
    ends = sorted(line.x1 for line in column)
    return left, ends[int(0.9 * (len(ends) - 1))]


def _leading(column: Sequence[Line]) -> float:
    """The usual distance of baselines."""
    steps = sorted(after.y - before.y for before, after in itertools.pairwise(column) if 0 < after.y - before.y < 3 * after.size)
    return steps[len(steps) // 2] if steps else 1.2 * column[0].size


def _is_hanging(column: Sequence[Line], left: float) -> bool:
    """Whether entries start at the edge and go on indented, as reference lists do."""
    n_in = sum(line.x0 > left + 0.7 * line.size for line in column)
    n_marked = sum(bool(ITEM.match(line.text)) for line in column if line.x0 <= left + 0.7 * line.size)
    return len(column) >= 4 and (n_in > 0.5 * len(column) or (n_marked >= 3 and n_in >= n_marked / 2 and n_marked > 0.2 * len(column)))


def _breaks(before: Line, line: Line, after: Line | None, column: _Column, group: Sequence[Line]) -> bool:
    if _style_breaks(before, line, column):
        return True
    step = line.y - before.y
    if step < -0.5 * line.size:
        return _breaks_column(before, line, column)
    is_stretched = step < 1.75 * column.leading and (_has_script(before) or _has_script(line)) and _runs_on(before, line, column)
    if is_stretched and not BULLET.match(line.text):
        return False
    if step > 1.32 * max(column.leading, 1.05 * line.size) or (before.size < 0.9 * line.size and step > 1.5 * line.size):
        return True
    if BULLET.match(line.text) or (CAPTION.match(line.text) and (_is_short(before, line, column) or line.bold_start)):
        return True
    if _NOTE.match(line.text) and _NOTE.match(group[0].text) and _ENDED.search(before.text):
        return True
    is_in = line.x0 > column.left + 0.7 * line.size
    before_in = before.x0 > column.left + 0.7 * before.size
    if _runs_on(before, line, column):
        return False
    if ITEM.match(line.text) and not is_in and (column.hanging or _ENDED.search(before.text) or _is_short(before, line, column)):
        return True
    first = group[0]
    is_marked = bool(BULLET.match(first.text) or ITEM.match(first.text))
    if is_marked and line.x0 < first.x0 - 0.3 * line.size and _is_short(before, line, column):
        return True  # a list that stands in is over where a line stands out
    if column.hanging:
        return not is_in and (before_in or _is_short(before, line, column))
    if is_marked and is_in:
        return ITEM.match(line.text) is not None and abs(line.x0 - first.x0) < 3
    if is_in and not before_in:
        return not (after is not None and abs(after.x0 - line.x0) < 2 and not _ENDED.search(before.text))
    if _numbered_heading(before, column):
        return True
    return bool(_ENDED.search(before.text)) and _is_short(before, line, column) and not line.text[:1].islower()


def _has_script(line: Line) -> bool:
    """Whether a raised or lowered figure stands in it, which moves lines apart where nothing keeps them at their distance."""
    return any(run.size < 0.86 * line.size and run.text.strip() for run in line.runs)


def _runs_on(before: Line, line: Line, column: _Column) -> bool:
    """Whether a full line that ends no sentence goes on in small letters, wherever the next one begins."""
    is_full = not _is_short(before, line, column) and not _ENDED.search(before.text)
    return is_full and line.text[:1].islower() and not ITEM.match(line.text)


def _breaks_column(before: Line, line: Line, column: _Column) -> bool:
    return line.x0 > column.left + 0.7 * line.size or bool(_ENDED.search(before.text) and _is_short(before, line, column))


def _style_breaks(before: Line, line: Line, column: _Column) -> bool:
    if abs(before.size - line.size) > 0.07 * max(before.size, line.size):
        return min(len(before.text), len(line.text)) > 3
    if before.bold != line.bold:
        return before.bold or bool(_ENDED.search(before.text)) or _is_short(before, line, column)
    if before.italic != line.italic:
        return _is_short(before, line, column) or bool(_numbered_heading(before, column))
    return before.hidden != line.hidden


def _numbered_heading(line: Line, column: _Column) -> bool:
    match = NUMBERED.match(line.text)
    return bool(match) and len(line.text) < 90 and line.x1 < column.right - 2 * line.size and not _ENDED.search(line.text)


def _is_short(before: Line, line: Line, column: _Column) -> bool:
    """Whether the next line's first word would still have fitted."""
    first = line.text.split(" ", 1)[0]
    width = (line.x1 - line.x0) * (len(first) + 1) / max(1, len(line.text))
    return before.x1 + width + 0.5 * line.size < column.right
