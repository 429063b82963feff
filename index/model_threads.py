"""The threads that models run on: a few for all models together, and what a person waits for goes first.

Work that nobody waits for is done `in_no_hurry`: each of its batches waits until it may go on, and comes after all others.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, partial
from itertools import count
from queue import PriorityQueue
from typing import TypeVar

from threadpoolctl import threadpool_limits

Given = TypeVar("Given")
Made = TypeVar("Made")

_before_each: ContextVar[Callable[[], None] | None] = ContextVar("_before_each", default=None)
MOST_AT_ONCE = 4  # each needs memory for what it computes; where there are more cores, each gets several


@cache
def n_at_once() -> int:
    """How many batches are worked on at the same time, whoever sends them and for whatever model."""
    n_cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(n_cores, MOST_AT_ONCE)


class ModelThreads:
    """Threads that take what is urgent first, and of that and of the rest what came first."""

    def __init__(self, n_threads: int) -> None:
        self._n_threads = n_threads
        self._waiting: PriorityQueue[tuple[bool, int, Callable[[], None]]] = PriorityQueue()
        self._numbers = count()
        for number in range(n_threads):
            threading.Thread(target=self._work, name=f"model-{number}", daemon=True).start()

    def run(self, work: Callable[[Given], Made], given: Iterable[Given], *, is_urgent: bool) -> Iterator[Made]:
        """What `work` makes of each, in order. One more than there are threads is under way at a time: others get in between, and no
        thread is idle while another still works on what has to be handed out first.
        """
        running: deque[Future[Made]] = deque()
        may_go_on = _before_each.get()
        is_urgent = is_urgent and may_go_on is None
        for each in given:
            if may_go_on is not None:
                may_go_on()
            if len(running) > self._n_threads:
                yield running.popleft().result()
            future: Future[Made] = Future()
            self._waiting.put((not is_urgent, next(self._numbers), partial(_settle, future, work, each)))
            running.append(future)
        while running:
            yield running.popleft().result()

    @property
    def n_waiting(self) -> int:
        """How many batches no thread has taken up yet."""
        return self._waiting.qsize()

    def _work(self) -> None:
        while True:
            *_, settle = self._waiting.get()
            settle()
            del settle  # what was made is whoever's who asked for it, and nothing is kept here while waiting for more


def _settle(future: Future[Made], work: Callable[[Given], Made], given: Given) -> None:
    try:
        future.set_result(work(given))
    except BaseException as error:  # whatever it is, it is for whoever waits
        future.set_exception(error)


@contextmanager
def in_no_hurry(may_go_on: Callable[[], None]) -> Iterator[None]:
    """Within the block this thread calls `may_go_on` before each batch; it returns when the work may go on, or raises to end it."""
    before = _before_each.set(may_go_on)
    try:
        yield
    finally:
        _before_each.reset(before)


@cache
def model_threads() -> ModelThreads:
    """Those of this process."""
    leave_cores_to_models()
    return ModelThreads(n_at_once())


@cache
def leave_cores_to_models() -> None:
    """Send NumPy's own threads home: they wait in a loop for the next matrix, on the cores that models work on.

    A search among 40,000 passages took 33 ms of processor time with them and takes 17 without, for what one of them multiplies in 0.3 ms.
    """
    threadpool_limits(1, user_api="blas")
