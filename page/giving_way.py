"""Work that can wait lets people go first."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class GivingWay:
    """Counts who is being answered; work that can wait looks here before each of its steps."""

    def __init__(self) -> None:
        self._nobody = threading.Condition()
        self._n_answered = 0

    @contextmanager
    def first(self) -> Iterator[None]:
        """Somebody is being answered throughout the block."""
        with self._nobody:
            self._n_answered += 1
        try:
            yield
        finally:
            with self._nobody:
                self._n_answered -= 1
                self._nobody.notify_all()

    def wait(self, patience_s: float) -> None:
        """Return when nobody is being answered, or after `patience_s`: what can wait is not to wait for ever."""
        with self._nobody:
            self._nobody.wait_for(lambda: self._n_answered == 0, timeout=patience_s)
