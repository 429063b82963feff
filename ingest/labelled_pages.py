"""How well the structure of pasted pages is found, measured on pages whose lines are labelled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from index.document import Document, Role, Source
from ingest.licence import without_licences
from ingest.structure import blocks_of_text

LABELS = {"H": "heading", "T": "text", "R": "reference", "B": "boilerplate"}


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled line and what was made of it: labels H, T, R, B."""

    page: str
    line: str
    label: str
    found: str

    @property
    def is_lost(self) -> bool:
        """Whether a heading or text of the article went."""
        return self.label in "HT" and self.found in "RB"

    @property
    def is_leaked(self) -> bool:
        """Whether what is not of the article could be quoted."""
        return self.label in "RB" and self.found == "T"


@dataclass(frozen=True, slots=True)
class Measured:
    """Rates over lines, with the lines that went wrong."""

    lines: tuple[Judged, ...]

    @property
    def precision(self) -> float:
        """Of the lines taken for page furniture or references, the share that is."""
        return _share([line.label in "RB" for line in self.lines if line.found in "RB"])

    @property
    def recall(self) -> float:
        """Of the lines that are page furniture or references, the share found."""
        return _share([line.found in "RB" for line in self.lines if line.label in "RB"])

    @property
    def kept_out(self) -> float:
        """Of the lines that are page furniture or references, the share that cannot be quoted; a false heading cannot."""
        return _share([not line.is_leaked for line in self.lines if line.label in "RB"])

    @property
    def heading_recall(self) -> float:
        """Of the headings, the share found as headings."""
        return _share([line.found == "H" for line in self.lines if line.label == "H"])

    @property
    def lost(self) -> list[Judged]:
        """Headings and text that went."""
        return [line for line in self.lines if line.is_lost]

    @property
    def leaked(self) -> list[Judged]:
        """What could be quoted and should not."""
        return [line for line in self.lines if line.is_leaked]


def measure(paths: Iterable[Path]) -> Measured:
    """Judge the lines of labelled pages: each line a label, a tab and the line; empty lines stand as they are."""
    return Measured(tuple(judged for path in sorted(paths) for judged in _judge(path)))


def _judge(path: Path) -> list[Judged]:
    rows = [line.partition("\t") for line in path.read_text(encoding="utf-8").split("\n")]
    text = "\n".join(line for _, _, line in rows)
    found = ["" for _ in text]
    page = without_licences(Document(Source(path.stem, path.stem), (text,), tuple(blocks_of_text(text))))
    for block in page.blocks:
        letter = {Role.HEADING: "H", Role.REFERENCE: "R", Role.BOILERPLATE: "B"}.get(block.role, "T")
        found[block.start : block.end] = letter * (block.end - block.start)
    judged, start = [], 0
    for label, _, line in rows:
        if label:
            letters = [letter for letter in found[start : start + len(line)] if letter]
            judged.append(Judged(path.stem, line, label, max("TBRH", key=letters.count)))
        start += len(line) + 1
    return judged


def _share(values: list[bool]) -> float:
    return sum(values) / len(values) if values else 1.0
