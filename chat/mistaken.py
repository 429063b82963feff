"""Words that are words, and not those meant: "how long dose it last", "the does of", "sid effects", "took to many".

Only beside words that leave no doubt: "what dose" and "what does" are both right.
"""

from __future__ import annotations

import re

_IT = r"(?:it|this|that|these|those|they|he|she|you|one|the|an?|your|my|each)"
_TAKING = r"take|took|taken|taking|swallow(?:s|ed)?|drinks?|drank|eat|ate|gave|given|it['’]?s"
_MISTAKEN = (
    (
        re.compile(
            rf"\b(how (?:long|often|soon|much|many|fast|quickly|well) )dose\b(?! of)|\b((?:how|why|when|where) )dose(?= {_IT}\b)", re.I
        ),
        "does",
    ),
    (re.compile(r"\b(what )dose(?= (?:it|this|that|they) (?:do|mean|cause|cost|feel|treat|look|help|work)\b)", re.I), "does"),
    (re.compile(r"()\bdoes(?= of (?!course))", re.I), "dose"),
    (re.compile(r"\b((?:the|usual|daily|starting|maximum|max|highest|lowest|missed) )does(?= (?:for|in|of)\b|\W*$)", re.I), "dose"),
    (re.compile(r"\b((?:what|where|who|how|why|when|they|we|you|there|these|those) )r\b(?!\.)"), "are"),
    (re.compile(r"()\bwen(?= (?:i|you|u|it|they|we|the|is|are|do|does|can|will|should|shud|must)\b)", re.I), "when"),
    (re.compile(r"()\bsid(?= e?f+[aei]ct)", re.I), "side"),
    (re.compile(rf"\b((?:{_TAKING}) )to(?= (?:many|much)\b)", re.I), "too"),
)


def without_mistaken(question: str) -> tuple[str, list[tuple[str, str]]]:
    """The question with the words that are meant, and (typed, meant) of each."""
    changed: list[tuple[str, str]] = []
    for pattern, meant in _MISTAKEN:

        def with_meant(match: re.Match[str], meant: str = meant) -> str:
            before = next((group for group in match.groups() if group), "")
            changed.append((match.group()[len(before) :], meant))
            return before + meant

        question = pattern.sub(with_meant, question)
    return question, changed
