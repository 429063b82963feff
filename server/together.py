"""The same question asked by several people at the same moment is worked on once, and so many different ones at a time."""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from concurrent.futures import Future

from chat.reply import Reply
from index.errors import LibraryError
from server.programs import Asks

_Question = tuple[int, tuple[str, ...], frozenset[str] | None, str | None]


class Together:
    """An assistant whose replies are shared by those who ask the same at the same time: the same library and turns give the same reply.

    Nothing outlives its asking: a reply that has been given is forgotten, so that no speed tells what others asked before.
    """

    def __init__(self, assistant: Asks, *, at_once: int) -> None:
        self.library = assistant.library
        self._assistant = assistant
        self._slots = threading.BoundedSemaphore(at_once)  # only who works takes one: those who share a reply wait beside
        self._under_way: dict[_Question, Future[Reply]] = {}
        self._n_sharing = 0
        self._lock = threading.Lock()

    @property
    def n_sharing(self) -> int:
        """How many wait for a reply that somebody else's question is being given."""
        return self._n_sharing

    def reply(self, turns: Sequence[str], *, source_ids: Collection[str] | None = None, country: str | None = None) -> Reply:
        """The answer to the last of the turns."""
        try:
            generation = self.library.generation
        except (LibraryError, OSError):  # somebody in danger is helped without a library; whoever asks else is told by the assistant
            return self._worked_out(turns, source_ids, country)
        question = generation, tuple(turns), None if source_ids is None else frozenset(source_ids), country
        with self._lock:
            shared = self._under_way.get(question)
            own: Future[Reply] = Future()
            self._under_way.setdefault(question, own)
            self._n_sharing += shared is not None
        if shared is not None:
            try:
                return shared.result()
            finally:
                with self._lock:
                    self._n_sharing -= 1
        try:
            reply = self._worked_out(turns, source_ids, country)
            own.set_result(reply)
        except BaseException as error:
            own.set_exception(error)
            raise
        finally:
            with self._lock:
                del self._under_way[question]
        return reply

    def _worked_out(self, turns: Sequence[str], source_ids: Collection[str] | None, country: str | None) -> Reply:
        with self._slots:
            return self._assistant.reply(turns, source_ids=source_ids, country=country)
