"""What can go wrong at the doors.

ServerError
├── UsersFileError      the file of users is missing, unreadable or open to others
├── OpenDoorError       asked to listen beyond this machine without saying who may come in
└── AdvisoriesError     a stored file of advisories cannot be used
"""

from __future__ import annotations

from pathlib import Path


class ServerError(Exception):
    """Base of this package's errors; the message says what failed, why and what to do."""


class UsersFileError(ServerError):
    """The file of users cannot be used."""

    def __init__(self, path: Path, reason: str, remedy: str) -> None:
        super().__init__(f"{path}: {reason}. {remedy}")


class OpenDoorError(ServerError):
    """Listening beyond this machine was asked for without saying who may come in."""

    def __init__(self, host: str) -> None:
        super().__init__(
            f"--host {host} can be reached from other machines. Say who may come in: --users FILE "
            "(make it with: python -m server users add NAME --role keeper), or --public-read-only for everybody, to read alone."
        )


class AdvisoriesError(ServerError):
    """A stored file of advisories cannot be used."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}. It should hold OSV records, one a line, or a zip of them (docs/deploy.md says where from).")
