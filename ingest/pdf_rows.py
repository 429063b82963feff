"""Runs of a page to pieces of lines: what stands on one baseline, raised and lowered figures and large initials with it.

Lines of two baselines are never one piece: in two columns a heading stands at any height beside small lines, and only what
touches a word can belong to it.
"""

from __future__ import annotations

import re
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.pdf_runs import Run

_LINE_GAP = 0.95  # em between runs that no longer belong to one line of text
_GUTTER = 0.5  # em between runs that were not drawn one after the other: the narrowest gutter
_NEAR = 4  # runs: so few are drawn between the parts of one line
_STRETCHED = 2.5  # em between the words of a justified line in a narrow column
_EVEN = 0.08  # em that such gaps differ
_SHELF = 12.0  # points
_SAME = 0.25  # em that runs on one baseline may differ
_RAISED = 0.52  # em that superscripts and subscripts stand off the line
_SMALLER = 0.85  # of the size of what they belong to
_TOUCH = 0.6  # em between a word and its superscript
_LONGEST_SCRIPT = 24  # characters; affiliations of one author, references of one sentence
_LARGE = 1.8  # times the size of the lines beside it: an initial
_WORD = re.compile(r"[^\W\d_]{3,}")
Parted = Callable[[Run, Run], bool]


def pieces_of(runs: Iterable[Run], are_parted: Parted = lambda _before, _after: False) -> list[list[Run]]:
    """Pieces of lines from top to bottom, on one baseline from left to right, each without a wide gap.

    `are_parted`: whether something drawn stands between two runs.
    """
    drawn = _with_initials(list(runs))
    place = {id(run): index for index, run in enumerate(drawn)}
    pieces = [piece for row in _rows(drawn) for piece in _parted(row, place, are_parted)]
    return [_in_order(piece) for piece in _joined(pieces, place)]


def _parted(row: Sequence[Run], place: Mapping[int, int], are_parted: Parted) -> Iterator[list[Run]]:
    piece: list[Run] = []
    stretched = _stretched(row, place)
    for index, run in enumerate(row):
        if piece and (
            run.hidden != piece[-1].hidden or are_parted(piece[-1], run) or (index not in stretched and _is_apart(piece[-1], run, place))
        ):
            yield piece
            piece = []
        piece.append(run)
    if piece:
        yield piece


def _is_apart(before: Run, after: Run, place: Mapping[int, int]) -> bool:
    """A number and the heading or entry behind it stay together at up to two and a half times the gap."""
    gap = (after.x0 - before.x1) / max(min(before.size, after.size), 1.0)
    if _is_label(before.text.strip()):
        return gap > 2.5
    return gap > _LINE_GAP or (gap > _GUTTER and abs(place[id(after)] - place[id(before)]) > _NEAR)


def _stretched(row: Sequence[Run], place: Mapping[int, int]) -> set[int]:
    """Indexes of words of a justified line: drawn one after the other, with a space and then as much again before each."""
    found: set[int] = set()
    chain: list[int] = []
    for index, (before, after) in enumerate(pairwise(row), start=1):
        gap = (after.x0 - before.x1) / max(after.size, 1.0)
        goes_on = before.text.endswith(" ") and place[id(after)] - place[id(before)] == 1 and 0 < gap < _STRETCHED
        is_even = not chain or abs(row[chain[-1]].x0 - row[chain[-1] - 1].x1 - after.x0 + before.x1) < _EVEN * after.size
        if not (goes_on and is_even):
            chain = []
        if goes_on:
            chain.append(index)
        if len(chain) > 1 and sum(any(map(str.isalpha, row[member].text)) for member in chain) > 0.6 * len(chain):
            found |= set(chain)
    return found


def _is_label(word: str) -> bool:
    is_number = len(word) <= 8 and word.rstrip(".)]").lstrip("([").replace(".", "").isdigit() and word[-1:] in ".)]"
    return is_number or word in {"•", "·", "▪", "–", "‣", "◦", "■", "●", "○", "➢", "✓", "*"}


def _rows(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs by baseline, those of the largest type first."""
    rows: list[list[Run]] = []
    shelves: defaultdict[int, list[int]] = defaultdict(list)  # rows by baseline, so that a page of many rows stays quick
    for run in sorted(runs, key=lambda run: (-round(run.size), run.y, run.x0)):
        shelf = int(run.y // _SHELF)
        near = [index for step in (-1, 0, 1) for index in shelves.get(shelf + step, ())]
        limit = min(_SHELF, _SAME * run.size)
        best = min(near, key=lambda index: abs(rows[index][0].y - run.y), default=None)
        if best is not None and abs(rows[best][0].y - run.y) <= limit:
            rows[best].append(run)
        else:
            shelves[shelf].append(len(rows))
            rows.append([run])
    return [sorted(row, key=lambda run: (run.x0, run.x1)) for row in sorted(rows, key=lambda row: (row[0].y, row[0].x0))]


def _in_order(row: Sequence[Run]) -> list[Run]:
    """From left to right; text drawn twice in one place, to look bold or to cast a shadow, is read once."""
    kept: list[Run] = []
    for run in sorted(row, key=lambda run: (run.x0, run.x1)):
        if kept and kept[-1].text == run.text and abs(kept[-1].x0 - run.x0) < 0.15 * run.size and abs(kept[-1].y - run.y) < 0.15 * run.size:
            continue
        kept.append(run)
    return kept


@dataclass(frozen=True)
class _Edges:
    """Runs by where they begin and end, to find what touches."""

    starts: dict[tuple[int, int], list[tuple[int, Run]]]
    ends: dict[tuple[int, int], list[tuple[int, Run]]]

    @classmethod
    def of(cls, pieces: Sequence[Sequence[Run]]) -> _Edges:
        """Every run with the number of its piece."""
        starts: defaultdict[tuple[int, int], list[tuple[int, Run]]] = defaultdict(list)
        ends: defaultdict[tuple[int, int], list[tuple[int, Run]]] = defaultdict(list)
        for number, piece in enumerate(pieces):
            for run in piece:
                starts[_cell(run.x0, run.y)].append((number, run))
                ends[_cell(run.x1, run.y)].append((number, run))
        return cls(dict(starts), dict(ends))

    def before(self, x: float, y: float) -> Iterator[tuple[int, Run]]:
        """Runs that end near x."""
        return _around(self.ends, x, y)

    def behind(self, x: float, y: float) -> Iterator[tuple[int, Run]]:
        """Runs that begin near x."""
        return _around(self.starts, x, y)


def _cell(x: float, y: float) -> tuple[int, int]:
    return int(x // _SHELF), int(y // _SHELF)


def _around(cells: Mapping[tuple[int, int], list[tuple[int, Run]]], x: float, y: float) -> Iterator[tuple[int, Run]]:
    column, shelf = _cell(x, y)
    for across in (column - 1, column, column + 1):
        for down in (shelf - 1, shelf, shelf + 1):
            yield from cells.get((across, down), ())


def _joined(pieces: list[list[Run]], place: Mapping[int, int]) -> list[list[Run]]:
    """Pieces with the superscripts and subscripts that touch them; what these alone had parted is one piece."""
    edges = _Edges.of(pieces)
    into = list(range(len(pieces)))
    for number, piece in sorted(enumerate(pieces), key=lambda numbered: -max(run.size for run in numbered[1])):
        if not _may_be_script(" ".join(run.text for run in piece)):
            continue
        first, last = piece[0], max(piece, key=lambda run: run.x1)
        befores = [
            (other, run)
            for other, run in edges.before(first.x0, first.y)
            if other != number and _holds(run, first, first.x0 - run.x1, place)
        ]
        behinds = [
            (other, run) for other, run in edges.behind(last.x1, last.y) if other != number and _holds(run, last, run.x0 - last.x1, place)
        ]
        hosts = sorted([*befores, *behinds], key=lambda held: abs(held[1].y - first.y))
        if not hosts:
            continue
        host = hosts[0][1]
        for other, run in hosts:
            if abs(run.y - host.y) <= _SAME * host.size and run.hidden == first.hidden:
                _unite(into, number, other)
    united: defaultdict[int, list[Run]] = defaultdict(list)
    for number, piece in enumerate(pieces):
        united[_root(into, number)] += piece
    return [united[number] for number in sorted(united)]


def _may_be_script(text: str) -> bool:
    """Small words one after the other are a line of their own."""
    return len(text.replace(" ", "")) <= _LONGEST_SCRIPT and len(_WORD.findall(text)) <= 2


def _holds(run: Run, script: Run, gap: float, place: Mapping[int, int]) -> bool:
    """Whether `script` is small enough, little enough off the baseline and near enough to belong to `run`."""
    if script.size > _SMALLER * run.size or abs(script.y - run.y) > _RAISED * run.size or script.size * 3 < run.size:
        return False
    is_drawn_next = abs(place[id(run)] - place[id(script)]) <= _NEAR
    return -0.3 * run.size <= gap <= (_TOUCH if is_drawn_next else _SAME) * run.size and (is_drawn_next or len(script.text.strip()) <= 6)


def _root(into: list[int], number: int) -> int:
    while into[number] != number:
        number = into[number]
    return number


def _unite(into: list[int], one: int, other: int) -> None:
    """Under the number of the larger type, so that the piece keeps its place."""
    first, second = _root(into, one), _root(into, other)
    into[first] = second


def _with_initials(runs: list[Run]) -> list[Run]:
    """A large first letter set down over several lines is put on the baseline of the first of them."""
    if not runs:
        return runs
    usual = statistics.median(run.size for run in runs)
    letters = [
        index
        for index, run in enumerate(runs)
        if run.size >= _LARGE * usual and len(run.text.strip()) <= 2 and run.text.strip()[-1].isalpha()
    ]
    if not letters or len(letters) > 50:
        return runs
    mended = list(runs)
    for index in letters:
        letter = runs[index]
        beside = [
            run
            for run in runs
            if letter.size >= _LARGE * run.size
            and -0.2 * letter.size <= run.x0 - letter.x1 <= 0.35 * letter.size
            and -0.95 * letter.size < run.y - letter.y <= 0.35 * run.size
        ]
        top = min((run.y for run in beside), default=0.0)
        if len({round(run.y) for run in beside}) > 1 and abs(top - letter.y + 0.7 * (letter.size - usual)) < 0.3 * letter.size:
            mended[index] = replace(letter, y=top)
    return mended
