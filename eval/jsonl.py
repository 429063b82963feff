"""JSON lines, plain or gzipped, read with their line numbers."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

Row = dict[str, Any]


def open_text(path: Path) -> TextIO:
    """Open a text file as UTF-8, unpacking it if it is gzipped, whatever its name."""
    with path.open("rb") as stream:
        is_gzip = stream.read(2) == b"\x1f\x8b"
    return gzip.open(path, "rt", encoding="utf-8-sig") if is_gzip else path.open(encoding="utf-8-sig")


def read_rows(path: Path) -> Iterator[tuple[int, Row]]:
    """Yield (line number, object) of each line that is not blank.

    Raises: ValueError naming the line that holds no JSON object. FileNotFoundError passes through.
    """
    with open_text(path) as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise ValueError(f"line {number}: {error}") from error
            if not isinstance(row, dict):
                raise ValueError(f"line {number}: not a JSON object")
            yield number, row


def as_line(row: Mapping[str, object]) -> str:
    """One row as a line of JSON, without its end of line."""
    return json.dumps(row, ensure_ascii=False)
