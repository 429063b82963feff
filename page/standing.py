"""How it stands with a question that waits: whether it is worked on, and what there is to tell whoever asked it.

A question is waited for as long as it is worked on. A page that asked again meanwhile would have two answers to one conversation
under way, of which only one would stay.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from page.texts import Texts

LONG_S = 10  # after which somebody who waits is told that it takes longer than usual


class Standing:
    """Which of the pages' requests are being worked on, by their numbers, and whether anything can be answered yet."""

    def __init__(self, not_yet: Callable[[], str] = str) -> None:
        """`not_yet` says why nothing is answered yet; "" once it is."""
        self._not_yet = not_yet
        self._under_way: Counter[int] = Counter()
        self._lock = threading.Lock()

    @contextmanager
    def under_way(self, number: int) -> Iterator[None]:
        """The request of this number is worked on throughout the block."""
        with self._lock:
            self._under_way[number] += 1
        try:
            yield
        finally:
            with self._lock:
                self._under_way[number] -= 1
                self._under_way += Counter()  # without what is done

    def __contains__(self, number: int) -> bool:
        return self._under_way[number] > 0

    def said(self, number: int, waited_s: int, texts: Texts) -> str:
        """What to tell whoever waits for the request of this number, or has not asked yet (0); "" where there is nothing to tell."""
        if self._not_yet():
            return texts.getting_ready if number else texts.not_ready_yet
        return texts.still_searching if number in self and waited_s >= LONG_S else ""
