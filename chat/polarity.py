"""Whether one sentence denies what another says, or forbids what another allows; told by words alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection

_DENIAL = re.compile(
    r"\b(?:not|no|never|without|cannot|n['’]t)\b(?P<denied>(?:\s+(?:(?:to|an?|the|any|more)\s+)*[\w-]+){1,3})|\b(?P<root>[a-z]{3,})less\b",
    re.IGNORECASE,
)
DONE = r"(?:taken|used|given|started|continued|added|eaten|drunk|applied|combined|repeated|worn|stopped|treated|offered)"
DO = r"(?:take|use|drink|eat|drive|travel|fly|swim|run|work|return|go|continue|wear|have|start|stop)"
FORBIDS = re.compile(
    r"\b(?:should|must|may|can) ?not\b|\bcan['’]t\b|\bdo(?: not|n['’]t)\b|\bnever\b|\bavoid(?:ed|ing)?\b|\bunsafe\b|\bunsuitable\b"
    r"|\bnot (?:be |been |yet )?(?:recommended|advised|allowed|permitted|suitable|safe|offered|approved)\b"
    r"|\bcontraindicated\b|\bforbidden\b|\bprohibited\b|\bbanned\b",
    re.IGNORECASE,
)
ALLOWS = re.compile(
    rf"\b(?:may|can) (?:(?:also|still|safely|usually|then) )?(?:be (?:\w+ly )?{DONE}|{DO})\b"
    r"|\b(?:is|are|was|were) (?:\w+ly )?(?:allowed|permitted|safe|suitable|recommended|advised|possible)\b|\b\d+ ?% safe\b"
    r"|\bwith or without\b|\b(?:does|do|did|is|are) not (?:change|affect|alter|influence|interact|harm|matter|harmful|dangerous)\b"
    r"|\b(?:has|have|had|with) no (?:effect|influence|interaction|harm|risk|side[- ]effects?)\b",
    re.IGNORECASE,
)
_ASKS_YES_OR_NO = re.compile(
    r"^\W*(?:(?:and|so|but|then),? )?(?:can|could|may|might|should|must|is|are|was|were|do|does|did|will|would|has|have|am)\b",
    re.IGNORECASE,
)


def asks_yes_or_no(question: str) -> bool:
    """Whether a question can be answered by yes or no."""
    return _ASKS_YES_OR_NO.match(question) is not None


def permission(text: str) -> int:
    """1 if a text allows something or calls it harmless, -1 if it forbids or warns of it, 0 if neither."""
    harmless = ALLOWS.sub(" ", text)
    if FORBIDS.search(harmless):
        return -1
    return 1 if harmless != text else 0


def denied(text: str, stems: Callable[[str], Collection[str]]) -> set[str]:
    """The stems of what a text denies: "is not addictive" → {addictive}, "painless" → {painful}."""
    found: set[str] = set()
    for match in _DENIAL.finditer(text):
        found.update(stems(match["denied"] if match["denied"] else f"{match['root']}ful"))
    return found


def polarity_at(text: str) -> list[tuple[int, int]]:
    """Where the words stand by which a text denies, forbids or allows."""
    found = [match.span() for pattern in (FORBIDS, ALLOWS) for match in pattern.finditer(text)]
    denials = [match.span() for match in _DENIAL.finditer(text)]
    return sorted(found or denials)
