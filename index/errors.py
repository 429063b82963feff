"""What can go wrong with a library.

LibraryError
├── LibraryNotFoundError      no library at this place
├── ManifestMismatchError     made with another encoder or splitter
├── LibraryLockedError        another process is writing
├── LibraryCorruptError       the file is there but cannot be read
├── LibraryUnreachableError   the server that holds it does not answer
│   └── LibrarySlowError      … in time
├── EncoderError              the model is missing, changed or cannot be run
└── UnknownDocumentError      no document of that id
"""

from __future__ import annotations


class LibraryError(Exception):
    """Base of this package's errors; the message says what failed, why and what to do."""


class LibraryNotFoundError(LibraryError):
    """There is no library in the folder."""

    def __init__(self, folder: object) -> None:
        super().__init__(f"{folder}: no library here. Make one with: python -m ingest --library {folder} FOLDER")
        self.folder = folder


class ManifestMismatchError(LibraryError):
    """The library was made with another encoder or format than the one now asked for."""

    def __init__(self, folder: object, key: str, found: str, wanted: str) -> None:
        super().__init__(
            f"{folder}: made with {key} {found}, asked for with {wanted}. "
            "Bring the documents into a new library with: python -m ingest --library NEW FOLDER"
        )
        self.key, self.found, self.wanted = key, found, wanted


class LibraryLockedError(LibraryError):
    """Another process is writing to the library."""

    def __init__(self, folder: object, holder: str) -> None:
        super().__init__(f"{folder}: {holder} is writing to this library. Wait until it has finished, then run this again.")
        self.holder = holder


class LibraryCorruptError(LibraryError):
    """The library's file cannot be read as what it should be."""

    def __init__(self, folder: object, reason: str) -> None:
        super().__init__(f"{folder}: the library cannot be read ({reason}). Restore a copy, or move it away and ingest again.")


class LibraryBusyError(LibraryError):
    """Another program keeps the library's file to itself."""

    def __init__(self, folder: object) -> None:
        super().__init__(f"{folder}: another program keeps the library's file to itself. Wait until it has finished, or end it.")


class LibraryFullError(LibraryError):
    """The library cannot be written because the disk is full."""

    def __init__(self, folder: object) -> None:
        super().__init__(f"{folder}: the disk is full, so the library could not be written. Make room; nothing of it was lost.")


class LibraryUnreachableError(LibraryError):
    """The server that holds the library does not answer, after several tries."""

    def __init__(self, place: object, reason: str) -> None:
        super().__init__(f"{place}: the server does not answer ({reason}). See that it runs and can be reached, then try again.")
        self.reason = reason


class LibrarySlowError(LibraryUnreachableError):
    """The server that holds the library takes too long over this; over something else it may not."""


class EncoderError(LibraryError):
    """The encoder's weights are missing, not the expected ones, or cannot be run."""


class UnknownDocumentError(LibraryError):
    """No document of that id is in the library."""

    def __init__(self, source_id: str) -> None:
        super().__init__(f"{source_id}: no such document in the library. List them with: python -m ingest list")
        self.source_id = source_id
