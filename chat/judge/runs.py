"""Candidates that stand close together in a document, found by their neighbours, so that they can be read together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Protocol

from chat.judge.window import MAX_SENTENCE, MAX_TEXT, Tokens


class InPlace(Protocol):
    """A sentence with what stands around it; see `Candidate`."""

    @property
    def heading(self) -> str:
        """What the sentence is about."""
        ...

    @property
    def before(self) -> str:
        """The preceding sentence."""
        ...

    @property
    def sentence(self) -> str:
        """The sentence itself."""
        ...

    @property
    def after(self) -> str:
        """The following sentence."""
        ...


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence of a run; `position` is that of its candidate, None for a sentence that only closes a gap between two."""

    text: str
    position: int | None


def runs_of(candidates: Sequence[InPlace], tokens: Callable[[str], Tokens]) -> list[list[Piece]]:
    """Neighbouring candidates, and such with one sentence between them, in runs short enough for one window.

    Every candidate is in exactly one run.
    """
    links = _Links(len(candidates))
    links.join(
        [(one.heading, one.sentence, one.after) if one.after else None for one in candidates],
        [(one.heading, one.before, one.sentence) for one in candidates],
        across_gap=False,
    )
    links.join(
        [(one.heading, one.after) if one.after else None for one in candidates],
        [(one.heading, one.before) for one in candidates],
        across_gap=True,
    )
    runs = []
    for chain in links.chains():
        pieces: list[Piece] = []
        for position, gap_before in chain:
            if gap_before:
                pieces.append(Piece(candidates[position].before, None))
            pieces.append(Piece(candidates[position].sentence, position))
        runs.extend(_cut(pieces, tokens))
    return runs


def _cut(pieces: Sequence[Piece], tokens: Callable[[str], Tokens]) -> list[list[Piece]]:
    """Cut a run where a window is full; a gap's sentence is dropped where it comes to stand at an end."""
    runs: list[list[Piece]] = [[]]
    n_tokens = 0
    for piece in pieces:
        length = min(MAX_SENTENCE, len(tokens(piece.text))) + 1
        if runs[-1] and n_tokens + length > MAX_TEXT:
            runs.append([])
            n_tokens = 0
        if runs[-1] or piece.position is not None:
            runs[-1].append(piece)
            n_tokens += length
    return [run[:-1] if run[-1].position is None else run for run in runs if run]


class _Links:
    """Who follows whom, without forks and circles."""

    def __init__(self, n_candidates: int) -> None:
        self._next: dict[int, tuple[int, bool]] = {}
        self._has_previous = [False] * n_candidates
        self._first = list(range(n_candidates))  # of the chain that ends here

    def join(self, endings: Sequence[Hashable | None], openings: Sequence[Hashable], *, across_gap: bool) -> None:
        """Link each chain's end to a chain's start whose opening equals its ending."""
        by_opening: dict[Hashable, list[int]] = defaultdict(list)
        for position, opening in enumerate(openings):
            if not self._has_previous[position]:
                by_opening[opening].append(position)
        for position, ending in enumerate(endings):
            if ending is None or position in self._next:
                continue
            found = next((other for other in by_opening[ending] if other != self._first[position]), None)
            if found is not None:
                by_opening[ending].remove(found)
                self._next[position] = (found, across_gap)
                self._has_previous[found] = True
                self._first[self._end_of(found)] = self._first[position]

    def chains(self) -> list[list[tuple[int, bool]]]:
        """Each chain's positions in order, each with whether one sentence is missing before it."""
        chains = []
        for position in (start for start, has_previous in enumerate(self._has_previous) if not has_previous):
            chain = [(position, False)]
            while chain[-1][0] in self._next:
                chain.append(self._next[chain[-1][0]])
            chains.append(chain)
        return chains

    def _end_of(self, position: int) -> int:
        while position in self._next:
            position = self._next[position][0]
        return position
