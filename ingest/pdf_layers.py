"""Layers of a PDF (optional content, ISO 32000-2, 8.11) that a viewer does not show when it opens the file."""

from __future__ import annotations

from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject


def layers_off(reader: PdfReader) -> frozenset[int]:
    """The object numbers of the layers that are off by the file's own default."""
    properties = _resolved(_resolved(reader.root_object).get("/OCProperties"))
    default = _resolved(properties.get("/D"))
    off = _numbers(default.get("/OFF"))
    if default.get("/BaseState") == "/OFF":
        off |= _numbers(properties.get("/OCGs")) - _numbers(default.get("/ON"))
    return frozenset(off)


def is_off(content: Any, off: frozenset[int]) -> bool:  # noqa: ANN401  # what a file gives for it
    """Whether content of this group, or of these groups' membership, is not shown."""
    if not off:
        return False
    if isinstance(content, IndirectObject) and content.idnum in off:
        return True
    membership = _resolved(content)
    if membership.get("/Type") != "/OCMD":
        return False
    groups = membership.raw_get("/OCGs") if "/OCGs" in membership else None
    numbers = {groups.idnum} if isinstance(groups, IndirectObject) and groups.idnum in off else _numbers(groups)
    match membership.get("/P", "/AnyOn"):
        case "/AllOn":
            return bool(numbers & off)
        case "/AnyOff":
            return bool(numbers) and not numbers & off
        case "/AllOff":
            return bool(numbers - off)
    return bool(numbers) and numbers <= off


def _numbers(value: Any) -> set[int]:  # noqa: ANN401
    found = value.get_object() if hasattr(value, "get_object") else value
    return {item.idnum for item in found if isinstance(item, IndirectObject)} if isinstance(found, ArrayObject) else set()


def _resolved(value: Any) -> DictionaryObject:  # noqa: ANN401
    found = value.get_object() if hasattr(value, "get_object") else value
    return found if isinstance(found, DictionaryObject) else DictionaryObject()
