"""Which of a counted row: "the second stage" and "stage 2" are one, and what is told of the third stage is told of another."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_NUMBERS = {
    **{word: n for n, word in enumerate(_ORDINALS, 1)},
    **{word: n for n, word in enumerate(("1st", "2nd", "3rd", "4th", "5th", "6th"), 1)},
    **{word: n for n, word in enumerate(("one", "two", "three", "four", "five", "six"), 1)},
    **{word: n for n, word in enumerate(("i", "ii", "iii", "iv", "v", "vi"), 1)},
    **{str(n): n for n in range(1, 10)},
}
_KIND = (
    r"stages?|grades?|types?|phases?|class(?:es)?|categor(?:y|ies)|degrees?|trimesters?|steps?|cycles?|levels?|tiers?|doses?|lines?"
    r"|courses?"
)
_ORDINAL = rf"(?:{'|'.join(_ORDINALS)}|[1-6](?:st|nd|rd|th))"
_CARDINAL = r"(?:[1-9](?![\d.,]*\d)|(?-i:I{1,3}|IV|VI?)|one|two|three|four|five|six)(?:[abc]\b)?"
_ROW = r"(?:{one}(?:\s*(?:,|/|-|–|and|or|to)\s*(?:the )?{one})*)"
_FOUND = (
    re.compile(rf"(?<![\d-])\b(?P<row>{_ROW.format(one=_ORDINAL)})[\s-]+(?P<kind>{_KIND})\b(?!-)", re.I),
    re.compile(
        rf"\b(?P<kind>{_KIND})\s+(?P<row>{_ROW.format(one=_CARDINAL)})(?![\w%])(?!\s*(?:mg|ml|g|kg|%|times|days?|weeks?|hours?)\b)", re.I
    ),
)
_WORD = re.compile(r"[^\W_]+")
_RANGE = re.compile(r"^\s*(\w+)\s*(?:-|–|to)\s*(\w+)\s*$")

Numbered = Mapping[str, frozenset[int]]  # stage → {2}


def numbered_in(text: str) -> Numbered:
    """What a text tells of in counted rows: "the second and third stage, grade 2 to 4" → stage 2, 3; grade 2, 3, 4."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for pattern in _FOUND:
        for match in pattern.finditer(text):
            found[_singular(match["kind"])].update(_numbers(match["row"]))
    return {kind: frozenset(numbers) for kind, numbers in found.items() if numbers}


def is_of_another_number(asked: Numbered, sentence: str, above: str) -> bool:
    """Whether a sentence, or else what stands above it, tells of others of a counted row only."""
    if not asked:
        return False
    told, headed = numbered_in(sentence), numbered_in(above)
    for kind, numbers in asked.items():
        if numbers & (told.get(kind, frozenset()) | headed.get(kind, frozenset())):
            continue
        if told.get(kind) or headed.get(kind):
            return True
    return False


def _numbers(row: str) -> set[int]:
    words = [word.casefold().rstrip("abc") for word in _WORD.findall(row)]  # "stage IIIb"
    numbers = [_NUMBERS[word] for word in words if word in _NUMBERS]
    if len(numbers) == 2 and _RANGE.match(row):
        return set(range(numbers[0], numbers[1] + 1)) or set(numbers)
    return set(numbers)


def _singular(kind: str) -> str:
    kind = kind.casefold()
    return {"categories": "category", "classes": "class"}.get(kind) or (kind if kind == "class" else kind.removesuffix("s"))
