"""Documents taken out by hand: kept beside the library, so that they can come back and no sync brings them in again."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from index.document import Block, Document, Role
from index.errors import UnknownDocumentError
from index.files import FileRecord
from index.library import Library
from index.store import source_from_json, source_to_json
from ingest.errors import NotRemovedError

_FOLDER = "removed"


@dataclass(frozen=True, slots=True)
class RemovedDocument:
    """A document as it was when it was taken out, with the files it came from."""

    document: Document
    files: tuple[FileRecord, ...]
    removed: str  # when, ISO

    @property
    def source_id(self) -> str:
        """The document's id."""
        return self.document.source.source_id


def keep_removed(library: Library, source_id: str) -> RemovedDocument:
    """Write down a standing document before it is taken out. Raises: UnknownDocumentError."""
    source = library.source(source_id)
    document = Document(source, library.pages(source_id), library.blocks(source_id), library.notices(source_id))
    files = tuple(record for record in library.files().values() if record.source_id == source_id)
    kept = RemovedDocument(document, files, datetime.now(UTC).isoformat(timespec="seconds"))
    path = _path(library, source_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    with gzip.open(draft, "wt", encoding="utf-8") as file:
        json.dump(_to_record(kept), file, ensure_ascii=False)
    with draft.open("rb") as written:
        os.fsync(written.fileno())
    draft.replace(path)
    return kept


def removed_documents(library: Library) -> list[RemovedDocument]:
    """What was taken out and has not come back, newest first."""
    found = [kept for path in _paths(library) if (kept := _read(path)) is not None and not _stands(library, kept.source_id)]
    return sorted(found, key=lambda kept: kept.removed, reverse=True)


def stale_removed(library: Library) -> list[str]:
    """Ids kept as taken out whose documents stand: a run was killed between keeping and taking out, or bringing back."""
    return [kept.source_id for path in _paths(library) if (kept := _read(path)) is not None and _stands(library, kept.source_id)]


def removed_document(library: Library, source_id: str) -> RemovedDocument:
    """One of them. Raises: NotRemovedError."""
    path = _path(library, source_id)
    kept = _read(path) if path.is_file() else None
    if kept is None:
        raise NotRemovedError(source_id)
    return kept


def forget_removed(library: Library, source_ids: Iterable[str]) -> None:
    """Drop what was kept of documents that stand again, or shall never come back."""
    for source_id in source_ids:
        _path(library, source_id).unlink(missing_ok=True)


def removed_hashes(library: Library) -> dict[str, str]:
    """sha256 of the files of documents taken out, to their ids."""
    if not (library.folder / _FOLDER).is_dir():
        return {}
    return {digest: kept.source_id for kept in removed_documents(library) for digest in _digests(kept)}


def _stands(library: Library, source_id: str) -> bool:
    with suppress(UnknownDocumentError):
        return bool(library.source(source_id))
    return False


def _digests(kept: RemovedDocument) -> set[str]:
    return {record.sha256 for record in kept.files} | {kept.document.source.sha256}


def _path(library: Library, source_id: str) -> Path:
    return library.folder / _FOLDER / f"{source_id}.json.gz"


def _paths(library: Library) -> list[Path]:
    return sorted((library.folder / _FOLDER).glob("*.json.gz"))


def _to_record(kept: RemovedDocument) -> dict[str, object]:
    document = kept.document
    return {
        "removed": kept.removed,
        "source": source_to_json(document.source),
        "pages": document.pages,
        "blocks": [[block.page, block.start, block.end, block.role.value, block.level, block.why] for block in document.blocks],
        "notices": document.notices,
        "files": [asdict(record) for record in kept.files],
    }


def _read(path: Path) -> RemovedDocument | None:
    """The record, or None for one that a full disk or a stray hand has damaged: it cannot come back from here."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            record = json.load(file)
        blocks = tuple(Block(page, start, end, Role(role), level, why) for page, start, end, role, level, why in record["blocks"])
        document = Document(source_from_json(record["source"]), tuple(record["pages"]), blocks, tuple(record["notices"]))
        return RemovedDocument(document, tuple(FileRecord(**entry) for entry in record["files"]), record["removed"])
    except (OSError, EOFError, ValueError, KeyError, TypeError):
        return None
