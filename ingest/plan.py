"""What has to be done to bring the library up to date with files: new, changed, moved, gone, a copy, unchanged."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from index.files import FileRecord, sha256_of
from index.store import FILE_NAME as LIBRARY_FILE
from ingest.receipt import Status
from ingest.sources_toml import FILE_NAME as SOURCES_FILE
from ingest.unwritten import is_unwritten, mark_of

_LEFT_OUT = "taken out by hand; bring it back with: python -m ingest restore {}"
_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Step:
    """What is to be done with one file."""

    status: Status
    path: Path
    record: FileRecord | None = None  # the file as it is now; None if it is gone or cannot be read
    source_id: str = ""
    reason: str = ""


def find_files(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and those in the folders named, in order; hidden ones, sources.toml and libraries left out; links not followed."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for folder, folders, names in os.walk(path):
            if LIBRARY_FILE in names:  # a library's own files are no documents
                folders[:] = []
                continue
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            yield from (Path(folder, name) for name in sorted(names) if not name.startswith(".") and name != SOURCES_FILE)


def make_plan(
    paths: Iterable[Path], known: Mapping[str, FileRecord], *, current: Mapping[str, bool], left_out: Mapping[str, str] | None = None
) -> list[Step]:
    """One step a file found, then one for each known file that is gone from the folders named.

    `current` says of each source_id whether it was made by today's loaders, `left_out` of a file's hash which document taken
    out by hand it holds. Identity is content: the sha256 of the bytes, read only of files that may have been written since.
    """
    paths = list(paths)
    roots = [path.resolve() for path in paths if path.is_dir()]
    steps: list[Step] = []
    by_hash = {record.sha256: record for record in known.values()}
    taken = {record.source_id for record in known.values()} | set(current) | set((left_out or {}).values())
    claimed: dict[str, str] = {}
    for path in find_files(paths):
        step = _step_for(path, known, by_hash, claimed, taken, current)
        if step.record is not None and (removed := (left_out or {}).get(step.record.sha256)) is not None:
            steps.append(Step(Status.LEFT_OUT, path, None, removed, _LEFT_OUT.format(removed)))
            continue
        steps.append(step)
        if step.record is not None and step.status is not Status.DUPLICATE:
            claimed[step.record.sha256] = step.source_id
            taken.add(step.source_id)
    seen = {step.record.path for step in steps if step.record}
    moved_from = {known_record.path for step in steps if step.status is Status.MOVED and (known_record := by_hash.get(_digest(step)))}
    for name, record in known.items():
        if name in seen or name in moved_from:
            continue
        if any(Path(name).is_relative_to(root) for root in roots) and not Path(name).exists():
            steps.append(Step(Status.REMOVED, Path(name), None, record.source_id, "the file is gone"))
    still_there = {step.source_id for step in steps if step.record} | {
        record.source_id for name, record in known.items() if name not in seen and Path(name).exists()
    }
    return [_copy_removed(step) if step.status is Status.REMOVED and step.source_id in still_there else step for step in steps]


def _digest(step: Step) -> str:
    return step.record.sha256 if step.record else ""


def _copy_removed(step: Step) -> Step:
    """A file is gone whose text another file still holds: the document stays, and so no source_id is named."""
    return replace(step, source_id="", reason="the file is gone; its text stays under another name")


def _step_for(
    path: Path,
    known: Mapping[str, FileRecord],
    by_hash: Mapping[str, FileRecord],
    claimed: Mapping[str, str],
    taken: set[str],
    current: Mapping[str, bool],
) -> Step:
    name = path.absolute().as_posix()
    if not is_text(name):
        return Step(Status.REFUSED, path, reason="its name, or a folder's, is not text in UTF-8. Rename it")
    before = known.get(name)
    try:
        status = path.stat()
        mark = mark_of(status)
        digest = before.sha256 if before and is_unwritten(status, before) else _digest_of(path)
    except OSError:
        return Step(Status.ADDED, path)  # loading says what is wrong with it
    if not digest:
        return Step(Status.ADDED, path)

    def record(source_id: str) -> FileRecord:
        return FileRecord(name, status.st_size, status.st_mtime_ns, digest, source_id, mark)

    if digest in claimed:
        return Step(Status.DUPLICATE, path, record(claimed[digest]), claimed[digest], f"a copy of {claimed[digest]}")
    if before:
        is_same = before.sha256 == digest and current.get(before.source_id, False)
        return Step(Status.UNCHANGED if is_same else Status.UPDATED, path, record(before.source_id), before.source_id)
    if (twin := by_hash.get(digest)) is not None and current.get(twin.source_id, False):
        if Path(twin.path).exists():
            return Step(Status.DUPLICATE, path, record(twin.source_id), twin.source_id, f"a copy of {shown(Path(Path(twin.path).name))}")
        return Step(Status.MOVED, path, record(twin.source_id), twin.source_id, f"was {shown(Path(Path(twin.path).name))}")
    source_id = _free_slug(path.stem, taken)
    return Step(Status.ADDED, path, record(source_id), source_id)


def is_text(name: str) -> bool:
    """Whether the name can be written down; some systems allow any bytes."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def shown(path: Path) -> str:
    """The path as it can be printed on one line, whatever its bytes."""
    if (text := str(path)).isprintable():
        return text
    text = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return "".join(character if character.isprintable() else ascii(character)[1:-1] for character in text)


def slug(stem: str) -> str:
    """A file name's stem as an id: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode("ascii").lower()
    return _SLUG.sub("-", plain).strip("-")[:80] or f"document-{hashlib.sha256(stem.encode('utf-8', 'replace')).hexdigest()[:8]}"


def _free_slug(stem: str, taken: set[str]) -> str:
    base = slug(stem)
    number = 1
    while (candidate := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return candidate


def _digest_of(path: Path) -> str:
    """sha256 of a file's bytes; "" of what is no file."""
    return sha256_of(path) if path.is_file() else ""
