"""Gives back the memory of a file that a library has mapped and has done with."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path

_MAPS = Path("/proc/self/maps")
_DONT_NEED = 4  # MADV_DONTNEED, madvise(2): a page of a file that is asked for again is taken from the page cache


def give_back(file: Path) -> None:
    """Let go of the pages of `file` that are mapped here, as they stand on the disk; what reads them again finds them as before.

    Linux only; elsewhere, and where the file is not mapped to be read alone, nothing happens.
    """
    if sys.platform != "linux" or not _MAPS.is_file():
        return
    path, libc = str(file.resolve()), ctypes.CDLL(None)
    libc.madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    for line in _MAPS.read_text(encoding="utf-8", errors="surrogateescape").splitlines():
        span, rights, *_, name = line.split(maxsplit=5)
        if name == path and "w" not in rights:
            start, end = (int(place, 16) for place in span.split("-"))
            libc.madvise(start, end - start, _DONT_NEED)
