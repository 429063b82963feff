"""Runs on one baseline to lines: what a reader takes in one sweep before a gap as wide as a gutter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from ingest.pdf_rows import Parted, pieces_of
from ingest.pdf_runs import Run
from ingest.raised import RAISED, raised

_SMALL = 0.85  # of the line's size: superscripts are smaller
_HIGH = 0.15  # em above the line's baseline
_TOLD_APART = re.compile(rf"(?:\d|{RAISED.pattern}|[.!?][\"”’)\]]?)$")  # another number before it, or a sentence's end: "mL.¹² The"
_WORD_GAP = 0.13  # em between runs that belong to different words


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
            parts.append(raised(run.text) if _TOLD_APART.search(parts[-1]) and self._is_raised(run) else run.text)
        return "".join(parts).strip()

    def _is_raised(self, run: Run) -> bool:
        return run.size < _SMALL * self._main.size and self._main.y - run.y > _HIGH * self._main.size

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


def lines_of(runs: Iterable[Run], are_parted: Parted = lambda _before, _after: False) -> list[Line]:
    """Lines from top to bottom, on one baseline from left to right; `are_parted`: whether something drawn stands between two runs."""
    return [Line(tuple(piece)) for piece in pieces_of(runs, are_parted)]
