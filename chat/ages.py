"""At what age: the dose of a child of four stands in the row "2 to 5 years", and not in "12 years and over".

Only where a figure or a time is asked for: "may a child of four have it?" is answered by "from the age of 5". A length of time ("for 2 to
5 years") is no age; a row is one that begins with an age.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from chat.answer_kind import AnswerKind

FITS, OTHER = 2.0, -2.0  # added to a sentence's strength in the order, in logits; as for other ranges (chat/bearing.py)

Ages = tuple[float, float]  # years, from and up to

_N = r"(?P<{}>\d{{1,3}})(?![.,]?\d|\s*(?:%|mg|ml|kg|g\b|micro|mcg|units?))"
_UNIT = r"[\s-]*(?P<unit>years?|yrs?|months?|mths?)"
_WHO = (
    r"(?:people|persons?|patients?|adults?|women|men|children|kids|girls|boys|adolescents|teenagers?|infants|babies|those|anyone|someone"
    r"|everyone|somebody)"
)
_LOW, _HIGH = _N.format("low"), _N.format("high")
_TO = r"\s*(?:-|–|to|and|up to)\s*"
_SPAN = rf"{_LOW}(?:{_TO}{_HIGH})?"
_OVER, _UNDER = r"over|above|older than|from|at least|≥|>", r"under|below|younger than|up to|less than|<"
_BEYOND = r"(?P<beyond>,? (?:and|or) (?:over|older|above|under|younger|below))"
_NO_AGE = r"(?!\s*(?:hours?|minutes?|days?|weeks?|times)\b)"
_AGES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:(?P<over>{_OVER})|(?P<under>{_UNDER})) (?:the )?age (?:of )?{_SPAN}(?:{_UNIT})?",
        rf"\b(?:aged|ages?|age of|at age)\s+(?:(?P<over>{_OVER})|(?P<under>{_UNDER}))?\s*{_SPAN}(?:{_UNIT})?",
        rf"(?:\b(?:(?P<over>{_OVER})|(?P<under>{_UNDER})) )?(?<![\d.,-]){_SPAN}{_UNIT}[\s-]*(?:olds?\b|of age\b)(?:{_BEYOND})?",
        rf"\b{_WHO} (?:who are )?(?:aged )?(?:(?P<over>over|above|older than)|(?P<under>under|below|younger than)) "
        rf"{_SPAN}(?:{_UNIT})?{_NO_AGE}",
        rf"\b{_WHO} of {_SPAN}(?![\w%])(?:{_UNIT})?{_NO_AGE}(?!\s+\w+s\b)",
        rf"(?<![\d.,-]){_SPAN}{_UNIT}{_BEYOND}",
        rf"\A\W*(?:(?P<over>{_OVER})|(?P<under>{_UNDER}))?\s*{_SPAN}{_UNIT}(?:{_BEYOND})?(?=\s*(?:\||:))",
        rf"\A\W*(?:(?P<over>over|above)|(?P<under>under|below)) {_SPAN}(?:{_UNIT})?(?=\s*(?:\||:))",
    )
)
# how a question may name an age, too: the person goes without saying
_BARE_AGE = re.compile(r"\b(?:over|above) (?P<above>[5-9]\d)\b(?!\s*(?:%|mg|ml|kg|°|beats|mm|points?))", re.IGNORECASE)
_ADULT, _CHILD = re.compile(r"\badults?\b", re.IGNORECASE), re.compile(r"\b(?:child(?:ren)?|kids)\b", re.IGNORECASE)
_GROWN = 18.0
_KINDS = frozenset({"dose", "frequency", "quantity", "number", "duration", "occurrence", "share", "price"})
_ASKS = re.compile(r"^\W*(?:and )?(?:when|what time|how)\b|\bdos(?:e|es|age|ing)\b", re.IGNORECASE)


def ages_asked(question: str, kinds: tuple[AnswerKind, ...]) -> tuple[Ages, ...]:
    """The ages of whom a question asks a figure or a time for; mostly none."""
    if not (_ASKS.search(question) or any(kind.name in _KINDS for kind in kinds)):
        return ()
    found = list(_ages_in(question))
    return tuple(found or [(float(match["above"]), math.inf) for match in _BARE_AGE.finditer(question)])


def without_ages(question: str) -> str:
    """A question without the ages that it names: who is told what holds from 12 to 17 years is told of a child of 15."""
    for pattern in (*_AGES, _BARE_AGE):
        question = pattern.sub(lambda match: match.group()[: match.start(_first_number(match)) - match.start()] + " ", question)
    return question


def _first_number(match: re.Match[str]) -> str:
    return "low" if "low" in match.re.groupindex else "above"


def fit_of_age(asked: tuple[Ages, ...], text: str) -> int:
    """1 if a text tells of an age that is asked about, -1 if only of others, 0 if of none.

    "Adults" and "children" tell an age where no number does.
    """
    if not asked:
        return 0
    told = list(_ages_in(text))
    if not told:
        told = [(_GROWN, math.inf)] if _ADULT.search(text) else []
        told += [(0.0, _GROWN - 0.1)] if _CHILD.search(text) else []
    if not told:
        return 0
    return 1 if any(one[0] <= other[1] and other[0] <= one[1] for one in asked for other in told) else -1


def _ages_in(text: str) -> Iterator[Ages]:
    taken: list[tuple[int, int]] = []
    for pattern in _AGES:
        for match in pattern.finditer(text):
            span = match.span("low")
            if span not in taken:
                taken.append(span)
                yield _read(match)


def _read(match: re.Match[str]) -> Ages:
    named = match.groupdict()
    year = 12.0 if (named.get("unit") or "").casefold().startswith("m") else 1.0
    low = float(named["low"]) / year
    beyond = (named.get("beyond") or "").casefold()
    if named.get("high"):
        return low, float(named["high"]) / year + (0.9 if year == 1.0 else 0.0)
    if named.get("over") or any(word in beyond for word in ("over", "older", "above")):
        return low, math.inf
    if named.get("under") or any(word in beyond for word in ("under", "younger", "below")):
        return 0.0, low - (0.1 if (named.get("under") or "").casefold() != "up to" else 0.0)
    return low, low + (0.9 if year == 1.0 else 0.0)
