"""A list of files to bring in, as another program prints it: what a bucket holds, what `find` has found."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def read_listing(name: str) -> list[Path]:
    """The paths in the file `name`, "-" for standard input: one a line, or with a NUL after each as from `find -print0`.

    They count as if they stood on the command line; empty lines are left out. Raises: OSError.
    """
    data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    lines = data.split(b"\0") if b"\0" in data else [line.rstrip(b"\r") for line in data.split(b"\n")]
    return [Path(os.fsdecode(line)) for line in lines if line]
