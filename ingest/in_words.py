"""What a reader's error means to somebody who only has the file: no names of classes, no words of a format's specification."""

from __future__ import annotations

import re

TOO_MUCH = "it holds more, or goes round more often, than a reader should follow"
_BROKEN = "a part of it is not what it should be"
_BY_MESSAGE = (  # (pattern, words), the first that fits
    (r"^LimitReached|maximum (?:recursion )?depth|too many|\blimit\b", TOO_MUCH),
    (r"^(?:AttributeError|TypeError|IndexError|AssertionError)\b", _BROKEN),
    (r"EmptyFile", "there is nothing in it"),
    (r"EOF marker|startxref|ended unexpectedly|unexpected (?:end|EOF)|EOFError|end of file|truncat|incomplete", "its end is missing"),
    (r"xref|cross-reference|trailer|/Root|Root object|catalog", "the table of what is in it is broken"),
    (r"/Kids|/Pages|page tree|cyclic page", "its list of pages is broken"),
    (r"not found|missing|no item named|KeyError", "a part that it names is not in it"),
    (r"CRC|checksum|decompress|zlib|inflate|incorrect header check|overlapped", "what is packed in it is broken"),
    (r"not a zip|central directory|magic number|BadZipFile", "it is no whole archive"),
    (r"password|encrypted", "it needs a password"),
    (r"compression (?:method|type)|NotImplemented", "it is packed in a way that is not read"),
    (r"UnicodeDecode|codec|encoding", "its letters are in another encoding than it says"),
    (r"XMLSyntax|ParserError|InvalidXml|not well-formed|Document is empty", "its markup is broken"),
    (r"RecursionError", "it is nested without end"),
)
_PATTERNS = [(re.compile(pattern, re.IGNORECASE), words) for pattern, words in _BY_MESSAGE]


def in_words(error: BaseException) -> str:
    """The error in plain words, without a stop."""
    told = f"{type(error).__name__} {' '.join(str(error).split())}"
    return next((words for pattern, words in _PATTERNS if pattern.search(told)), _BROKEN)
