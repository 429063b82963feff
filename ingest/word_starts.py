"""Many patterns as one, tried only where they can begin: at every character they take four times as long."""

from __future__ import annotations

import re
from collections.abc import Sequence

WORD_START = r"\b"


def one_of(patterns: Sequence[str], flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    r"""Finds what any of the patterns finds first, whatever the case; those that begin with \b are tried at the edges of words alone.

    None of them may have an alternative at its top.
    """
    words = [pattern.removeprefix(WORD_START) for pattern in patterns if pattern.startswith(WORD_START)]
    others = [pattern for pattern in patterns if not pattern.startswith(WORD_START)]
    joined = [rf"{WORD_START}(?:{'|'.join(words)})"] if words else []
    return re.compile("|".join([*joined, *others]), re.IGNORECASE | flags)
