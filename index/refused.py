"""What the system refused, in the words of a command line: what, why and what to do."""

from __future__ import annotations

import os
import signal
import sys

NOBODY_READS = 128 + signal.SIGPIPE  # the exit status where what is printed is read no more, as after `| head`
_WORDS: tuple[tuple[type[OSError], str], ...] = (
    (FileNotFoundError, "no such file or folder. Check the name."),
    (IsADirectoryError, "a folder, where a file is wanted. Name the file."),
    (NotADirectoryError, "a file, where a folder is wanted. Name a folder."),
    (FileExistsError, "a file, where a folder is wanted. Name a folder."),
    (PermissionError, "may not be opened. Check who may read and write it."),
)


def told(error: Exception) -> str:
    """The error in a line: our own errors say it themselves, the system's are put in words."""
    if not isinstance(error, OSError) or not error.filename or isinstance(error.filename, int):
        return str(error)
    name = os.fsdecode(error.filename)
    words = next((words for kind, words in _WORDS if isinstance(error, kind)), None)
    return f"{name}: {words or error.strerror or error}"


def reader_gone() -> int:
    """Let go of a standard output that nobody reads any more, so that nothing is said of it at the end; the exit status."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
    return NOBODY_READS
