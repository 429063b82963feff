"""A page's streams to the operations in them, as far as they can be trusted, and how much of them that is.

pypdf gives what it could decompress of a stream that is cut or garbled as if it were all, and nothing of one whose words break off.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from enum import IntEnum
from itertools import zip_longest
from typing import Any

from pypdf.errors import LimitReachedError
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, NameObject, NullObject, StreamObject

_END = b"EndOfThePage"  # an operator that no page has; where it is not the last, alone, what stands before it broke off
_FLATE = "/FlateDecode"
_LONG_NAMES = {"/Fl": "/FlateDecode", "/AHx": "/ASCIIHexDecode", "/A85": "/ASCII85Decode", "/LZW": "/LZWDecode", "/RL": "/RunLengthDecode"}
_MOST = 100_000_000  # bytes; pypdf refuses a stream that has more
_PIECE = 1 << 20


class Damage(IntEnum):
    """What is wrong with what a page draws; of several the greatest counts."""

    NONE = 0
    DOUBTFUL = 1  # it does not fit its checksum, or a stream of several is not there
    CUT = 2  # what stands before the break is as it was
    LOST = 3  # nothing of it can be trusted: compressed bytes that are wrong have spoilt others before they were noticed


@dataclass(frozen=True, slots=True)
class Drawing:
    """Operands and operators in order."""

    operations: list[tuple[Any, bytes]]
    damage: Damage = Damage.NONE


def read_drawing(contents: Any, pdf: Any, encoding: str | None = None) -> Drawing:  # noqa: ANN401  # whatever the file holds
    """The operations of a stream or of several that count as one, up to where the first of them breaks.

    Raises: LimitReachedError, MemoryError.
    """
    found = _resolved(contents)
    parts = list(found) if isinstance(found, ArrayObject) else [found]
    if isinstance(contents, NullObject) or not parts:
        return Drawing([])
    for part in parts:
        _name_filters(_resolved(part))
    damages = [_damage(part) for part in parts]
    worst = max(damages)
    if worst is Damage.LOST or not any(isinstance(_resolved(part), StreamObject) for part in parts):
        return Drawing([], Damage.LOST)
    if Damage.CUT in damages:
        parts = parts[: damages.index(Damage.CUT) + 1]
    try:
        content = ContentStream(ArrayObject(parts), pdf, encoding)
        content.set_data(content.get_data() + b"\n" + _END)
    except (MemoryError, LimitReachedError):
        raise
    except Exception:  # pypdf raises nearly anything for a stream that cannot be decoded
        return Drawing([], Damage.LOST)
    operations = _parsed(content)
    end = operations.pop() if operations and operations[-1][1] == _END else None
    is_whole = end is not None and not end[0] and _is_text_ended(operations)
    if is_whole or worst is Damage.CUT:
        return Drawing(operations, worst)
    return Drawing([], Damage.LOST) if worst is Damage.DOUBTFUL else Drawing(operations, Damage.CUT)


def _name_filters(stream: Any) -> None:  # noqa: ANN401
    """Call the filters of a stream by the names that pypdf knows, and leave out those that change nothing."""
    if not isinstance(stream, StreamObject) or "/Filter" not in stream:
        return
    names, parameters = (list(found) if isinstance(found, ArrayObject) else [found] for found in _of_filters(stream))
    pairs = [(_resolved(name), _resolved(parameter)) for name, parameter in zip_longest(names, parameters)][: len(names)]
    kept = [pair for pair in pairs if not isinstance(pair[0], NullObject) and not _is_no_encryption(*pair)]
    stream[NameObject("/Filter")] = ArrayObject(NameObject(_LONG_NAMES.get(name, name)) for name, _ in kept)
    if any(isinstance(parameter, DictionaryObject) for _, parameter in kept):
        stream[NameObject("/DecodeParms")] = ArrayObject(parameter or NullObject() for _, parameter in kept)
    else:
        stream.pop("/DecodeParms", None)


def _of_filters(stream: StreamObject) -> tuple[Any, Any]:
    return _resolved(stream.get("/Filter")), _resolved(stream.get("/DecodeParms", stream.get("/DP")))


def _is_no_encryption(name: Any, parameters: Any) -> bool:  # noqa: ANN401
    return bool(name == "/Crypt") and (not isinstance(parameters, DictionaryObject) or parameters.get("/Name", "/Identity") == "/Identity")


def _parsed(content: ContentStream) -> list[tuple[Any, bytes]]:
    """The operations before the first that cannot be parsed."""
    try:
        return content.operations
    except (MemoryError, LimitReachedError):
        raise
    except Exception:  # asked once more, pypdf gives those that it had
        try:
            return content.operations
        except Exception:  # there were none
            return []


def _is_text_ended(operations: list[tuple[Any, bytes]]) -> bool:
    """Whether the last text that was begun was ended."""
    last = next((operator for _, operator in reversed(operations) if operator in (b"BT", b"ET")), b"ET")
    return last == b"ET"


def _damage(part: Any) -> Damage:  # noqa: ANN401
    """What is wrong with one stream's bytes. Only those compressed as nearly all are can be told to be whole."""
    stream = _resolved(part)
    if not isinstance(stream, StreamObject):
        return Damage.DOUBTFUL  # something was to be drawn, and is not there
    filters = _resolved(stream.get("/Filter"))
    first = filters[0] if isinstance(filters, ArrayObject) and filters else filters
    return _damage_of_flate(stream._data) if first == _FLATE and stream._data else Damage.NONE


def _damage_of_flate(data: bytes) -> Damage:
    """Whether compressed bytes go on to their end, and fit the checksum behind it; some programs leave that out."""
    if len(data) < 2 or data[0] & 15 != 8 or int.from_bytes(data[:2]) % 31:
        return Damage.LOST
    decompress = zlib.decompressobj(-zlib.MAX_WBITS)  # without head and checksum, to tell these from what is between
    checksum, n_bytes, pending = 1, 0, data[2:]
    try:
        while not decompress.eof and n_bytes < _MOST:
            made = decompress.decompress(pending, _PIECE)
            checksum, n_bytes, pending = zlib.adler32(made, checksum), n_bytes + len(made), decompress.unconsumed_tail
            if not made and not pending and not decompress.eof:
                return Damage.CUT
    except zlib.error:
        return Damage.LOST
    stated = decompress.unused_data[:4]
    return Damage.DOUBTFUL if len(stated) == 4 and int.from_bytes(stated) != checksum else Damage.NONE


def _resolved(value: Any) -> Any:  # noqa: ANN401
    return value.get_object() if hasattr(value, "get_object") else value
