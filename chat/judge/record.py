"""What training found out about the adapter that is used when it runs; kept in adapter.json beside the weights."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from index.adapter import RECORD_FILE

FOLDER = Path(__file__).resolve().parent  # where the adapter that ships lies


@dataclass(frozen=True, slots=True)
class Record:
    """Platt's slope and intercept, and from what scores on a sentence is selected from a given text."""

    slope: float
    intercept: float
    select_floor: float  # logit that the best sentence must reach for any to be selected
    select_margin: float  # how far below the best one a sentence may lie


@lru_cache(maxsize=1)
def shipped_record() -> Record:
    """The record of the adapter in the repository."""
    record = json.loads((FOLDER / RECORD_FILE).read_text(encoding="utf-8"))
    return Record(**record["calibration"], **record["select"])


def probability(logit: float, record: Record | None = None) -> float:
    """How likely a text answers whose best sentence has this logit; fitted on documents not trained on."""
    record = record or shipped_record()
    exponent = record.slope * logit + record.intercept
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, exponent))))
