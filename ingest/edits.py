"""What a keeper corrects by hand: it is kept with the document and stands against sources.toml and the file itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from index.document import Source, SourceKind
from ingest.errors import EditError

BY_HAND = "set by hand"
EDITABLE = ("title", "kind", "authors", "publisher", "date", "url", "doi", "review", "language")
_DATE = re.compile(r"(?:\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)?")


def edited(source: Source, values: Mapping[str, Any]) -> Source:
    """The record with these values, each marked as set by hand.

    Raises: EditError for a field that is not editable, an empty title, an unknown kind or a date that is none.
    """
    checked: dict[str, Any] = {name: _checked(name, value) for name, value in values.items()}
    inferred = tuple(pair for pair in source.inferred if pair[0] not in checked) + tuple((name, BY_HAND) for name in checked)
    return replace(source, **checked, inferred=inferred)


def with_edits_of(source: Source, standing: Source) -> Source:
    """A record read anew with what was set by hand on the one that stands."""
    names = [name for name, origin in standing.inferred if origin == BY_HAND]
    return edited(source, {name: getattr(standing, name) for name in names}) if names else source


def _checked(name: str, value: object) -> object:
    if name not in EDITABLE:
        raise EditError(f"{name!r} cannot be set", f"These can: {', '.join(EDITABLE)}.")
    if name == "authors":
        names = value.split(";") if isinstance(value, str) else value
        return tuple(text for text in (" ".join(str(item).split()) for item in names) if text)  # type: ignore[attr-defined]
    text = " ".join(str(value).split())
    if name == "kind":
        if text not in {kind.value for kind in SourceKind}:
            raise EditError(f"{text!r} is no kind of source", f"These are: {', '.join(kind.value for kind in SourceKind)}.")
        return SourceKind(text)
    if name == "title" and not text:
        raise EditError("a document without a title", "Give it some words.")
    if name == "date" and not _DATE.fullmatch(text):
        raise EditError(f"{text!r} is no date", "Write it as 2024, 2024-06 or 2024-06-30.")
    return text
