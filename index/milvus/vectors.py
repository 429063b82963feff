"""Vectors that the server already holds, found by the hash of their text."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from index.encoder import Vectors
from index.milvus.client import MilvusCalls, any_of
from index.milvus.schema import WITH_VECTORS

_HASHES_AT_ONCE = 1000


def stored_vectors(calls: MilvusCalls, keys: Collection[bytes]) -> dict[bytes, Vectors]:
    """The vectors of these texts, from passages and sentences of whatever version."""
    found: dict[bytes, Vectors] = {}
    for name in WITH_VECTORS:
        missing = sorted(key.hex() for key in keys if key not in found)
        for start in range(0, len(missing), _HASHES_AT_ONCE):
            part = missing[start : start + _HASHES_AT_ONCE]
            for rows in calls.query_parts(name, any_of("text_hash", part), ("text_hash", "vector")):
                found |= {bytes.fromhex(row["text_hash"]): np.asarray(row["vector"], dtype=np.float32) for row in rows}
    return found
