"""Runs on one baseline to lines: what a reader takes in one sweep before a gap as wide as a gutter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.pdf_runs import Run

_WORD_GAP = 0.13  # em between runs that belong to different words
_LINE_GAP = 0.95  # em between runs that no longer belong to one line of text
_SHELF = 12.0  # points
_BASELINE = 0.52  # em that superscripts and subscripts stand off the line


@dataclass(frozen=True)
class Line:
    """Runs from left to right on one baseline, without a wide gap between them."""

    runs: tuple[Run, ...]

    @cached_property
    def text(self) -> str:
        """The line's words, one space between runs that stand apart."""
        parts = [self.runs[0].text]
        for before, run in zip(self.runs, self.runs[1:], strict=False):
            gap = run.x0 - before.x1
            if gap > _WORD_GAP * max(before.size, run.size) and not parts[-1].endswith(" ") and not run.text.startswith(" "):
                parts.append(" ")
            parts.append(run.text)
        return "".join(parts).strip()

    @cached_property
    def _main(self) -> Run:
        return max(self.runs, key=lambda run: len(run.text.strip()))

    @cached_property
    def x0(self) -> float:
        """The left edge."""
        return min(run.x0 for run in self.runs)

    @cached_property
    def x1(self) -> float:
        """The right edge."""
        return max(run.x1 for run in self.runs)

    @property
    def y(self) -> float:
        """The baseline of the longest run."""
        return self._main.y

    @property
    def size(self) -> float:
        """The font size of the longest run, in points."""
        return self._main.size

    @property
    def angle(self) -> int:
        """How the text is turned."""
        return self.runs[0].angle

    @cached_property
    def bold(self) -> bool:
        """Whether nearly all of it is bold."""
        return _share(self.runs, "bold") > 0.85

    @cached_property
    def italic(self) -> bool:
        """Whether nearly all of it is italic."""
        return _share(self.runs, "italic") > 0.85

    @cached_property
    def bold_start(self) -> str:
        """The bold words the line opens with, "" if none; the whole text if all is bold."""
        if self.bold:
            return self.text
        parts: list[Run] = []
        for run in self.runs:
            if not run.bold:
                break
            parts.append(run)
        return Line(tuple(parts)).text if parts else ""

    @property
    def hidden(self) -> str:
        """Why a reader cannot see it."""
        return self._main.hidden

    @property
    def artifact(self) -> bool:
        """Marked by the file as a running head or foot."""
        return self._main.artifact


def _share(runs: Sequence[Run], style: str) -> float:
    n_styled = sum(len(run.text) for run in runs if getattr(run, style))
    return n_styled / max(1, sum(len(run.text) for run in runs))


def lines_of(runs: Iterable[Run], are_parted: Callable[[Run, Run], bool] = lambda _before, _after: False) -> list[Line]:
    """Lines from top to bottom, on one baseline from left to right; `are_parted`: whether something drawn stands between two runs."""
    lines: list[Line] = []
    for row in _rows(runs):
        group: list[Run] = []
        for run in row:
            is_apart = group and (run.x0 - group[-1].x1 > _gap(group[-1], run) or run.hidden != group[-1].hidden)
            if group and (is_apart or are_parted(group[-1], run)):
                lines.append(Line(tuple(group)))
                group = []
            group.append(run)
        lines.append(Line(tuple(group)))
    return lines


def _gap(before: Run, after: Run) -> float:
    """A number and the heading or entry behind it stay together at up to two and a half times the gap."""
    word = before.text.strip()
    is_label = len(word) <= 8 and word.rstrip(".)]").lstrip("([").replace(".", "").isdigit() and word[-1:] in ".)]"
    is_label = is_label or word in {"•", "·", "▪", "–", "‣", "◦", "■", "●", "○", "➢", "✓", "*"}
    return (2.5 if is_label else _LINE_GAP) * max(min(before.size, after.size), 1.0)


def _rows(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs by baseline; small ones raised or lowered by less than half a line join the row they touch."""
    rows: list[list[Run]] = []
    leaders: list[Run] = []
    shelves: defaultdict[int, list[int]] = defaultdict(list)  # rows by baseline, so that a page of many rows stays quick
    for run in sorted(runs, key=lambda run: (-round(run.size), run.y, run.x0)):
        row = _row_of(run, leaders, shelves)
        if row is None:
            shelves[int(run.y // _SHELF)].append(len(rows))
            leaders.append(run)
            rows.append([run])
        else:
            rows[row].append(run)
    order = sorted(range(len(rows)), key=lambda index: (leaders[index].y, leaders[index].x0))
    return [_in_order(rows[index]) for index in order]


def _in_order(row: list[Run]) -> list[Run]:
    return _without_doubles(sorted(row, key=lambda run: (run.x0, run.x1)))


def _without_doubles(row: list[Run]) -> list[Run]:
    """Text drawn twice in one place, to look bold or to cast a shadow, is read once."""
    kept: list[Run] = []
    for run in row:
        if kept and kept[-1].text == run.text and abs(kept[-1].x0 - run.x0) < 0.15 * run.size and abs(kept[-1].y - run.y) < 0.15 * run.size:
            continue
        kept.append(run)
    return kept


def _row_of(run: Run, leaders: Sequence[Run], shelves: Mapping[int, list[int]]) -> int | None:
    best, distance = None, float("inf")
    shelf = int(run.y // _SHELF)
    for index in (index for near in (shelf - 1, shelf, shelf + 1) for index in shelves.get(near, ())):
        leader = leaders[index]
        limit = min(_SHELF, 0.25 * run.size if run.size > 0.85 * leader.size else _BASELINE * leader.size)
        off = abs(leader.y - run.y)
        if off <= limit and off < distance:
            best, distance = index, off
    return best
