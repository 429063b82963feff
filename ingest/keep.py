"""What a keeper does with single documents: add files, take documents out, bring them back, correct their records."""

from __future__ import annotations

import shutil
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from index.document import Source
from index.files import sha256_of
from index.library import Library
from ingest.edits import edited
from ingest.isolate import MIB, Limits
from ingest.plan import is_text, shown
from ingest.progress import Progress
from ingest.receipt import Outcome, Receipt, Status
from ingest.removed import forget_removed, keep_removed, removed_document, removed_documents, removed_hashes
from ingest.split import split
from ingest.sync import put_record, sync

__all__ = ["add", "edit", "remove", "removed_documents", "restore"]
FILES = "files"  # in the library's folder: copies of what was uploaded


def add(
    paths: Sequence[Path],
    library: Library,
    *,
    is_copied: bool = False,
    is_dry_run: bool = False,
    is_rehashed: bool = False,
    progress: Progress | None = None,
    limits: Limits | None = None,
) -> Receipt:
    """Bring in files, and what is in folders; nothing is removed. A document that was taken out comes back.

    `is_copied` keeps a copy of each file in the library's folder, for files that will not stay where they are, such as uploads.
    Raises: LibraryLockedError. What is wrong with a file is in the receipt.
    """
    left_out = removed_hashes(library)
    again = _wanted_again(paths, left_out)
    left_out = {digest: source_id for digest, source_id in left_out.items() if source_id not in again}
    if not is_dry_run:
        forget_removed(library, again)
    largest = (limits or Limits()).max_file_mib * MIB
    copies: dict[Path, Path] = {}
    try:
        if is_copied and not is_dry_run:
            for path in paths:
                copies[path] = _copy(path, library, largest)
        found = [copies.get(path, path) for path in paths]
        receipt = sync(found, library, is_dry_run=is_dry_run, is_rehashed=is_rehashed, progress=progress, limits=limits, left_out=left_out)
    finally:
        _drop_unused(copies, library)
    originals = {shown(copy): shown(path) for path, copy in copies.items()}
    receipt.outcomes = [replace(outcome, path=originals.get(outcome.path, outcome.path)) for outcome in receipt.outcomes]
    return receipt


def remove(source_ids: Sequence[str], library: Library) -> Receipt:
    """Take documents out; they are kept beside the library and no sync brings them in again until they are restored.

    Raises: UnknownDocumentError, before anything is taken out; LibraryLockedError.
    """
    began = time.monotonic()
    receipt = Receipt()
    sources = [library.source(source_id) for source_id in dict.fromkeys(source_ids)]
    with library.writer() as writer:
        for source in sources:
            keep_removed(library, source.source_id)
            n_dropped = writer.remove(source.source_id)
            receipt.outcomes.append(Outcome(source.path, Status.REMOVED, source.source_id, "taken out", n_dropped=n_dropped))
    return receipt.finished(library.folder, began)


def restore(source_ids: Sequence[str], library: Library) -> Receipt:
    """Bring back documents that were taken out, as they were: the file is not needed.

    Raises: NotRemovedError, before anything is brought back; LibraryLockedError.
    """
    began = time.monotonic()
    receipt = Receipt()
    kept = [removed_document(library, source_id) for source_id in dict.fromkeys(source_ids)]
    with library.writer() as writer:
        for removed in kept:
            parts = split(removed.document)
            (change,) = writer.put_many([(removed.document, parts.passages, parts.sentences)])
            writer.record_files(removed.files)
            source = removed.document.source
            n_pages = len(removed.document.pages)
            outcome = Outcome(source.path, Status.ADDED, source.source_id, "brought back", n_pages=n_pages, n_new=change.n_new)
            receipt.outcomes.append(outcome)
    forget_removed(library, [removed.source_id for removed in kept])
    return receipt.finished(library.folder, began)


def edit(source_id: str, library: Library, **values: Any) -> Source:  # noqa: ANN401  # a text, or texts for authors
    """Correct a document's record: title, kind, authors, publisher, date, url, doi, review, language. It stays corrected.

    Raises: UnknownDocumentError; EditError, saying which value is wrong; LibraryLockedError.
    """
    with library.writer() as writer:
        source = edited(library.source(source_id), values)
        put_record(source, library, writer)
    return source


def _wanted_again(paths: Sequence[Path], left_out: Mapping[str, str]) -> set[str]:
    """Who adds a file that was taken out wants its document back."""
    named = [path for path in paths if path.is_file()] if left_out else []
    return {left_out[digest] for path in named if (digest := sha256_of(path)) in left_out}


def _copy(path: Path, library: Library, largest: int) -> Path:
    """A copy of the file under its name, in a folder named by its content; the path itself where it will be refused anyway."""
    if not is_text(str(path)) or not path.is_file() or path.stat().st_size > largest:
        return path
    copy = library.folder / FILES / sha256_of(path)[:16] / path.name
    if not copy.is_file():
        copy.parent.mkdir(parents=True, exist_ok=True)
        draft = copy.with_name(copy.name + ".draft")
        try:
            shutil.copyfile(path, draft)
            draft.replace(copy)
        except OSError:  # half a copy on a full disk would keep it full
            _remove(draft)
            raise
    return copy


def _drop_unused(copies: dict[Path, Path], library: Library) -> None:
    """Copies of files that were refused, or whose document came from elsewhere, are not kept."""
    used = {source.path for source in library.sources()}
    unused = {copy for path, copy in copies.items() if copy != path and copy.absolute().as_posix() not in used}
    if not unused:
        return
    for copy in unused:  # first, for the writer may need the room
        _remove(copy)
    with library.writer() as writer:
        for copy in unused:
            writer.forget_file(copy.absolute().as_posix())


def _remove(copy: Path) -> None:
    """The file, and its folder where nothing else lies in it: a file of the same content and another name may."""
    with suppress(OSError):
        copy.unlink(missing_ok=True)
        copy.parent.rmdir()
