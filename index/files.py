"""What is remembered of a file that was ingested."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file as it was when it was read: enough to tell unchanged, changed and moved apart."""

    path: str
    size: int  # bytes
    mtime_ns: int
    sha256: str
    source_id: str  # the document it gave, or the one it is a copy of
    mark: str = ""  # what the system changes whenever the file is written or replaced; "" if that is not known
