"""How often somebody may ask: a bucket for each visitor that fills again with time."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

MAX_VISITORS = 50_000  # remembered at a time; the one unseen for longest is forgotten first


@dataclass(frozen=True, slots=True)
class Allowance:
    """So many at once, and so many a minute in the long run."""

    at_once: float
    per_minute: float


class Limiter:
    """Token buckets by key. Timed by a clock that nobody can set."""

    def __init__(self, allowance: Allowance, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._allowance, self._clock = allowance, clock
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()  # key → (level, when)
        self._lock = threading.Lock()

    def take(self, key: str, cost: float = 1.0) -> float:
        """Take from the bucket: 0 if that was possible, else how many seconds to wait."""
        now, rate = self._clock(), self._allowance.per_minute / 60
        with self._lock:
            level, when = self._levels.pop(key, (self._allowance.at_once, now))
            level = min(self._allowance.at_once, level + (now - when) * rate)
            enough = level >= cost
            self._levels[key] = (level - cost if enough else level, now)
            while len(self._levels) > MAX_VISITORS:
                self._levels.popitem(last=False)
        return 0.0 if enough else (cost - level) / rate
