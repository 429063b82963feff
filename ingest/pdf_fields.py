"""What stands on a PDF page beside its own stream: the values of form fields, and text typed onto the page (ISO 32000-2, 12.5 and 12.7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pypdf import PageObject
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject, TextStringObject

_UNSEEN = 0b100010  # of an annotation: hidden, or not shown on a screen
_PASSWORD, _PUSH_BUTTON, _COMBED = 1 << 13, 1 << 16, 1 << 24  # of a field
MAX_FIELDS = 5000  # a page
_MAX_PARENTS = 50


@dataclass(frozen=True, slots=True)
class PageField:
    """One field: what its file draws for it, and its value for where that draws no words, as viewers do."""

    rectangle: tuple[float, float, float, float]  # left, bottom, right, top; in user space
    appearance: StreamObject | None
    value: str
    is_unseen: bool


def page_fields(page: PageObject) -> Iterator[PageField]:
    """The fields and typed words of a page, in the file's order. Buttons to press and passwords are none."""
    annotations = _resolved(page.get("/Annots"))
    for annotation in annotations[:MAX_FIELDS] if isinstance(annotations, ArrayObject) else ():
        found = _resolved(annotation)
        if isinstance(found, DictionaryObject) and found.get("/Subtype") in ("/Widget", "/FreeText"):
            rectangle = _rectangle(_resolved(found.get("/Rect")))
            flags = _flags(_inherited(found, "/Ff"))
            if rectangle is not None and not flags & _PASSWORD and not (flags & _PUSH_BUTTON and _inherited(found, "/FT") == "/Btn"):
                is_unseen = bool(_flags(found.get("/F")) & _UNSEEN)
                yield PageField(rectangle, _appearance(found), _value(found, flags), is_unseen)


def is_drawn_from_values(form: Any) -> bool:  # noqa: ANN401  # whatever the file holds
    """Whether the file asks for its fields to be drawn anew from their values."""
    form = _resolved(form)
    return isinstance(form, DictionaryObject) and getattr(_resolved(form.get("/NeedAppearances")), "value", False) is True


def _appearance(annotation: DictionaryObject) -> StreamObject | None:
    """The stream that draws it in its present state."""
    appearances = _resolved(annotation.get("/AP"))
    normal = _resolved(appearances.get("/N")) if isinstance(appearances, DictionaryObject) else None
    if isinstance(normal, DictionaryObject) and not isinstance(normal, StreamObject):
        normal = _resolved(normal.get(annotation.get("/AS", "/Off")))
    return normal if isinstance(normal, StreamObject) else None


def _value(annotation: DictionaryObject, flags: int) -> str:
    """The words of a text or choice field, of all that is chosen the names that are shown."""
    if annotation.get("/Subtype") == "/FreeText":
        return _text(annotation.get("/Contents"))
    value = _inherited(annotation, "/V")
    match _inherited(annotation, "/FT"):
        case "/Tx":
            return _text(value)
        case "/Ch":
            shown = _shown(_inherited(annotation, "/Opt"))
            chosen = [_text(one) for one in value] if isinstance(value, ArrayObject) else [_text(value)]
            return "\n".join(shown.get(one, one) for one in chosen)
    return ""


def _shown(options: Any) -> dict[str, str]:  # noqa: ANN401
    """By each option's value, the words that the form shows for it."""
    pairs = [_resolved(option) for option in options] if isinstance(options, ArrayObject) else []
    return {_text(pair[0]): _text(pair[1]) for pair in pairs if isinstance(pair, ArrayObject) and len(pair) > 1}


def _inherited(annotation: DictionaryObject, key: str) -> Any:  # noqa: ANN401
    """The entry of the field, or of one of those that it belongs to."""
    field: Any = annotation
    for _ in range(_MAX_PARENTS):
        if not isinstance(field, DictionaryObject):
            return None
        if key in field:
            return _resolved(field[key])
        field = _resolved(field.get("/Parent"))
    return None


def _text(value: Any) -> str:  # noqa: ANN401
    value = _resolved(value)
    if isinstance(value, StreamObject):
        data = value.get_data()
        value = data.decode("utf-16" if data[:2] in (b"\xfe\xff", b"\xff\xfe") else "latin-1", "replace")
    return str(value) if isinstance(value, (TextStringObject, str)) and not str(value).startswith("/") else ""


def _rectangle(value: Any) -> tuple[float, float, float, float] | None:  # noqa: ANN401
    try:
        x0, y0, x1, y1 = (float(_resolved(part)) for part in value)
    except (TypeError, ValueError):
        return None
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _flags(value: Any) -> int:  # noqa: ANN401
    value = _resolved(value)
    return int(value) if isinstance(value, (int, float)) else 0


def _resolved(value: Any) -> Any:  # noqa: ANN401
    return value.get_object() if hasattr(value, "get_object") else value
