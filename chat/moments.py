"""Points in time: what had come about "at 12 weeks" is not told by what had after 4, nor the figure of week 24 where week 16 is asked.

Only of what was found: "may I drive after six weeks?" is answered by "not before eight". A sentence that names no point in time says
nothing against itself; one that names the asked one among others holds it, in whatever unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_WRITTEN = {
    word: float(number)
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=1
    )
}
_N = r"(?:\d+(?:\.\d+)?|" + "|".join(_WRITTEN) + ")"
_UNITS = {"hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.4, "year": 365.0}
_UNIT = r"(?P<unit>hour|day|week|month|year)s?"
_LIST = rf"(?P<numbers>{_N}(?:\s*(?:,|-|–|to|and|or|, and)\s*{_N})*)"
_AFTER_NUMBER = re.compile(rf"(?<![\w.]){_LIST}[\s-]*{_UNIT}\b", re.IGNORECASE)
_BEFORE_NUMBER = re.compile(rf"\b{_UNIT}\s+{_LIST}(?![\w%.]*\d)(?!\s*(?:%|mg|g\b|ml|units?))", re.IGNORECASE)
_ALONE = re.compile(rf"\b(?P<half>half\s+)?(?:a|an|one)\s+{_UNIT}\b(?!\s+(?:long|ago))", re.IGNORECASE)
_A_POINT = (
    r"\b(?:at|after|by|within|from|to|until|through)\s+(?:the\s+end\s+of\s+)?"
    r"(?:a\s+(?:median|mean)\s+of\s+|about\s+|around\s+|only\s+|just\s+)?"
)
_SAYS_POINT = re.compile(rf"(?:{_A_POINT}){_LIST}[\s-]*{_UNIT}\b(?!\s+(?:of\s+age|old))", re.IGNORECASE)
_SAYS_ALONE = re.compile(rf"(?:{_A_POINT}){_ALONE.pattern}", re.IGNORECASE)
_OPENS_ROW = re.compile(rf"^\s*(?:at\s+|after\s+)?{_LIST}[\s-]*{_UNIT}\s*\|", re.IGNORECASE)
_ASKS_RESULT = re.compile(
    r"\bhow (?:much|many|often|common|high|low|large|well|effective|likely)\b|\bwhat (?:\w+ ){0,3}(?:percentage|proportion|share|rate"
    r"|score|level"
    r"|change|reduction|fall|rise|difference|result|outcome|pain|response)\w*\b|\b(?:percentage|proportion|rate|score|mean|average"
    r"|median)\b|"
    r"\bby how much\b",
    re.IGNORECASE,
)
_ASKS_LEAVE = re.compile(r"\b(?:can|may|should|must|could|shall|ought|need|have to|i|my|we|our|safe|allowed)\b", re.IGNORECASE)
_NEAR = 0.1  # of the longer: 24 weeks are six months, and 48 a year

Moment = tuple[float, float]  # days, from and to


def moments_asked(question: str) -> tuple[Moment, ...]:
    """The points in time whose result a question asks for; mostly none."""
    if not _ASKS_RESULT.search(question) or _ASKS_LEAVE.search(question):
        return ()
    return tuple(_said_at(question))


def is_of_other_moment(asked: tuple[Moment, ...], own: str) -> bool:
    """Whether a text tells of other points in time only; `own` is a sentence with the header of its table."""
    if not asked:
        return False
    said = list(_said_at(own))
    return bool(said) and not any(_meet(one, other) for one in asked for other in (*said, *_named(own)))


def without_times(text: str) -> str:
    """A text without its points and lengths of time: what figure is left is one of the result."""
    for pattern in (_BEFORE_NUMBER, _AFTER_NUMBER, _ALONE):
        text = pattern.sub(" ", text)
    return text


def _said_at(text: str) -> Iterator[Moment]:
    """The points in time that a text says something of: "at 3, 6 and 12 months", "week 4"."""
    for pattern in (_SAYS_POINT, _BEFORE_NUMBER, _OPENS_ROW):
        for match in pattern.finditer(text):
            yield from _read(match)
    yield from map(_alone, _SAYS_ALONE.finditer(text))


def _named(text: str) -> Iterator[Moment]:
    """All lengths of time that a text names."""
    for match in _AFTER_NUMBER.finditer(text):
        yield from _read(match)
    yield from map(_alone, _ALONE.finditer(text))


def _alone(match: re.Match[str]) -> Moment:
    days = _UNITS[match["unit"].casefold()] * (0.5 if match["half"] else 1.0)
    return days, days


def _read(match: re.Match[str]) -> Iterator[Moment]:
    days = _UNITS[match["unit"].casefold()]
    parts = re.split(rf"\s*(,\s*and|,|-|–|to|and|or)\s*(?={_N})", match["numbers"], flags=re.IGNORECASE)
    values = [_value(part) * days for part in parts[::2]]
    yield from ((value, value) for value in values)
    for low, between, high in zip(values, parts[1::2], values[1:], strict=False):
        if between.strip() in {"-", "–", "to"}:
            yield low, high


def _value(written: str) -> float:
    return _WRITTEN.get(written.casefold()) or float(written)


def _meet(one: Moment, other: Moment) -> bool:
    return one[0] <= other[1] * (1 + _NEAR) and other[0] <= one[1] * (1 + _NEAR)
