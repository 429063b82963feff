"""The sentences of a question that tells a story, as letters do: much of what such a one tells is not what it asks."""

from __future__ import annotations

import re

_END = re.compile(r"(?<=[.?!…])\s+|\n+")  # what was typed is no document: no abbreviations, lists or rows to be careful of
LEAST = 3  # sentences; a question with one sentence before it is read as it stands
MOST = 16  # that are looked for one by one: each costs an embedding


def parts_of(question: str) -> tuple[str, ...]:
    """The sentences of a long question, the last ones where there are too many; none of a short one."""
    parts = tuple(filter(None, map(str.strip, _END.split(question))))
    return parts[-MOST:] if len(parts) >= LEAST else ()
