"""What a run did, file by file: for people and as JSON."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

FOLDER = "receipts"  # in the library's folder


class Status(StrEnum):
    """What became of a file."""

    ADDED = "added"
    UPDATED = "updated"
    MOVED = "moved"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    REMOVED = "removed"
    LEFT_OUT = "left out"  # taken out by hand before; it stays out until it is restored
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file's line of the receipt."""

    path: str
    status: Status
    source_id: str = ""
    reason: str = ""
    remedy: str = ""
    n_pages: int = 0
    n_pages_without_text: int = 0
    n_new: int = 0  # passages
    n_kept: int = 0
    n_dropped: int = 0
    notices: tuple[str, ...] = ()
    seconds: float = 0.0  # to read it; embedding is shared with others

    def line(self) -> str:
        """The outcome in one line."""
        parts = [f"{self.status.value:<9} {self.path}"]
        if self.reason:
            parts.append(f"{self.reason}. {self.remedy}".strip())
        if self.status in {Status.ADDED, Status.UPDATED} and self.n_pages:
            pages = f"{self.n_pages} page" + ("s" if self.n_pages != 1 else "")
            pages += f" ({self.n_pages_without_text} without text)" if self.n_pages_without_text else ""
            passages = f"passages {self.n_new} new, {self.n_kept} kept, {self.n_dropped} dropped"
            parts.append(f"{pages}, {passages}" + (f", {self.seconds:.1f} s" if self.seconds else ""))
        return "  —  ".join([*parts, *self.notices])


@dataclass(slots=True)
class Receipt:
    """A whole run."""

    outcomes: list[Outcome] = field(default_factory=list)
    seconds: float = 0.0
    started: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))
    is_dry_run: bool = False
    was_stopped: bool = False

    @property
    def n_refused(self) -> int:
        """How many files were refused."""
        return sum(outcome.status is Status.REFUSED for outcome in self.outcomes)

    def counts(self) -> dict[Status, int]:
        """How many files had each outcome; those that none had are left out."""
        found = Counter(outcome.status for outcome in self.outcomes)
        return {status: found[status] for status in Status if found[status]}

    def summary(self) -> str:
        """The run in one line."""
        parts = [f"{n} {status.value}" for status, n in self.counts().items()]
        did = ["stopped:"] * self.was_stopped + ["would be"] * self.is_dry_run
        return " ".join([*did, ", ".join(parts) or "nothing to do", f"in {self.seconds:.1f} s"])

    def finished(self, library_folder: Path, began: float) -> Receipt:
        """Note the seconds since `began` and keep the receipt beside the library, unless nothing was done; itself."""
        self.seconds = round(time.monotonic() - began, 3)
        if not self.is_dry_run:
            self.write(library_folder / FOLDER)
        return self

    def write(self, folder: Path) -> Path:
        """Keep the receipt as JSON and, beside it, as text; return the path of the JSON."""
        folder.mkdir(parents=True, exist_ok=True)
        path = next(path for path in _names(folder, self.started) if not path.exists())
        _write(path, self.json())
        _write(path.with_suffix(".txt"), self.text())
        return path

    def json(self, *, with_unchanged: bool = False) -> str:
        """The receipt for programs; what did not change is only counted unless asked for."""
        told = [outcome for outcome in self.outcomes if with_unchanged or outcome.status is not Status.UNCHANGED]
        record = {"summary": self.summary(), "counts": self.counts(), **asdict(replace(self, outcomes=told))}
        return json.dumps(record, ensure_ascii=False, indent=1)

    def text(self) -> str:
        """The receipt for people: what was refused first, what did not change only counted."""
        order = sorted(self.outcomes, key=lambda outcome: outcome.status is not Status.REFUSED)
        lines = [outcome.line() for outcome in order if outcome.status is not Status.UNCHANGED]
        return "\n".join([f"{self.started}  {self.summary()}", "", *lines, ""])


def _names(folder: Path, started: str) -> Iterator[Path]:
    """Names that sort as the runs came, those of one second too: "_" comes after the "." of the first."""
    stem = started.replace(":", "").replace("+0000", "Z")
    yield folder / f"{stem}.json"
    number = 2
    while True:
        yield folder / f"{stem}_{number:02}.json"
        number += 1


def _write(path: Path, text: str) -> None:
    draft = path.with_suffix(path.suffix + ".draft")
    draft.write_text(text, encoding="utf-8", errors="replace")
    draft.replace(path)
