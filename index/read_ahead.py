"""A file that will be read here and there, brought into memory beforehand where there is room for it."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from pathlib import Path

SHARE_OF_MEMORY = 4  # a file up to a quarter of the machine's memory leaves room for what else is read
STEP = 128 * 1024  # bytes asked for at a time: of a longer stretch Linux reads no more than the disk's own look-ahead


def read_ahead(path: Path) -> None:
    """Ask the system to read the whole file soon, in a thread that nobody waits for; what it keeps of it is its own affair.

    Where that cannot be asked or begun, the file is read as it is needed.
    """
    with suppress(OSError, RuntimeError):
        size = path.stat().st_size
        if hasattr(os, "posix_fadvise") and size <= memory() // SHARE_OF_MEMORY:
            threading.Thread(target=_advise, args=(path, size), name="read-ahead", daemon=True).start()


def memory() -> int:
    """The machine's memory in bytes; 0 if it does not tell."""
    with suppress(OSError, ValueError):
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return 0


def _advise(path: Path, size: int) -> None:
    with suppress(OSError), path.open("rb") as file:  # gone meanwhile: another process has made a newer one
        for start in range(0, size, STEP):
            os.posix_fadvise(file.fileno(), start, STEP, os.POSIX_FADV_WILLNEED)
