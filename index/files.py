"""A file's bytes told by their hash, and what is remembered of a file that was ingested."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file as it was when it was read: enough to tell unchanged, changed and moved apart."""

    path: str
    size: int  # bytes
    mtime_ns: int
    sha256: str
    source_id: str  # the document it gave, or the one it is a copy of
    mark: str = ""  # what the system changes whenever the file is written or replaced; "" if that is not known


def sha256_of(path: Path) -> str:
    """The hash of a file's bytes. Raises: OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
