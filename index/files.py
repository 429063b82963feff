"""A file's bytes told by their hash, and what is remembered of a file that was ingested."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
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


_BLOCK = 1 << 24  # bytes; after each the thread waits for Python again where another is at work, so that small ones take long


def sha256_of(path: Path) -> str:
    """The hash of a file's bytes. Raises: OSError."""
    return sha256_of_all([path])


def sha256_of_all(paths: Iterable[Path]) -> str:
    """The hash of the bytes of files, one after the other. Raises: OSError."""
    digest = hashlib.sha256()
    for path in paths:
        with path.open("rb", buffering=0) as file:
            while block := file.read(_BLOCK):
                digest.update(block)
    return digest.hexdigest()
