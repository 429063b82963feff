"""Quantities in a sentence: a span of numbers and what they measure, so that two sentences can be laid side by side."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

_WRITTEN = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBER_WORDS = {word: number for number, word in enumerate(_WRITTEN, start=1)}
_UNITS = {  # what is measured, and how many of its smallest unit this is
    "minute": ("time", 1.0), "min": ("time", 1.0), "hour": ("time", 60.0), "hr": ("time", 60.0), "h": ("time", 60.0),
    "day": ("time", 1440.0), "week": ("time", 10080.0), "month": ("time", 43800.0), "year": ("time", 525600.0),
    "mg/kg": ("dose by weight", 1.0), "mcg/kg": ("dose by weight", 0.001), "µg/kg": ("dose by weight", 0.001),
    "μg/kg": ("dose by weight", 0.001), "mg": ("dose", 1.0), "g": ("dose", 1000.0), "gram": ("dose", 1000.0), "mcg": ("dose", 0.001),
    "µg": ("dose", 0.001), "μg": ("dose", 0.001), "%": ("share", 1.0), "percent": ("share", 1.0), "per cent": ("share", 1.0),
    "time": ("sessions", 1.0), "infusion": ("sessions", 1.0), "session": ("sessions", 1.0), "treatment": ("sessions", 1.0),
    "injection": ("sessions", 1.0), "dose": ("sessions", 1.0), "visit": ("sessions", 1.0),
    "beat": ("beats", 1.0), "point": ("points", 1.0),
    "litre": ("volume", 1000.0), "liter": ("volume", 1000.0), "ml": ("volume", 1.0), "millilitre": ("volume", 1.0),
    "milliliter": ("volume", 1.0),
    "puff": ("puffs", 1.0), "inhalation": ("puffs", 1.0), "tablet": ("tablets", 1.0), "pill": ("tablets", 1.0), "capsule": ("tablets", 1.0),
}  # fmt: skip
_ONE = r"(?:\d+(?:,\d{3})+|\d+(?:\.\d+)?|" + "|".join(_NUMBER_WORDS) + ")"
_QUANTITY = re.compile(
    rf"(?P<bound>at least|more than|over|above|minimum of|>|≥|at most|up to|less than|fewer than|under|below|within|<|≤)?\s*"
    rf"(?<![\w.=/])(?P<low>{_ONE})(?:\s?(?:-|–|—|to|or)\s?(?P<high>{_ONE}))?(?P<half>\s+and a half)?\s?-?\s?"
    r"(?P<unit>mg/kg|mcg/kg|[µμ]g/kg|mg|mcg|[µμ]g|g|grams?|ml|(?:milli)?(?:litre|liter)s?|beats?|points?|%|per ?cent"
    r"|minutes?|mins?|hours?|hrs?|h|days?|weeks?|months?|years?"
    r"|times|infusions?|sessions?|treatments?|injections?|doses|visits?|puffs?|inhalations?|tablets?|pills?|capsules?)(?![\w])"
    r"(?!\s+(?:CI|confidence|credible)\b)",
    re.IGNORECASE,
)
_OF = re.compile(  # "9 out of 10", "1 in 20", "one person in six"; not "two in 24 hours", not "one in 2019"
    rf"(?<![\w.=/])(?:(?P<from>{_ONE})\s?(?:-|–|—|to|or)\s?)?(?P<part>{_ONE})\s+"
    r"(?:(?:people|persons?|patients?|adults?|child(?:ren)?|wom[ae]n|m[ae]n|users?)\s+)?"
    rf"(?:out of|in|of)\s+(?:every\s+)?(?P<whole>{_ONE})(?![\w%])"
    r"(?!\s*-?(?:hours?|days?|weeks?|months?|years?|min)|[.,]\d)",
    re.IGNORECASE,
)
_EVERY = re.compile(
    rf"\b(?:every|each)\s+(?:(?P<low>{_ONE}|other)(?:\s?(?:-|–|—|to|or)\s?(?P<high>{_ONE}))?\s+)?(?P<unit>week|month|year)s?\b"
    rf"|\b(?:(?P<once>once|twice)|(?P<times>{_ONE})\s+times)\s+(?:a|per|each|every)\s+(?P<within>week|month|year)\b"
    r"|\b(?P<adverb>weekly|monthly|yearly|annual(?:ly)?)\b",
    re.IGNORECASE,
)
_A_DAY = (
    re.compile(  # how often a day; "three times a day" is also told as three sessions, which no other medicine's "three times" should match
        rf"\b(?:(?P<once>once|twice)|(?P<times>{_ONE})\s+times)(?:\s+(?:a|per|each|every)\s+day|[\s-]+daily)\b"
        rf"|\bevery\s+(?P<hours>{_ONE})\s+hours\b",
        re.IGNORECASE,
    )
)
A_DAY = "times a day"  # what these measure
_OFTEN = {"once": 1.0, "twice": 2.0}
_ADVERBS = {"weekly": "week", "monthly": "month", "yearly": "year", "annual": "year", "annually": "year"}
_FROM = frozenset({"at least", "more than", "over", "above", "minimum of", ">", "≥"})
_NEAR = 30.0  # times; quantities further apart than this measure something else
_NEAR_COUNTS = {"puffs": 4.0, "tablets": 4.0}  # what one takes, and what a box holds


@dataclass(frozen=True, slots=True)
class Quantity:
    """From `low` to `high` of what `measures` names, in its smallest unit."""

    measures: str
    low: float
    high: float

    def overlaps(self, other: Quantity) -> bool:
        """Whether some value is in both."""
        return self.low <= other.high and other.low <= self.high

    def is_near(self, other: Quantity) -> bool:
        """Whether both may measure the same thing: their closest ends lie within a factor of 30, of counts 4."""
        first, second = sorted((self, other), key=lambda quantity: quantity.low)
        upper = first.high if math.isfinite(first.high) else first.low
        return second.low <= _NEAR_COUNTS.get(self.measures, _NEAR) * max(upper, 1e-9)


def quantities(text: str) -> list[Quantity]:
    """The quantities that a text states: "2 to 7 days" → time, 2880 to 10080 minutes."""
    return [quantity for quantity, _ in quantities_at(text)]


def intervals(text: str) -> frozenset[Quantity]:
    """How often a text says that something happens: "every 2 years", "twice a month"."""
    return frozenset(quantity for quantity, _ in _intervals_at(text))


def quantities_at(text: str) -> list[tuple[Quantity, tuple[int, int]]]:
    """The quantities that a text states, each with its first character and the one after its last."""
    found = [
        (_read(match), (match.start("bound") if match["bound"] else match.start("low"), match.end())) for match in _QUANTITY.finditer(text)
    ]
    return sorted([*found, *_shares_at(text), *_intervals_at(text), *_a_day_at(text)], key=lambda each: each[1])


def _intervals_at(text: str) -> list[tuple[Quantity, tuple[int, int]]]:
    """What is said to happen every so often: "every 2 years", "yearly", "twice a month"."""
    return [(_interval(match), match.span()) for match in _EVERY.finditer(text)]


def _interval(match: re.Match[str]) -> Quantity:
    unit = match["unit"] or match["within"] or _ADVERBS[match["adverb"].casefold()]
    length = _UNITS[unit.casefold()][1]
    if match["within"]:
        length /= _OFTEN[match["once"].casefold()] if match["once"] else _value(match["times"])
    low = 2.0 if (match["low"] or "").casefold() == "other" else _value(match["low"] or "1")
    high = _value(match["high"]) if match["high"] else low
    return Quantity("interval", low * length, high * length)


def _a_day_at(text: str) -> list[tuple[Quantity, tuple[int, int]]]:
    """How often a day something is said to be done: "twice a day", "three times daily", "every 8 hours"."""
    found = []
    for match in _A_DAY.finditer(text):
        often = (
            24 / _value(match["hours"]) if match["hours"] else _OFTEN[match["once"].casefold()] if match["once"] else _value(match["times"])
        )
        found.append((Quantity(A_DAY, often, often), match.span()))
    return found


def _shares_at(text: str) -> list[tuple[Quantity, tuple[int, int]]]:
    """The shares told as so many of so many: "9 out of 10" → 90 %."""
    found = []
    for match in _OF.finditer(text):
        part, whole = _value(match["part"]), _value(match["whole"])
        if 0 < part <= whole and not 1900 <= whole < 2100:
            low, high = sorted(round(100 * each / whole, 4) for each in (_value(match["from"] or match["part"]), part))
            found.append((Quantity("share", low, high), match.span()))
    return found


def _read(match: re.Match[str]) -> Quantity:
    unit = match["unit"].casefold().replace("percent", "%").replace("per cent", "%")
    measures, factor = _UNITS.get(unit) or _UNITS[unit.removesuffix("s")]
    low, half = _value(match["low"]), 0.5 if match["half"] else 0.0
    low, high = (low, _value(match["high"]) + half) if match["high"] else (low + half, low + half)
    bound = (match["bound"] or "").casefold()
    if bound and not match["high"]:
        low, high = (low, math.inf) if bound in _FROM else (0.0, high)
    return Quantity(measures, min(low, high) * factor, max(low, high) * factor)


def _value(written: str) -> float:
    word = _NUMBER_WORDS.get(written.casefold())
    return float(word) if word is not None else float(written.replace(",", ""))
