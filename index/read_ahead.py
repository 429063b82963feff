"""A file that will be read here and there, brought into memory beforehand where there is room for it."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from pathlib import Path

SHARE_OF_MEMORY = 4  # a file up to a quarter of the machine's memory leaves room for what else is read


def read_ahead(path: Path) -> None:
    """Ask the system to read the whole file soon, in a thread that nobody waits for; what it keeps of it is its own affair.

    Reading 800 vectors here and there of a million, each for the first time, takes longer than all else in a search.
    """
    if hasattr(os, "posix_fadvise") and path.stat().st_size <= memory() // SHARE_OF_MEMORY:
        threading.Thread(target=_advise, args=(path,), name="read-ahead", daemon=True).start()


def memory() -> int:
    """The machine's memory in bytes; 0 if it does not tell."""
    with suppress(OSError, ValueError):
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return 0


def _advise(path: Path) -> None:
    with suppress(OSError), path.open("rb") as file:  # gone meanwhile: another process has made a newer one
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_WILLNEED)
