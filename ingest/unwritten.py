"""Whether a file was written since it was last hashed, told by what the system keeps of it, without reading it."""

from __future__ import annotations

import os
import time

from index.files import FileRecord

_COARSEST_NS = 2 * 10**9  # of clocks of file systems: a file written again within that time may look as it did before


def mark_of(status: os.stat_result, *, now_ns: int | None = None) -> str:
    """What changes whenever a file is written, replaced or given another time; "" for one written just now, which may change unseen.

    Size and time of the last write are not enough: copying with times kept, and programs that reset them, leave both as they were.
    """
    now_ns = time.time_ns() if now_ns is None else now_ns
    if any(0 <= now_ns - written < _COARSEST_NS for written in (status.st_mtime_ns, status.st_ctime_ns)):
        return ""
    return f"{status.st_ino}.{status.st_ctime_ns}"


def is_unwritten(status: os.stat_result, before: FileRecord) -> bool:
    """Whether the file is surely the one that was hashed."""
    return before.mark == mark_of(status) != "" and (before.size, before.mtime_ns) == (status.st_size, status.st_mtime_ns)
