"""Whether a file is a message or a page saved as one, by its head. Apart from what reads them, which takes long to import."""

from __future__ import annotations

import re

_HEADER = re.compile(rb"\s*(?:[A-Za-z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)+")


def is_mail(head: bytes) -> bool:
    """Whether a file begins as MIME messages do."""
    found = _HEADER.match(head.replace(b"\r\n", b"\n"))
    names = found[0].lower() if found else b""
    return b"mime-version:" in names and b"content-type:" in names
