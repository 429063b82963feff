"""A whole copy of a library while it is read and written, and bringing such a copy back."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from index.address import milvus_address
from index.errors import LibraryCorruptError, LibraryError, LibraryFullError, LibraryNotFoundError
from index.lock import write_lock
from index.store import FILE_NAME, new_library_id

_KEPT = ("files", "removed", "receipts")  # beside the tables: uploads, documents taken out, what each run did
_PAGES_AT_ONCE = 2_000


class BackupError(LibraryError):
    """A copy could not be made or brought back."""


def back_up(folder: Path, target: Path) -> int:
    """Copy the library in `folder` to the new folder `target`; returns the bytes of its tables.

    SQLite's own backup makes one consistent state of it, whoever reads or writes meanwhile. Search indexes are not copied:
    they are made again from the tables. Raises: LibraryNotFoundError, BackupError, LibraryFullError, LibraryCorruptError.
    """
    if (address := milvus_address(folder) or milvus_address(target)) is not None:
        raise BackupError(f"{address}: copy a library in Milvus with: python -m ingest move FROM TO")
    if not (folder / FILE_NAME).is_file():
        raise LibraryNotFoundError(folder)
    if target.exists() and any(target.iterdir()):
        raise BackupError(f"{target}: there is something here already. Name a new folder for the copy.")
    draft = target.with_name(f".{target.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    try:
        _copy_tables(folder / FILE_NAME, draft / FILE_NAME)
        for name in _KEPT:
            if (folder / name).is_dir():
                shutil.copytree(folder / name, draft / name)
    except sqlite3.DatabaseError as error:
        shutil.rmtree(draft, ignore_errors=True)
        is_full = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL
        raise LibraryFullError(target) if is_full else LibraryCorruptError(folder, str(error)) from error
    except (OSError, shutil.Error) as error:
        shutil.rmtree(draft, ignore_errors=True)
        raise BackupError(f"{target}: the copy could not be made ({error}). Nothing was left there.") from error
    if target.exists():
        target.rmdir()
    draft.replace(target)
    return (target / FILE_NAME).stat().st_size


def restore(copy: Path, folder: Path) -> Path | None:
    """Put a copy in the place of the library; a running server goes on with it at the next question.

    What lay there is moved aside, never deleted; returns where to. Raises: LibraryNotFoundError, LibraryCorruptError,
    BackupError, LibraryLockedError.
    """
    draft = folder.with_name(f".{folder.name}.restored")
    shutil.rmtree(draft, ignore_errors=True)
    back_up(copy, draft)
    if not folder.exists():
        draft.replace(folder)
        return None
    aside = _free_name(folder)
    with write_lock(folder, timeout_s=30.0):
        folder.replace(aside)
        draft.replace(folder)
    return aside


def _copy_tables(source: Path, target: Path) -> None:
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True, timeout=30)) as read,
        closing(sqlite3.connect(target)) as written,
    ):
        read.backup(written, pages=_PAGES_AT_ONCE)
        if (found := written.execute("PRAGMA quick_check").fetchone()[0]) != "ok":
            raise sqlite3.DatabaseError(found)
        # a copy is a library of its own: derived files of the original must never be taken for its
        written.execute("UPDATE manifest SET value = ? WHERE key = 'library_id'", (new_library_id(),))
        written.commit()


def _free_name(folder: Path) -> Path:
    number = 1
    while (aside := folder.with_name(f"{folder.name}.before-{number}")).exists():
        number += 1
    return aside
