"""Who took part in a study: "patients aged 18 to 65 with a score of at least 4" is no other answer than "treat from a score of 6".

What it says of them is its own affair; what they were given, and for how long, may well differ from what is recommended.
"""

from __future__ import annotations

import re

_PEOPLE = (
    r"(?:patients?|participants?|people|persons?|adults?|children|women|men|volunteers?|subjects?|infants|adolescents|girls|boys"
    r"|individuals|outpatients|those)"
)
_ENROLS = re.compile(
    r"\b(?:we|were|was|trial|study) (?:\w+ )?(?:randomi[sz]ed|enrol+ed|recruited|included|allocated|assigned|studied)\b"
    rf"|\brandomi[sz]ed (?:\d[\d,]* )?{_PEOPLE}\b|\beligib\w+|\binclusion criteri\w+|\bparticipants?\W{{1,4}}(?:\d|were|had)"
    rf"|\b{_PEOPLE} (?:\w+ ){{0,12}}(?:were|was) (?:randomi[sz]ed|enrol+ed|recruited|included|allocated|assigned|eligible)\b",
    re.IGNORECASE,
)
_EXCLUDES = re.compile(r"\b(?:were|was|we) excluded\b|\bexclusion criteri\w+|\bexcluded (?:were|was|if)\b", re.IGNORECASE)
_STOPS = r"(?=\s(?:to (?!\d)|were|was|received|took|and (?:gave|treated|followed))|[,;]|\.(?!\d)|$)"
_ENTRY = re.compile(
    r"\bage[ds]?\s+(?:of\s+)?(?:at least |over |under |from |between )?\d+(?:\s*(?:-|–|to|and)\s*\d+)?(?:\s+years?)?"
    r"|\b\d+(?:\s*(?:-|–|to)\s*\d+)?[\s-]years?[\s-](?:old|of age)"
    rf"|\b(?:with|having|who (?:had|have|scored)|had (?:had|to have))\b.*?{_STOPS}",
    re.IGNORECASE | re.DOTALL,
)


def says_who_took_part(text: str) -> bool:
    """Whether a sentence tells whom a study took in or left out."""
    return bool(_ENROLS.search(text) or _EXCLUDES.search(text))


def without_entry(text: str) -> str:
    """Such a sentence with blanks for what it says of those who took part; what stands behind keeps its place."""
    if _EXCLUDES.search(text):
        return " " * len(text)
    return _ENTRY.sub(lambda match: " " * len(match.group()), text)
