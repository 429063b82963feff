"""What is wrong with the library or the machine, in plain words for somebody who did not install this."""

from __future__ import annotations

UNKNOWN_DOCUMENT = "This document is not in the library. It may have been removed."
LIBRARY_GONE = "The library is not where it should be."
LIBRARY_DAMAGED = "The library's file is damaged and cannot be read."
LIBRARY_BUSY = "Another program keeps the library to itself at the moment."
LIBRARY_UNREACHABLE = "The server that holds the library does not answer at the moment."
LIBRARY_LOCKED = "The library is being changed at the moment. Please try again when that is done."
LIBRARY_FULL = "The disk is full, so the library could not be changed. Nothing of it was lost."
OF_ANOTHER_VERSION = "The library was made for another version and has to be brought up to date first."
NO_MODEL = "The language model is missing or damaged."
DISK_FULL = "The disk is full."
FAILED = "Something went wrong on this machine and this was not answered."
NOT_ANSWERED = "Your question was not answered. Please ask again when this has been put right; the page need not be loaded again."
