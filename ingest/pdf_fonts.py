"""A PDF font: bytes to characters, widths, bold and italic. pypdf decodes; what it cannot is marked."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from pypdf.generic import DictionaryObject, NameObject, StreamObject
from pypdf.generic._font import Font  # what its own extract_text decodes with; extract_text itself gives no widths

_BOLD = re.compile(r"bold|black|heavy|demi|semibd|[-,]bd|medi\b|cmbx|-b\b", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli|slant|cmti|cmsl|[-,](?:bd)?it\b|-i\b", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_ITALIC_FLAG = 1 << 6
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_UNUSED = frozenset("\x7f\x81\x8d\x8f\x90\x9d")  # in WinAnsiEncoding; ISO 32000-2, D.3 note 4 makes them bullets
_KNOWN = ("/Identity-", "-UCS2-", "-UTF16-")  # in names of encodings: pypdf reads them
_CODECS = tuple(
    (re.compile(pattern), codec)
    for pattern, codec in (
        (r".*RKSJ-", "cp932"), (r"/EUC-[HV]", "euc_jp"), (r"/GB.*-[HV]", "gb18030"), (r"/KSC.*-[HV]", "cp949"), (r"/HKscs-B5", "big5hkscs"),
        (r".*-?B5.*-[HV]", "cp950"), (r"/Uni.*UTF8-", "utf-8"), (r"/Uni.*UTF32-", "utf-32-be"),
    )
)  # fmt: skip
_DISPENSABLE = ((), ("/ToUnicode",), ("/ToUnicode", "/Widths"))
_UNKNOWN = "\ufffd"
_CODE_SPACE = re.compile(rb"begincodespacerange(.*?)endcodespacerange", re.DOTALL)
_LOWEST_CODE = re.compile(rb"<\s*([0-9A-Fa-f]+)\s*>\s*<")
_SUBSET = re.compile(r"^[A-Z]{6}\+")


@dataclass(slots=True)
class PdfFont:
    """One font of the file, read once."""

    font: Font
    bold: bool
    italic: bool
    readable: bool  # whether the file says which characters its glyphs are
    unit: float  # text space units a glyph unit: 0.001 but for Type 3 fonts
    only_mapped: bool = False  # its codes are numbers of glyphs: one that its table leaves out is no character
    _glyphs: dict[str, tuple[str, float]] = field(default_factory=dict)

    def glyphs(self, data: bytes) -> list[tuple[str, float, bool]]:
        """Each code of `data` as (characters, width in text space at size 1, is the single byte 32)."""
        encoding = self.font.encoding
        codes = _decoded(data, encoding) if isinstance(encoding, str) else data.decode("latin-1")
        cache = self._glyphs
        found = []
        for code in codes:
            glyph = cache.get(code)
            if glyph is None:
                glyph = cache[code] = self._glyph(code)
            found.append((*glyph, code == " " and not isinstance(encoding, str)))
        return found

    def _glyph(self, code: str) -> tuple[str, float]:
        font = self.font
        character = font.encoding.get(ord(code), code) if isinstance(font.encoding, dict) else code
        text = font.character_map.get(character, _UNKNOWN if self.only_mapped else character)
        text = text if isinstance(text, str) else str(text)
        if len(text) > 1 and text.startswith("/") and text == character:
            text = " " if code == " " else _UNKNOWN  # a glyph's name that is no character's: /g17
        if text == code and text in _UNUSED and isinstance(font.encoding, dict):
            text = "•"
        width = font.space_width if code == font.space_char else font.get_text_width(code)
        width = float(width) if isinstance(width, (int, float)) else 500.0
        return "".join(_LIGATURES.get(part, part) for part in text), width * self.unit


def read_font(resource: DictionaryObject) -> PdfFont:
    """The font of a resource dictionary, without its table of characters or of widths where these are what is broken.

    Raises what pypdf raises for one that is broken elsewhere.
    """
    for number, left_out in enumerate(_DISPENSABLE, start=1):
        try:
            return _read(DictionaryObject({key: value for key, value in resource.items() if key not in left_out}))
        except (MemoryError, RecursionError):
            raise
        except Exception:  # pypdf raises nearly anything
            if number == len(_DISPENSABLE):
                raise
    raise AssertionError("unreachable")


def _read(resource: DictionaryObject) -> PdfFont:
    font = Font.from_font_resource(resource)
    codec = _codec(resource, font)
    if codec:
        font.encoding = codec
    name = _SUBSET.sub("", font.name)
    flags = font.font_descriptor.flags if isinstance(font.font_descriptor.flags, int) else 0
    bold = bool(_BOLD.search(name)) or bool(flags & _FORCE_BOLD)
    italic = bool(_ITALIC.search(name)) or bool(flags & _ITALIC_FLAG)
    is_readable = font.interpretable and codec is not None and not _is_numbered(resource, font)
    unit = _unit(resource) if font.sub_type == "Type3" else 0.001
    return PdfFont(font, bold, italic, is_readable, unit, _numbers_glyphs(resource))


def stand_in() -> PdfFont:
    """What viewers write with where a page names a font that is not there."""
    names = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica", "/Encoding": "/WinAnsiEncoding"}
    return _read(DictionaryObject({NameObject(key): NameObject(value) for key, value in names.items()}))


def _is_numbered(resource: DictionaryObject, font: Font) -> bool:
    """Glyph numbers of an embedded font mean nothing without a table; taking them for characters gives "+HOOR" for "Hello"."""
    return _numbers_glyphs(resource) and not font.character_map


def _numbers_glyphs(resource: DictionaryObject) -> bool:
    encoding = _encoding(resource)
    return encoding in ("/Identity-H", "/Identity-V") or (resource.get("/Subtype") == "/Type0" and isinstance(encoding, StreamObject))


def _encoding(resource: DictionaryObject) -> Any:  # noqa: ANN401  # whatever the file holds
    encoding = resource.get("/Encoding")
    return encoding.get_object() if encoding is not None else None


def _codec(resource: DictionaryObject, font: Font) -> str | None:
    """The codec of an encoding that pypdf would take for UTF-16 because it does not know its name; "" for others, None if nobody does."""
    name = _encoding(resource)
    if resource.get("/Subtype") == "/Type0" and isinstance(name, StreamObject):
        return _codec_of_codes(name) if font.character_map else None
    if (
        resource.get("/Subtype") != "/Type0"
        or not isinstance(name, NameObject)
        or font.character_map
        or any(part in name for part in _KNOWN)
    ):
        return ""
    return next((codec for pattern, codec in _CODECS if pattern.match(name)), None)


def _codec_of_codes(table: StreamObject) -> str | None:
    """What parts bytes into the codes of a font's own table: one byte each or two; None for what no codec does."""
    with suppress(Exception):  # pypdf raises nearly anything for a stream that cannot be decoded
        lengths = frozenset(len(low) for part in _CODE_SPACE.findall(table.get_data()) for low in _LOWEST_CODE.findall(part))
        return {frozenset({2}): "latin-1", frozenset({4}): "utf-16-be"}.get(lengths)
    return None


def _unit(resource: DictionaryObject) -> float:
    matrix: Any = resource.get("/FontMatrix")
    try:
        unit = abs(float(matrix[0]))
    except (TypeError, ValueError, IndexError, KeyError):
        return 0.001
    return unit if 0 < unit <= 1 else 0.001


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding, "surrogatepass")
    except (UnicodeDecodeError, LookupError):
        try:
            return data.decode(encoding, "replace")
        except LookupError:
            return data.decode("latin-1")
