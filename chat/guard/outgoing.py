"""Rules for quotes on their way out: which labels a reader needs, and what nobody in danger may be shown."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files

DOSE_LABEL = "dose reported in the source, for its study population"
MARKETING_LABEL = "claim of a clinic that sells treatments"

_PATTERNS: Mapping[str, str] = tomllib.loads(files("chat.guard").joinpath("outgoing.toml").read_text(encoding="utf-8"))["patterns"]
_FINDS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _PATTERNS.items()}


def dose_flag(text: str) -> bool:
    """Whether a quote carries a dose: a number with a unit of medicine, or how often something is taken.

    Levels in the blood, what the kidneys clear, and how often one stretches or cleans something are none.
    """
    for other in ("concentration", "clearance", "activity"):
        text = _FINDS[other].sub(" ", text)
    return _FINDS["dose"].search(text) is not None


def amount_flag(text: str) -> bool:
    """Whether a quote says how much to take: a dose, a part or a multiple of one ("a quarter of the usual dose"), or that doses are raised.

    What must not be taken ("do not double up") and how often as before are no amount: who asks about their own case may read them.
    """
    for other in ("refused", "unchanged"):
        text = _FINDS[other].sub(" ", text)
    return dose_flag(text) or any(_FINDS[name].search(text) for name in ("share", "raised"))


def animal_flag(text: str) -> bool:
    """Whether a quote speaks of animals and not of people."""
    return _FINDS["animal"].search(text) is not None


def hedged_flag(text: str) -> bool:
    """Whether a quote hedges: may, suggests, unclear."""
    return _FINDS["hedged"].search(text) is not None


def negated_flag(text: str) -> bool:
    """Whether a quote denies something."""
    return _FINDS["negated"].search(text) is not None


def marketing_flag(text: str) -> bool:
    """Whether a quote reads like a clinic speaking for itself."""
    return _FINDS["marketing"].search(text) is not None


def claim_flag(text: str) -> bool:
    """Whether a quote recommends, or says how well something works, how safe it is or how soon one is well: of a clinic, a claim."""
    return _FINDS["claim"].search(text) is not None


def patients_flag(text: str) -> bool:
    """Whether a quote says how many people were studied."""
    return _FINDS["patients"].search(text) is not None


def patients_named(text: str) -> list[str]:
    """How many people were studied, each number as a quote says it: ["11", "thirty"]."""
    return [re.split(r"[\s=]+", found.group())[found.group().lower().startswith("n")] for found in _FINDS["patients"].finditer(text)]


def method_flag(text: str) -> bool:
    """Whether a quote names a method of suicide or a lethal amount: never shown where the message was a crisis."""
    return _FINDS["method"].search(text) is not None


def caution_flag(text: str) -> bool:
    """Whether a quote warns of something, or says what is not known: what a question to a clinician may start from."""
    return _FINDS["caution"].search(text) is not None


def flags_of(text: str, *, is_commercial: bool = False) -> tuple[str, ...]:
    """The labels of one quote, in a fixed order. `is_commercial`: the source sells what it writes about."""
    found = (
        (DOSE_LABEL, dose_flag(text)),
        ("animal study", animal_flag(text)),
        ("number of patients", patients_flag(text)),
        ("hedged", hedged_flag(text)),
        ("negated", negated_flag(text)),
        (MARKETING_LABEL, is_commercial and (marketing_flag(text) or claim_flag(text))),
    )
    return tuple(label for label, holds in found if holds)
