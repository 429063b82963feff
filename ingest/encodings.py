"""Bytes to text: the encoding that a file shows, declares, or that fits it best; found out rather than assumed."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from charset_normalizer import from_bytes

_MARKS = (  # UTF-32's begins like UTF-16's and comes first
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_WIDE = {"x0x0": "utf-16-le", "0x0x": "utf-16-be", "x000": "utf-32-le", "000x": "utf-32-be"}  # 0: where bytes are nearly always NUL
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
_LEAST_PLAIN = 0.6  # of letters; German, French, Portuguese and Danish have 0.9 and more
_SAMPLE = 200_000  # bytes that are looked at to find out an unmarked encoding


def decode(data: bytes, declared: str = "") -> str:
    """The text of `data`, with what no text can hold (NULs, lone surrogates) replaced by U+FFFD. Never raises.

    An encoding that the file itself declares counts where its bytes are no UTF-8.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return storable(data.decode(encoding, errors="replace"))
    if wide := _unmarked_wide(data):
        return storable(data.decode(wide, errors="replace"))
    try:
        return storable(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    if declared:
        with suppress(LookupError, UnicodeError):  # an unknown name, or one that its own bytes belie
            return storable(data.decode(_AS_BROWSERS.get(declared.casefold(), declared)))
    return storable(data.decode(_guess(data[:_SAMPLE]), errors="replace"))


def declared_encoding(data: bytes) -> str:
    """What a page or an XML file says of its own encoding; "" if nothing."""
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    return next(name for name in found.groups() if name).decode("ascii") if found else ""


def recoded(head: bytes) -> bytes:
    """The first bytes of a file in UTF-8 where they are in UTF-16 or UTF-32; otherwise as they are."""
    wide = next((encoding for mark, encoding in _MARKS[1:] if head.startswith(mark)), "") or _unmarked_wide(head)
    return head.decode(wide, errors="replace").encode("utf-8", "replace") if wide else head


def _unmarked_wide(data: bytes) -> str:
    """UTF-16 or UTF-32 without a mark: most letters of Western scripts have NULs beside them, always on the same side."""
    sample = data[: _SAMPLE - _SAMPLE % 4]
    n_quarters = len(sample) / 4
    nulls = "".join("0" if n_quarters and sample[place::4].count(b"\x00") > 0.7 * n_quarters else "x" for place in range(4))
    return _WIDE.get(nulls, "")


def _guess(sample: bytes) -> str:
    western = from_bytes(sample, cp_isolation=["cp1252", "latin_1"]).best()
    encoding = western.encoding if western else "cp1252"
    text = sample.decode(encoding, errors="replace")
    if _is_mostly_plain(text) and not any("\x80" <= character < "\xa0" for character in text):
        return encoding
    of_dos = ["cp850", "cp437"] if _is_mostly_plain(text) else None  # controls where accents would be: written under DOS
    best = from_bytes(sample, cp_isolation=of_dos).best()
    return best.encoding if best else encoding


def _is_mostly_plain(text: str) -> bool:
    """Whether accents are as rare among letters as in the languages of Western Europe; in the letters of another script they are not."""
    letters = [character for character in text if character.isalpha()]
    return sum(character.isascii() for character in letters) >= _LEAST_PLAIN * len(letters)


def storable(text: str) -> str:
    """The text with NULs and lone surrogates replaced, one for one, so that offsets stay true."""
    return _UNSTORABLE.sub("\ufffd", text)
