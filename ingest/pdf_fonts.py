"""A PDF font: bytes to characters, widths, bold and italic. pypdf decodes; what it cannot is marked."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from pypdf.generic import DictionaryObject
from pypdf.generic._font import Font  # what its own extract_text decodes with; extract_text itself gives no widths

_BOLD = re.compile(r"bold|black|heavy|demi|semibd|[-,]bd|medi\b|cmbx|-b\b", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli|slant|cmti|cmsl|[-,](?:bd)?it\b|-i\b", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_ITALIC_FLAG = 1 << 6
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_UNUSED = frozenset("\x7f\x81\x8d\x8f\x90\x9d")  # in WinAnsiEncoding; ISO 32000-2, D.3 note 4 makes them bullets
_SUBSET = re.compile(r"^[A-Z]{6}\+")


@dataclass(slots=True)
class PdfFont:
    """One font of the file, read once."""

    font: Font
    bold: bool
    italic: bool
    readable: bool  # whether the file says which characters its glyphs are
    unit: float  # text space units a glyph unit: 0.001 but for Type 3 fonts
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
        text = font.character_map.get(character, character)
        text = text if isinstance(text, str) else str(text)
        if text == code and text in _UNUSED and isinstance(font.encoding, dict):
            text = "•"
        width = font.space_width if code == font.space_char else font.get_text_width(code)
        width = float(width) if isinstance(width, (int, float)) else 500.0
        return "".join(_LIGATURES.get(part, part) for part in text), width * self.unit


def read_font(resource: DictionaryObject) -> PdfFont:
    """The font of a resource dictionary. Raises what pypdf raises for a broken one."""
    font = Font.from_font_resource(resource)
    name = _SUBSET.sub("", font.name)
    flags = font.font_descriptor.flags if isinstance(font.font_descriptor.flags, int) else 0
    bold = bool(_BOLD.search(name)) or bool(flags & _FORCE_BOLD)
    italic = bool(_ITALIC.search(name)) or bool(flags & _ITALIC_FLAG)
    return PdfFont(font, bold, italic, _is_readable(resource, font), _unit(resource) if font.sub_type == "Type3" else 0.001)


def _is_readable(resource: DictionaryObject, font: Font) -> bool:
    """Glyph numbers of an embedded font mean nothing without a table; taking them for characters gives "+HOOR" for "Hello"."""
    is_numbered = resource.get("/Encoding") in ("/Identity-H", "/Identity-V") and not font.character_map
    return font.interpretable and not is_numbered


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
