"""Connections: those that dawdle are closed, and when there are too many the one that has waited longest makes room."""

from __future__ import annotations

import asyncio
import resource
from collections import OrderedDict
from typing import ClassVar

from uvicorn.protocols.http.h11_impl import H11Protocol

FIRST_REQUEST_S = 15.0  # to send a whole request head
STALLED_S = 30.0  # without a byte moving in a body being sent or an answer being read
MAX_CONNECTIONS = 2_000
_SPARE_FILES = 300  # descriptors kept for the library, uploads and logs


def most_connections() -> int:
    """How many connections may be open at once, with as many descriptors as the system lets us have."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and soft < hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        soft = hard
    return max(16, min(MAX_CONNECTIONS, soft - _SPARE_FILES)) if soft != resource.RLIM_INFINITY else MAX_CONNECTIONS


class PatientProtocol(H11Protocol):
    """uvicorn's HTTP/1.1 with limits to its patience, which it lacks before a first request and while bytes move."""

    most: ClassVar[int] = MAX_CONNECTIONS
    # Connections that let us wait, longest first: for a request, for the rest of one, or to take what was sent.
    waiting: ClassVar[OrderedDict[PatientProtocol, None]] = OrderedDict()
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in the parent
        """A new connection; where there are too many, the longest waiting one goes."""
        super().connection_made(transport)
        if len(self.connections) > self.most:
            oldest = next(iter(self.waiting), self)
            oldest.leave()
        if not transport.is_closing():
            self._wait(FIRST_REQUEST_S)

    def data_received(self, data: bytes) -> None:
        """Bytes came: the request goes on or begins."""
        super().data_received(data)
        if self.transport.is_closing():
            return
        if self._is_answering():
            if self.cycle.more_body:
                self.waiting.setdefault(self)  # each byte earns time, and not a better place
            else:
                self.waiting.pop(self, None)
            self._set_deadline(STALLED_S if self.cycle.more_body else None)
        elif self not in self.waiting:
            self._wait(FIRST_REQUEST_S)

    def on_response_complete(self) -> None:
        """An answer was sent: the connection waits for the next request."""
        super().on_response_complete()
        if not self.transport.is_closing() and not self._is_answering():
            self._wait(self.timeout_keep_alive + 1)

    def pause_writing(self) -> None:
        """The reader lags: it has a while to take what was sent."""
        super().pause_writing()
        self.waiting.setdefault(self)
        self._set_deadline(STALLED_S)

    def resume_writing(self) -> None:
        """The reader has caught up."""
        super().resume_writing()
        self.waiting.pop(self, None)
        self._set_deadline(None)

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone."""
        self._set_deadline(None)
        self.waiting.pop(self, None)
        super().connection_lost(exc)

    def leave(self) -> None:
        """Close the connection at once."""
        self.waiting.pop(self, None)
        self.transport.abort()

    def _is_answering(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _wait(self, seconds: float) -> None:
        self.waiting[self] = None
        self.waiting.move_to_end(self)
        self._set_deadline(seconds)

    def _set_deadline(self, seconds: float | None) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
        self._deadline = self.loop.call_later(seconds, self._late) if seconds else None

    def _late(self) -> None:
        if self.flow.read_paused and not self.flow.write_paused:  # it is we who are slow
            self._set_deadline(STALLED_S)
            return
        self.leave()
