"""The encoding of a text that does not say it: chardet's finding, with what it cannot tell by itself."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Sequence

_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\r\x0c\x0e\x0f\x1b")
_SUPERSETS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "shift_jis_2004": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
_WESTERN = frozenset({"cp1252", "iso8859-15", "iso8859-9", "cp1254"})
_OF_LATIN_LETTERS = (
    "cp1252", "mac_roman", "cp850", "cp437", "cp1250", "iso8859_2", "mac_latin2", "cp852", "cp1254", "cp1257", "iso8859_15"
)  # fmt: skip
_SHIFTING = frozenset({"hz", "iso2022_jp", "iso2022_jp_2", "iso2022_jp_2004", "iso2022_jp_ext", "iso2022_kr", "utf-7"})
_SHIFTED = re.compile(rb"\x1b\$|~\{|\+[A-Za-z0-9+/]{2,}[^A-Za-z0-9+/]")  # the bytes of these are all ASCII: they pass for UTF-8
_WIDE_STOP = re.compile(rb"\x02\x30|\x30\x02|\x0c\xff|\xff\x0c|\xae\xac|\xac\xae")
_EASTERN = re.compile("[\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff00-\uffef\x20-\x7e\n\r\t]")
_EASTERN_STOPS = re.compile("[、。，]|[\uac00-\ud7a3][ .]")
_ENGLISH = re.compile(rb"\b(?:the|of|and|was|were|with|from|that|which|for|after|than|this|not|have|been)\b", re.IGNORECASE)
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_WITHIN_WORDS = re.compile("[A-Za-z][\u0370-\u052f]|[\u0370-\u052f][A-Za-z]")  # Greek, Cyrillic
_MISREAD = re.compile(  # capitals with accents and signs within or at the end of small words, signs that stand alone, no characters at all
    r"[a-z][À-ÖØ-ÞŠŒŽŸ](?![A-ZÀ-Þ])|[A-Za-z][À-ÖØ-ÞŠŒŽŸ][a-z]|[A-Za-z][¡-©«-´¶¸-¿×÷†‡ˆ‰‹›€ƒ˜∂-◊][a-z]"
    r"|\d ?¡|(?:^|\s)[²³¹](?=\s)|(?m:^)[¥É] |[\x80-\x9f\ufffd\uf8ff]"
)
_HIGH = bytes(range(128, 256))
_SOME_BYTES, _SOME_LINES = 6, 60  # of a line, beyond ASCII; lines asked
_SOME_SIGNS = 5
_LEAST_SURE = 0.04  # noise gets 0.02, a right guess from three words 0.05
_SAMPLE = 200_000  # bytes that are looked at to find out an unmarked encoding


def wide_encoding(data: bytes) -> str:
    """UTF-16 or UTF-32 without a mark; "" if it is neither. Half of their bytes are what other texts never or seldom have."""
    sample = data[: _SAMPLE - _SAMPLE % 4]
    n_controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if 20 * n_controls < len(sample) and not _WIDE_STOP.search(sample):
        return ""
    found = _detect(sample)[0]
    return found if found.startswith(("utf-16", "utf-32")) else _wide_without_nulls(sample)


def _wide_without_nulls(sample: bytes) -> str:
    """UTF-16 of Chinese, Japanese or Korean, whose signs have no NULs: the order in which nearly all characters are of these scripts."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, errors="replace")
        n_known = len(_EASTERN.findall(text))
        if n_known > 0.9 * len(text) and len(_EASTERN_STOPS.findall(text)) > len(text) / 100:
            return encoding
    return ""


def shifted_encoding(data: bytes) -> str:
    """Which of those that switch between signs by sequences of ASCII this is in; "" if none."""
    encoding = likely_encoding(data) if _SHIFTED.search(data[:_SAMPLE]) else ""
    return encoding if encoding in _SHIFTING else ""


def likely_encoding(data: bytes) -> str:
    """The encoding that fits best; "ascii" if none does."""
    first = _BEYOND_ASCII.search(data)
    start = max(0, first.start() - _SAMPLE // 2) if first else 0
    sample = data[start : start + _SAMPLE]
    if spoilt := _spoilt(sample):
        return spoilt
    encoding = _detected(sample)
    text = sample.decode(encoding, errors="replace")
    is_english = len(_ENGLISH.findall(sample)) > len(sample.split()) / 12
    if encoding not in _SHIFTING and (is_english or _is_implausible(text)):  # few accents or none: too little for detection to go by
        encoding = next((one for one in ("cp1252", "mac_roman") if not _is_misread(sample, one)), _detected(sample, _OF_LATIN_LETTERS))
    has_lines_of_macs = b"\r" in sample and b"\n" not in sample  # as they ended while Macs had an encoding of their own
    is_of_mac = has_lines_of_macs or (_is_misread(sample, "cp1252") and not _is_misread(sample, "mac_roman"))
    return "mac_roman" if encoding in _WESTERN and is_of_mac else encoding


def _is_misread(sample: bytes, encoding: str) -> bool:
    """Whether signs come out where no Western text has them."""
    return bool(_MISREAD.search(sample.decode(encoding, errors="replace")))


def _spoilt(sample: bytes) -> str:
    """The encoding that most lines are in, if the whole is not because of a lost byte somewhere: detection takes that for impossible."""
    lines = [line for line in sample.splitlines() if len(line) - len(line.translate(None, _HIGH)) >= _SOME_BYTES][:_SOME_LINES]
    votes = Counter(_detected(line) for line in lines) if len(lines) > 1 else Counter[str]()
    encoding, n_votes = votes.most_common(1)[0] if votes else ("ascii", 0)
    if encoding == "ascii" or 2 * n_votes <= len(lines):
        return ""
    try:
        codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return encoding
    return ""


def _detected(sample: bytes, among: Sequence[str] | None = None) -> str:
    """The encoding; "ascii" where nothing fits."""
    encoding, confidence = _detect(sample, among)
    return _SUPERSETS.get(encoding, encoding or "ascii") if confidence >= _LEAST_SURE else "ascii"


def _detect(sample: bytes, among: Sequence[str] | None = None) -> tuple[str, float]:
    from chardet import detect  # its models take a quarter of a second to open, which only those need who read files

    found = detect(sample, compat_names=False, include_encodings=among)
    return (found["encoding"] or "").casefold(), found["confidence"]


def _is_implausible(text: str) -> bool:
    """Whether single letters of another script stand in words of Latin ones, or a sign or two in a Latin text: accents, misread."""
    n_other = sum(not character.isascii() and not "\x80" <= character < "\u0250" for character in text if character.isalpha())
    n_latin = sum(character.isascii() for character in text if character.isalpha())
    return bool(_WITHIN_WORDS.search(text)) or 0 < n_other < min(_SOME_SIGNS, n_latin / 10)
