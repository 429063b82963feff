"""What SQLite says when something is wrong with the library's file, told as errors of ours."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Concatenate, ParamSpec, Protocol, TypeVar, cast

from index.errors import LibraryBusyError, LibraryCorruptError, LibraryError, LibraryFullError, LibraryNotFoundError

P = ParamSpec("P")
R = TypeVar("R")


class Tells(Protocol):
    """What reads from a file that may go wrong."""

    folder: Path
    path: Path

    def forget(self) -> None:
        """Let every thread connect anew before it next reads."""
        ...


S = TypeVar("S", bound=Tells)


def library_error(folder: Path, path: Path, error: sqlite3.Error) -> LibraryError:
    """The error of ours that this is. The codes are SQLite's: https://www.sqlite.org/rescode.html"""
    code = getattr(error, "sqlite_errorcode", None) or 0
    if not path.is_file():
        return LibraryNotFoundError(folder)
    if code & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return LibraryBusyError(folder)
    if code & 0xFF == sqlite3.SQLITE_FULL or code == sqlite3.SQLITE_IOERR_WRITE:
        return LibraryFullError(folder)
    return LibraryCorruptError(folder, str(error))


def telling(method: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
    """The method, with SQLite's errors told as ours; after one, every thread connects anew."""

    @wraps(method)
    def told(self: S, *args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return method(self, *args, **kwargs)
        except (sqlite3.ProgrammingError, sqlite3.IntegrityError):
            raise  # a mistake of ours
        except sqlite3.DatabaseError as error:
            self.forget()
            raise library_error(self.folder, self.path, error) from error

    return cast("Callable[Concatenate[S, P], R]", told)
