"""What takes long, made by a thread one piece ahead of whoever takes the pieces and has other work between them."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, Future
from contextvars import copy_context
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Ahead(Generic[Made]):
    """Pieces in their order, each made by `thread`: the first from now on, the next as soon as one is taken."""

    def __init__(self, pieces: Iterator[Made], thread: Executor) -> None:
        self._pieces, self._thread = pieces, thread
        self._context = copy_context()  # what is in no hurry stays so (index/model_threads.py)
        self._next = self._begun()

    def __iter__(self) -> Iterator[Made]:
        """The pieces; what making one raises is raised in its place."""
        while made := self._next.result():
            self._next = self._begun()
            yield made[0]

    def _begun(self) -> Future[tuple[Made] | None]:
        return self._thread.submit(self._context.run, self._one)

    def _one(self) -> tuple[Made] | None:
        """The next piece, or None after the last: a future takes no StopIteration."""
        for piece in self._pieces:
            return (piece,)
        return None
