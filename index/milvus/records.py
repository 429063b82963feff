"""What is kept beside the documents: how the library was made, which files were read, which versions are no longer or not yet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256

from index.files import FileRecord
from index.manifest import Manifest
from index.milvus.catalogue import GENERATION, LOOSE, source_key
from index.milvus.client import MilvusCalls, Row, any_of
from index.milvus.schema import FORMAT_VERSION, NO_VECTOR

_MANIFEST = "manifest"


@dataclass(frozen=True, slots=True)
class Loose:
    """A version that may have rows although no document stands in it: being written, given up, or replaced."""

    version: str
    since_ns: int
    is_replaced: bool


def read_manifest(calls: MilvusCalls) -> Manifest:
    """What the library was made with; an empty manifest if nothing was embedded yet."""
    rows = calls.get("records", [_MANIFEST], ["value"])
    return Manifest(**json.loads(rows[0]["value"])) if rows else Manifest(format_version=FORMAT_VERSION)


def write_manifest(calls: MilvusCalls, manifest: Manifest) -> None:
    """Record what the library is made with."""
    calls.upsert("records", [_record(_MANIFEST, "manifest", asdict(manifest))])


def write_generation(calls: MilvusCalls, generation: int) -> None:
    """Tell readers that something changed."""
    calls.upsert("records", [_record(GENERATION, "generation", generation)])


def read_files(calls: MilvusCalls) -> dict[str, FileRecord]:
    """What was read from where, by path."""
    rows = calls.query("records", 'kind == "file"', ("value",))
    records = [FileRecord(**json.loads(row["value"])) for row in rows]
    return {record.path: record for record in sorted(records, key=lambda record: record.path)}


def write_files(calls: MilvusCalls, files: Mapping[str, FileRecord | None]) -> None:
    """Remember files by path; forget those given as None."""
    written = [
        _record(_file_key(path), "file", asdict(record), source_key(record.source_id))
        for path, record in files.items()
        if record is not None
    ]
    gone = [_file_key(path) for path, record in files.items() if record is None]
    if written:
        calls.upsert("records", written)
    if gone:
        calls.delete("records", any_of("key", gone))


def forget_files_of(calls: MilvusCalls, source_id: str) -> None:
    """Forget all files that gave this document."""
    calls.delete("records", f'kind == "file" and source_key == "{source_key(source_id)}"')


def read_loose(calls: MilvusCalls) -> list[Loose]:
    """All loose versions."""
    return [Loose(**json.loads(row["value"])) for row in calls.query("records", 'kind == "loose"', ("value",))]


def write_loose(calls: MilvusCalls, versions: Iterable[Loose]) -> None:
    """Record versions as loose."""
    rows = [_record(f"{LOOSE}{loose.version}", "loose", asdict(loose)) for loose in versions]
    if rows:
        calls.upsert("records", rows)


def forget_loose(calls: MilvusCalls, versions: Iterable[str]) -> None:
    """These versions stand, or have no rows any more."""
    keys = sorted({f"{LOOSE}{version}" for version in versions})
    if keys:
        calls.delete("records", any_of("key", keys))


def _file_key(path: str) -> str:
    return f"file/{sha256(path.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"


def _record(key: str, kind: str, value: object, of_source: str = "") -> Row:
    return {"key": key, "kind": kind, "source_key": of_source, "value": json.dumps(value), "no_vector": NO_VECTOR}
