"""Files being added while the page goes on: one run at a time, in a thread of its own, with how far it is."""

from __future__ import annotations

import logging
import shutil
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from index.errors import LibraryError
from index.library import Library
from ingest.receipt import Receipt

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Run:
    """How far a run is; `receipt` or `error` when it has ended."""

    n_files: int
    began: float
    done: float = 0.0
    told: float = 0.0  # when `done` last grew: nothing is known of what was done since
    what: str = ""
    receipt: Receipt | None = None
    error: str = ""

    @property
    def is_running(self) -> bool:
        """Whether it goes on."""
        return self.receipt is None and not self.error

    def seconds_left(self, now: float) -> int | None:
        """About how long it will take, once enough is done to tell; it runs down until more is known, and never up by waiting."""
        elapsed = self.told - self.began
        if self.done < 0.05 * self.n_files or elapsed < 1:
            return None
        left = elapsed * (self.n_files - self.done) / self.done - (now - self.told)
        return round(left) if left >= 1 else None


class Additions:
    """Adds uploaded files to a library, one run at a time; `tell` says in plain words what went wrong."""

    def __init__(self, library: Library, tell: Callable[[BaseException], str]) -> None:
        self._library = library
        self._tell = tell
        self._lock = threading.Lock()
        self._run: Run | None = None
        self._stop = threading.Event()

    @property
    def run(self) -> Run | None:
        """The run under way, or the last one; None before the first."""
        return self._run

    def start(self, paths: Sequence[Path]) -> bool:
        """Begin to add uploaded files; False while another run goes on.

        They are gone from where they lay afterwards, also when it failed: on a full disk they would be in the way of what is to be saved.
        """
        with self._lock:
            if self._run is not None and self._run.is_running:
                return False
            self._stop.clear()
            self._run = Run(len(paths), time.monotonic())
        threading.Thread(target=self._add, args=(list(paths),), name="additions", daemon=True).start()
        return True

    def stop(self) -> None:
        """End the run after what it is at; what is done is kept."""
        self._stop.set()

    def _add(self, paths: list[Path]) -> None:
        receipt, error = self._taken_in(paths)
        for path in paths:  # before the run is told to have ended: whoever sends them again finds room
            shutil.rmtree(path.parent, ignore_errors=True)
        self._change(done=float(len(paths)) if receipt is not None else None, receipt=receipt, error=error)

    def _taken_in(self, paths: list[Path]) -> tuple[Receipt | None, str]:
        """The receipt, or what went wrong: a run must end in words, whatever happens (a panic of tantivy's is no Exception)."""
        from ingest.keep import add  # only now: see Keeping.edit

        try:
            return add(paths, self._library, is_copied=True, progress=self._progress), ""
        except BaseException as error:
            if isinstance(error, LibraryError | OSError):
                _LOG.error("adding files failed: %s", type(error).__name__)
            else:
                _LOG.exception("adding files failed")  # a file's content is not logged
            return None, self._tell(error)

    def _progress(self, done: float, of: int, what: str) -> None:
        del of
        if self._stop.is_set():
            raise KeyboardInterrupt
        self._change(done=done, what=what)

    def _change(self, *, done: float | None = None, what: str = "", receipt: Receipt | None = None, error: str = "") -> None:
        if self._run is not None:
            moved = self._run if done is None or done <= self._run.done else replace(self._run, done=done, told=time.monotonic())
            self._run = replace(moved, what=what, receipt=receipt, error=error)
