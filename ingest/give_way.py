"""Bringing documents in gives way to whatever else the machine is asked for: people wait for answers, documents can wait."""

from __future__ import annotations

import os
from contextlib import suppress

NICENESS = 10  # of 19: beside a busy server about a tenth of a core, on an idle machine all of it


def give_way() -> None:
    """Let other processes go first from now on; call it before this one starts threads. Does nothing where that is unknown."""
    if hasattr(os, "setpriority"):
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, 0, max(NICENESS, os.getpriority(os.PRIO_PROCESS, 0)))
