"""Bytes to text: the encoding that a file shows, declares, or that fits it best; found out rather than assumed."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from ingest.guess_encoding import likely_encoding, shifted_encoding, wide_encoding

_MARKS = (  # UTF-32's begins like UTF-16's and comes first
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_TRAIL = "[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"  # 0x80 to 0xBF
_MOST_TWICE = 0.8  # of the letters beyond ASCII: elsewhere "Ã©" may be what was written
TWICE = re.compile(f"[\u00c2-\u00df]{_TRAIL}|[\u00e0-\u00ef]{_TRAIL}{{2}}|[\u00f0-\u00f4]{_TRAIL}{{3}}")
_MIXED = re.compile("[A-Za-z][\u0400-\u052f]|[\u0400-\u052f][A-Za-z]")
_CYRILLIC = re.compile("[\u0400-\u052f]{3,}")
_BYTES = {bytes([byte]).decode("cp1252"): chr(byte) for byte in range(0x80, 0xA0) if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}}
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})""",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 4096  # bytes; browsers look at 1024
_AS_BROWSERS = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
}
_NO_CHARACTER_SETS = frozenset(  # codecs that are none, and sets in which the declaration itself could not have been read
    {"punycode", "idna", "unicode_escape", "raw_unicode_escape", "undefined"}
    | {"utf-7", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"}
)


def decode(data: bytes, declared: str = "") -> str:
    """The text of `data`, with what no text can hold (NULs, lone surrogates) replaced by U+FFFD. Never raises.

    An encoding that the file itself declares counts where its bytes are no UTF-8. Bytes that no encoding makes sense of are U+FFFD.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return storable(data.decode(encoding, errors="replace"))
    if wide := wide_encoding(data):
        return storable(data.decode(wide, errors="replace"))
    if shifted := shifted_encoding(data):
        return storable(data.decode(shifted, errors="replace"))
    text = data.decode("utf-8", errors="replace")
    if _is_mostly_right(text):
        return storable(_undone(text))
    if declared:
        with suppress(LookupError, UnicodeError):  # an unknown name
            name = codecs.lookup(_AS_BROWSERS.get(declared.casefold(), declared)).name
            text = "" if name in _NO_CHARACTER_SETS else data.decode(name, errors="replace")
            if text and _is_mostly_right(text) and not _is_of_two_scripts(text):
                return storable(text)
    return storable(data.decode(likely_encoding(data), errors="replace"))


def _undone(text: str) -> str:
    """The text without the second encoding of what was taken for Windows-1252 and written as UTF-8 again: "Ã¼" was "ü"."""
    n_twice = sum(map(len, TWICE.findall(text)))
    n_beyond = sum(character > "\x7f" and character != "\ufffd" for character in text) if n_twice else 0
    return TWICE.sub(_once, text) if n_twice > _MOST_TWICE * n_beyond else text


def _once(found: re.Match[str]) -> str:
    try:
        return "".join(_BYTES.get(character, character) for character in found[0]).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return found[0]


def declared_encoding(data: bytes) -> str:
    """What a page or an XML file says of its own encoding; "" if nothing."""
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    return next(name for name in found.groups() if name).decode("ascii") if found else ""


def recoded(head: bytes) -> bytes:
    """The first bytes of a file in UTF-8 where they are in UTF-16 or UTF-32; otherwise as they are."""
    wide = next((encoding for mark, encoding in _MARKS[1:] if head.startswith(mark)), "") or wide_encoding(head)
    return head.decode(wide, errors="replace").encode("utf-8", "replace") if wide else head


def _is_mostly_right(text: str) -> bool:
    """Whether what could not be decoded is rare beside what could and is not ASCII: a byte that was lost, not another encoding."""
    n_wrong = text.count("\ufffd")
    n_right = len(text) - len(text.encode("ascii", "ignore")) - n_wrong
    return n_wrong <= max(min(1, n_right), n_right // 2)


def _is_of_two_scripts(text: str) -> bool:
    """Whether Cyrillic letters stand within Latin words more often than by themselves: accents, in a page that declares Cyrillic."""
    return len(_MIXED.findall(text)) > len(_CYRILLIC.findall(text))


def storable(text: str) -> str:
    """The text with NULs and lone surrogates replaced, one for one, so that offsets stay true."""
    return _UNSTORABLE.sub("\ufffd", text)
