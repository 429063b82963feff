"""A whole copy of a library while it is read and written, and bringing such a copy back."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from index.address import milvus_address
from index.errors import LibraryCorruptError, LibraryError, LibraryFullError, LibraryNotFoundError
from index.lock import write_lock
from index.store import FILE_NAME, new_library_id

_KEPT = ("files", "removed", "receipts")  # beside the tables: uploads, documents taken out, what each run did
_FEEDBACK = "feedback.jsonl"  # what readers said of replies, where that is kept
_PAGES_AT_ONCE = 2_000


class BackupError(LibraryError):
    """A copy could not be made or brought back."""


def back_up(folder: Path, target: Path) -> int:
    """Copy the library in `folder` to the new folder `target`; returns the bytes of its tables.

    SQLite's own backup makes one consistent state of it, whoever reads or writes meanwhile; a run that adds documents holds the
    write lock for hours, so the copy does not wait for it. What lies beside the tables is copied before and after them: it is
    written before the tables name it, and dropped after they no longer do, so one of the two times finds it, unless it comes and
    goes again while the copy is made. What the copied tables do not need does no harm, as after a run that was killed.
    Search indexes are not copied: they are made again from the tables.
    Raises: LibraryNotFoundError, BackupError, LibraryFullError, LibraryCorruptError.
    """
    _in_folders(folder, target)
    if not (folder / FILE_NAME).is_file():
        raise LibraryNotFoundError(folder)
    if target.exists() and any(target.iterdir()):
        raise BackupError(f"{target}: there is something here already. Name a new folder for the copy.")
    draft = target.with_name(f".{target.name}.draft")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    try:
        _copy_beside(folder, draft)
        _copy_tables(folder / FILE_NAME, draft / FILE_NAME)
        _copy_beside(folder, draft)
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
    _in_folders(copy, folder)
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


def _in_folders(*places: Path) -> None:
    for place in places:
        if (address := milvus_address(place)) is not None:
            raise BackupError(f"{address}: a library in Milvus is copied, and brought back, with: python -m ingest move FROM TO")


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


def _copy_beside(source: Path, target: Path) -> None:
    """Copy what is not in `target` yet, or has changed since; what somebody takes away meanwhile is let go."""
    for path in (source / _FEEDBACK, *(path for name in _KEPT for path in _files_below(source / name))):
        copy = target / path.relative_to(source)
        with suppress(FileNotFoundError):
            found = path.stat()  # before it is read: what changes meanwhile is copied again the next time
            if copy.is_file() and _state(copy.stat()) == _state(found):
                continue
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
            os.utime(copy, ns=(found.st_atime_ns, found.st_mtime_ns))


def _files_below(folder: Path) -> Iterator[Path]:
    """Its finished files. Raises: OSError for a folder that cannot be read, unless it has gone."""
    for place, _, names in os.walk(folder, onerror=_unless_gone):
        yield from (Path(place) / name for name in names if not name.endswith(".draft"))


def _unless_gone(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        raise error


def _state(found: os.stat_result) -> tuple[int, int]:
    return found.st_size, found.st_mtime_ns


def _free_name(folder: Path) -> Path:
    number = 1
    while (aside := folder.with_name(f"{folder.name}.before-{number}")).exists():
        number += 1
    return aside
