"""Ranges that a value must lie in for a sentence to hold: "INR above 8" is not told of by "INR 5 to 8"."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

_N = r"\d+(?:[.,]\d+)?"
_ABOVE = r"above|over|more than|greater than|higher than|exceed(?:s|ing)|>"
_FROM = r"at least|from|≥|>="
_BELOW = r"below|under|less than|lower than|fewer than|<"
_UP_TO = r"at most|up to|≤|<="
_NO_MEASURE = (
    r"(?!(?:of|to|in|at|by|for|than|and|or|with|the|an?|about|around|after|before|between|within|from|over|under|every|least|most|page|section|table"
    r"|figure|step|type|stage|grade|phase|days?|weeks?|months?|years?|hours?|minutes|take|took|takes|give|given|is|are|was|were|if|when)\b)"
)
_RANGE = re.compile(
    rf"\b{_NO_MEASURE}(?P<of>[A-Za-z][\w-]*(?:\s+(?:levels?|values?|scores?|counts?|readings?|index|rate|concentration|result))?)\s+"
    rf"(?:(?:is|are|was|were|of|at|=|falls?|rises?|goes)\s+){{0,2}}"
    rf"(?:(?P<between>between\s+)?(?P<low>{_N})\s*(?:-|–|to|and)\s*(?P<high>{_N})"
    rf"|(?P<bound>{_ABOVE}|{_FROM}|{_BELOW}|{_UP_TO})\s*(?P<limit>{_N})"
    rf"|(?P<value>{_N}))"
    r"(?P<unit>\s*(?!(?:or|and)\b)[a-zµμ%]+(?:/[a-z]+)?)?"
    r"(?P<beyond>\s+(?:or|and) (?:above|over|more|higher|older|below|under|less|lower|younger|fewer))?",
    re.IGNORECASE,
)
_UPWARDS = re.compile(r"above|over|more|higher|older", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Range:
    """The values from `low` to `high` of what is measured; an open end is not in it."""

    of: frozenset[str]  # what is measured, by each of its words
    low: float
    high: float
    is_low_open: bool = False
    is_high_open: bool = False

    def meets(self, other: Range) -> bool:
        """Whether some value lies in both."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        if low != high:
            return low < high
        ends = (
            (self.low, self.is_low_open),
            (self.high, self.is_high_open),
            (other.low, other.is_low_open),
            (other.high, other.is_high_open),
        )
        return not any(is_open and end == low for end, is_open in ends)


def ranges(text: str) -> list[Range]:
    """The ranges that a text names, each of the word in front of it."""
    return [_read(match) for match in _RANGE.finditer(text)]


def fit(asked: Sequence[Range], text: str) -> int:
    """1 if a text names a range of what is asked of that the asked value lies in, -1 if only others, 0 if none."""
    told = ranges(text) if asked else []
    fits = [one.meets(other) for one in asked for other in told if one.of & other.of]
    return 0 if not fits else 1 if any(fits) else -1


def _read(match: re.Match[str]) -> Range:
    of = frozenset(re.sub(r"(?<!s)s$", "", word) for word in match["of"].casefold().split())
    if match["low"]:
        return Range(of, _value(match["low"]), _value(match["high"]))
    if match["value"]:
        value = _value(match["value"])
        if not match["beyond"]:
            return Range(of, value, value)
        return Range(of, value, math.inf) if _UPWARDS.search(match["beyond"]) else Range(of, -math.inf, value)
    limit, bound = _value(match["limit"]), match["bound"].casefold()
    if re.fullmatch(f"{_ABOVE}|{_FROM}", bound):
        return Range(of, limit, math.inf, is_low_open=bool(re.fullmatch(_ABOVE, bound)))
    return Range(of, -math.inf, limit, is_high_open=bool(re.fullmatch(_BELOW, bound)))


def _value(number: str) -> float:
    return float(number.replace(",", "."))
