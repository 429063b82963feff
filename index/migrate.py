"""A library made by an earlier version, brought to today's format: one step a version, each in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping

from index.errors import ManifestMismatchError
from index.lock import write_lock
from index.manifest import FORMAT_VERSION
from index.store import Store, new_library_id


def migrate(store: Store) -> None:
    """Take the steps from the library's format to this version's; nothing where there are none to take.

    Raises: ManifestMismatchError for a format of a later version; LibraryLockedError if another process is writing.
    """
    if store.manifest().format_version > FORMAT_VERSION:
        raise ManifestMismatchError(store.folder, "library format", str(store.manifest().format_version), str(FORMAT_VERSION))
    if store.manifest().format_version == FORMAT_VERSION:
        return
    with write_lock(store.folder, timeout_s=30.0):
        while (found := store.manifest().format_version) < FORMAT_VERSION:
            connection = store.connection
            connection.execute("BEGIN IMMEDIATE")
            try:
                _STEPS[found](connection)
                connection.execute("INSERT OR REPLACE INTO manifest VALUES ('format_version', ?)", (str(found + 1),))
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise


def _to_2(connection: sqlite3.Connection) -> None:
    """Version 2: a library has a mark of its own, so that derived files of another are never taken for its."""
    connection.execute("INSERT OR IGNORE INTO manifest VALUES ('library_id', ?)", (new_library_id(),))


def _to_3(connection: sqlite3.Connection) -> None:
    """Version 3: sketches of documents; those of before get theirs when they are next put."""
    connection.execute(
        "CREATE TABLE IF NOT EXISTS sketch (hash INTEGER NOT NULL, document_row INTEGER NOT NULL REFERENCES document ON DELETE CASCADE, "
        "PRIMARY KEY (hash, document_row)) WITHOUT ROWID"
    )
    connection.execute("CREATE INDEX IF NOT EXISTS sketch_by_document ON sketch (document_row)")


def _to_4(connection: sqlite3.Connection) -> None:
    """Version 4: files are known by more than size and time; what is visible is told without reading whole rows."""
    if "mark" not in {name for _, name, *_ in connection.execute("PRAGMA table_info(file)")}:
        connection.execute("ALTER TABLE file ADD COLUMN mark TEXT NOT NULL DEFAULT ''")
    connection.execute("DROP INDEX IF EXISTS document_by_source")
    connection.execute("CREATE INDEX IF NOT EXISTS document_standing ON document (source_id, added, dropped)")
    connection.execute("CREATE INDEX IF NOT EXISTS document_by_added ON document (added)")
    connection.execute("CREATE INDEX IF NOT EXISTS document_by_dropped ON document (dropped) WHERE dropped IS NOT NULL")
    connection.execute("CREATE INDEX IF NOT EXISTS tombstone_by_generation ON tombstone (generation)")


def _to_5(connection: sqlite3.Connection) -> None:
    """Version 5: a sentence names the row of its vector, so that those of a passage are read from where they lie together."""
    if "vector_row" in {name for _, name, *_ in connection.execute("PRAGMA table_info(vector)")}:
        return
    connection.execute("CREATE TABLE vector_5 (vector_row INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, vector BLOB NOT NULL)")
    connection.execute("INSERT INTO vector_5 SELECT rowid, hash, vector FROM vector ORDER BY rowid")
    connection.execute("DROP TABLE vector")
    connection.execute("ALTER TABLE vector_5 RENAME TO vector")
    connection.execute("ALTER TABLE sentence ADD COLUMN vector_row INTEGER NOT NULL DEFAULT 0")
    connection.execute("UPDATE sentence SET vector_row = coalesce((SELECT vector_row FROM vector WHERE hash = vector_hash), 0)")


_STEPS: Mapping[int, Callable[[sqlite3.Connection], None]] = {1: _to_2, 2: _to_3, 3: _to_4, 4: _to_5}
