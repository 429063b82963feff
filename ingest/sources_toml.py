"""sources.toml beside the documents: what a keeper knows of them, which overrides what was inferred."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from index.document import Source, SourceKind
from ingest.errors import IngestError

FILE_NAME = "sources.toml"
_EDITABLE = {"title", "kind", "authors", "publisher", "date", "url", "doi", "review", "language"}


class SourcesFileError(IngestError):
    """sources.toml cannot be used."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}. Correct the file; documents/README or the shipped sources.toml shows the form.")


def read_overrides(folder: Path) -> dict[str, Mapping[str, Any]]:
    """What sources.toml says, by file name; {} where there is none.

    Raises: SourcesFileError, naming the entry that is wrong.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        return {}
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourcesFileError(path, f"not TOML ({error})") from error
    return {name: _checked(path, name, entry) for name, entry in data.items()}


def _checked(path: Path, name: str, entry: object) -> Mapping[str, Any]:
    if not isinstance(entry, dict):
        raise SourcesFileError(path, f"[{name!r}] is not a table")
    if unknown := sorted(set(entry) - _EDITABLE):
        raise SourcesFileError(path, f"[{name!r}] has unknown keys {', '.join(unknown)}; known are {', '.join(sorted(_EDITABLE))}")
    if "kind" in entry and entry["kind"] not in {kind.value for kind in SourceKind}:
        raise SourcesFileError(path, f"[{name!r}] has kind {entry['kind']!r}; known are {', '.join(kind.value for kind in SourceKind)}")
    return entry


def with_overrides(source: Source, entry: Mapping[str, Any]) -> Source:
    """The source with what the keeper says; what was inferred for those fields is forgotten."""
    values = {key: str(value) for key, value in entry.items() if key not in {"kind", "authors"}}
    extra: dict[str, Any] = dict(values)
    if "kind" in entry:
        extra["kind"] = SourceKind(entry["kind"])
    if "authors" in entry:
        extra["authors"] = tuple(entry["authors"])
    kept = tuple((name, origin) for name, origin in source.inferred if name not in entry)
    assert set(extra) <= {field.name for field in fields(Source)}
    return replace(source, **extra, inferred=kept)
