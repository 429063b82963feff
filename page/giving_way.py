"""Work that can wait lets people go first, at once and for as long as anybody is being answered."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager

from chat.reply import Reply
from index.library import Library
from page.asking import Asks


class NotNowError(Exception):
    """People were being answered all the while."""


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
        """Return when nobody is being answered. Raises: NotNowError after `patience_s`."""
        with self._nobody:
            if not self._nobody.wait_for(lambda: self._n_answered == 0, timeout=patience_s):
                raise NotNowError


class GoesFirst:
    """An assistant whose answers are waited for, by people and programs: what can wait stands still meanwhile."""

    def __init__(self, assistant: Asks, people: GivingWay) -> None:
        self.library: Library = assistant.library
        self._assistant = assistant
        self._people = people

    def reply(self, turns: Sequence[str], *, source_ids: Collection[str] | None = None, country: str | None = None) -> Reply:
        """The answer to the last of the turns."""
        with self._people.first():
            return self._assistant.reply(turns, source_ids=source_ids, country=country)
