"""Who is signed in: random tokens, kept as hashes in memory, gone after a while and with the process."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

IDLE_S = 30 * 60
LONGEST_S = 12 * 60 * 60
MAX_SESSIONS = 10_000


@dataclass(slots=True)
class _Session:
    name: str
    began: float
    seen: float


class Sessions:
    """Tokens by which a browser or a program is known. Timed by a clock that nobody can set."""

    def __init__(self, *, idle_s: float = IDLE_S, longest_s: float = LONGEST_S, clock: Callable[[], float] = time.monotonic) -> None:
        self._idle_s, self._longest_s, self._clock = idle_s, longest_s, clock
        self._sessions: OrderedDict[str, _Session] = OrderedDict()
        self._lock = threading.Lock()

    def begin(self, name: str) -> str:
        """A new token for this person."""
        token = secrets.token_urlsafe(32)
        now = self._clock()
        with self._lock:
            self._forget_old(now)
            while len(self._sessions) >= MAX_SESSIONS:
                self._sessions.popitem(last=False)
            self._sessions[_key(token)] = _Session(name, now, now)
        return token

    def name_of(self, token: str) -> str | None:
        """Whose token it is, and note that it was used; None for one that is unknown or too old."""
        now = self._clock()
        with self._lock:
            session = self._sessions.get(_key(token))
            if session is None:
                return None
            if self._is_over(session, now):
                del self._sessions[_key(token)]
                return None
            session.seen = now
            self._sessions.move_to_end(_key(token))
            return session.name

    def end(self, token: str) -> None:
        """Forget a token."""
        with self._lock:
            self._sessions.pop(_key(token), None)

    def _is_over(self, session: _Session, now: float) -> bool:
        return now - session.seen > self._idle_s or now - session.began > self._longest_s

    def _forget_old(self, now: float) -> None:
        for key in [key for key, session in self._sessions.items() if self._is_over(session, now)]:
            del self._sessions[key]


def _key(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
