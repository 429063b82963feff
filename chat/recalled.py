"""Where the answer to a question stood that was searched for lately, so that a follow-up need not search for it again.

No words are kept, neither of questions nor of documents: a keyed hash, whose key is this process's own and never leaves it, leads to the
number of a passage and the places of two sentences in it. The same reply is given with and without.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import blake2b
from threading import Lock
from typing import NamedTuple

MAX_KEPT = 1024  # about 200 bytes each


class Place(NamedTuple):
    """A run of sentences, first and last included, of one passage."""

    passage_id: str
    first: int
    last: int


@dataclass(slots=True)
class Recalled:
    """The places found last, the least recently used given up first. Safe to use from several threads."""

    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    _places: OrderedDict[bytes, Place | None] = field(default_factory=OrderedDict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def put(self, state: object, text: str, place: Place | None) -> None:
        """Keep where the answer to a text stands (None: nowhere) in this state of what is searched."""
        with self._lock:
            self._places[key := self._hash(state, text)] = place
            self._places.move_to_end(key)
            if len(self._places) > MAX_KEPT:
                self._places.popitem(last=False)

    def get(self, state: object, text: str, otherwise: Callable[[], Place | None]) -> Place | None:
        """Where the answer stands, from what was kept or else by searching for it, which keeps it."""
        key = self._hash(state, text)
        with self._lock:
            if key in self._places:
                self._places.move_to_end(key)
                return self._places[key]
        return otherwise()

    def _hash(self, state: object, text: str) -> bytes:
        return blake2b(repr((state, text)).encode("utf-8", "surrogatepass"), key=self._key, digest_size=16).digest()
