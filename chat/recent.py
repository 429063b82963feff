"""What was found for the last few messages, so that a turn is not read again with each turn after it. No message is kept.

What may be kept is what holds no word of a message: a verdict, which is a route, a number and a sentence of ours; yes and no; the place
of a quote. It is found again by a keyed hash of the message and its turns. The key is drawn when the process starts and stands nowhere
else, so that a hash tells nobody anything, not even whether it is that of a certain message. Nothing is ever written, and what was not
asked for longest leaves first.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable, Sequence
from hashlib import blake2b
from threading import Lock
from typing import Generic, TypeVar

MOST = 512
KEY_BYTES, HASH_BYTES = 32, 24

Kept = TypeVar("Kept")


class Recent(Generic[Kept]):
    """Keyed hashes of texts, each with what was found for them. Safe to use from several threads."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._key = secrets.token_bytes(KEY_BYTES)
        self._kept: OrderedDict[bytes, Kept] = OrderedDict()
        self._lock = Lock()

    def find(self, texts: Sequence[str], read: Callable[[], Kept], *, is_sound: Callable[[], bool] = lambda: True) -> Kept:
        """What `read` gives for these texts, or gave before; it is kept where it `is_sound` once it is read."""
        place = self._hashed(texts)
        with self._lock:
            if place in self._kept:
                self._kept.move_to_end(place)
                return self._kept[place]
        found = read()  # outside the lock: two threads may read the same at once and find the same
        if is_sound():
            self._keep(place, found)
        return found

    def put(self, texts: Sequence[str], found: Kept) -> None:
        """Keep what was found for these texts while something else was looked for."""
        self._keep(self._hashed(texts), found)

    def _keep(self, place: bytes, found: Kept) -> None:
        with self._lock:
            self._kept[place] = found
            self._kept.move_to_end(place)
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def _hashed(self, texts: Sequence[str]) -> bytes:
        """Of all of them, each with its length before it: ("ab", "c") is not ("a", "bc")."""
        hashed = blake2b(key=self._key, digest_size=HASH_BYTES)
        for text in texts:
            told = text.encode("utf-8", "surrogatepass")
            hashed.update(len(told).to_bytes(8, "big"))
            hashed.update(told)
        return hashed.digest()
