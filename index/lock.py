"""One writer at a time, across processes; the second learns who holds the lock."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from index.errors import LibraryLockedError


@contextmanager
def write_lock(folder: Path, *, timeout_s: float) -> Iterator[None]:
    """Hold the library's write lock; the system frees it when the process ends, however it ends.

    Raises: LibraryLockedError, naming the holder, if it is not free within `timeout_s` seconds.
    """
    holder = folder / "writer.pid"
    lock = FileLock(folder / "writer.lock", timeout=timeout_s)
    try:
        lock.acquire()
    except Timeout as error:
        raise LibraryLockedError(folder, _name_of(holder)) from error
    try:
        holder.write_text(str(os.getpid()), encoding="ascii")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


@contextmanager
def compress_lock(folder: Path) -> Iterator[None]:
    """Be the one process that compresses the index. Raises: OSError (Timeout) at once if another is at it."""
    with FileLock(folder / "compress.lock", timeout=0):
        yield


def _name_of(holder: Path) -> str:
    with suppress(OSError):
        return f"process {holder.read_text(encoding='ascii')}"
    return "another process"
