"""A move that ends as by a power cut before its Nth write to Milvus: python killed_move.py FROM TO N."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from index.milvus.client import MilvusCalls
from ingest.__main__ import main

upsert, numbers, last = MilvusCalls.upsert, count(1), int(sys.argv[3])


def write(calls: MilvusCalls, name: str, rows: Sequence[Mapping[str, Any]]) -> None:
    if next(numbers) == last:
        os.kill(os.getpid(), signal.SIGKILL)
    upsert(calls, name, rows)


MilvusCalls.upsert = write  # type: ignore[method-assign, assignment]
sys.exit(main(["move", sys.argv[1], sys.argv[2]]))
