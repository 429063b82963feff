"""How far a run is: files read and embedded, as one number that grows evenly."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[float, int, str], None]  # (done, of, what is being done, in words)
_READ = 0.3  # of a file's share, when it has been read; the rest is embedding


class Counter:
    """Counts what is done of `n_files` and tells the listener; what the listener raises goes through."""

    def __init__(self, n_files: int, listener: Progress | None) -> None:
        self._n_files = n_files
        self._listener = listener
        self._n_read = self._n_finished = 0

    def reading(self, name: str) -> None:
        """The next file is being read."""
        self._tell(f"reading {name}")
        self._n_read += 1

    def embedding(self, done: int, of: int) -> None:
        """So many texts of those that wait are embedded."""
        waiting = self._n_read - self._n_finished
        self._tell(f"embedding, {of - done} texts left", (1 - _READ) * waiting * done / of if of else 0.0)

    def finished(self) -> None:
        """A file is in, or refused."""
        self._n_finished += 1
        if self._n_finished == self._n_files:
            self._tell("done")

    def _tell(self, what: str, more: float = 0.0) -> None:
        if self._listener is not None and self._n_files:
            done = self._n_finished + _READ * (self._n_read - self._n_finished) + more
            self._listener(round(min(done, self._n_files), 3), self._n_files, what)
