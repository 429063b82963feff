"""Texts that nobody wrote to be read as text: programs, logs, dumps, lists of addresses; told by the shape of their lines."""

from __future__ import annotations

import re

from ingest.boilerplate import is_sentence

_FEWEST = 5  # lines; of fewer nothing can be said
_LOOKED_AT = 5000  # lines
_LONGEST = 200  # characters of a line that are looked at
_MOST = 0.6  # of lines
_NEARLY_ALL = 0.83  # sources of LaTeX have 0.8
_SOME_PROSE = 0.2
_MOST_PROSE = 0.1  # of lines: a text about programs explains them
_SHAPES = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        (
            "a program or style sheet",
            r"(?:"
            r".*[{}]$|.*[(){}=\"].*;$|[)\]]+[;,]?$|#\s*include\b|(?:from\s+[\w.]+\s+)?import\s+[\w.{*]|(?:async\s+)?def\s+\w+\s*\(.*:$"
            r"|class\s+\w+.*:$|(?:if|elif|for|while|with|except|try|else|finally)\b(?:[^.]|\.(?=\S))*:$|return\b|@\w[\w.]*(?:\(.*\))?$"
            r"|(?:self\.|this\.)?[A-Za-z_][\w.\[\]]*\s*[-+|]?=\s*\S.*$|[\w.]+\(.*\)[;,]?$|(?://|/\*|\*/|#!|\#\s*!).*$"
            r"|(?:function|const|let|var|public|private|static|package|func|fn|use)\s+\w.*$"
            r"|(?:diff --git|index [0-9a-f]{7}|@@ |\+\+\+ |--- [ab]/|[+-]\s*\w+\s*=).*$)",
        ),
        (
            "a log of a program",
            r"(?=.*\d\d:\d\d:\d\d)(?:.*\b(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|CRITICAL|FATAL)\b"
            r"|\S+ \S+ \S+ \[\d\d/[A-Z][a-z]{2}/\d{4}:"
            r"|[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \S+ [\w./-]+(?:\[\d+\])?:)",
        ),
        ("a dump of bytes", r"(?:0x)?[0-9a-fA-F]{4,16}:?\s+(?:[0-9a-fA-F]{2,8}\s+){4,}"),
        ("a list of addresses", r"(?:https?|ftp)://\S+$"),
    )
)


def is_of_program(line: str) -> bool:
    """Whether a line is of a program or a style sheet, by its shape."""
    return bool(_SHAPES[0][1].match(line.strip()[:_LONGEST]))


def why_no_prose(text: str) -> str:
    """What a text is if not prose: "a log of a program (98 % of its lines)"; "" if people wrote it to be read."""
    lines = [words for line in text.split("\n", _LOOKED_AT)[:_LOOKED_AT] if (words := line.strip()[:_LONGEST])]
    n_prose = sum(map(_is_prose, lines))
    if len(lines) < _FEWEST or n_prose > _SOME_PROSE * len(lines):
        return ""
    counts = {name: sum(bool(pattern.match(line)) for line in lines) for name, pattern in _SHAPES}
    least = _MOST if n_prose <= _MOST_PROSE * len(lines) else _NEARLY_ALL  # programs have comments in words
    name = max(counts, key=lambda one: counts[one])
    return f"{name} ({100 * counts[name] // len(lines)} % of its lines)" if counts[name] > least * len(lines) else ""


def _is_prose(line: str) -> bool:
    return is_sentence(line) and not any(pattern.match(line) for _, pattern in _SHAPES)
