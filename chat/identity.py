"""What a leaflet says of itself as it opens: the substance behind its brand, and the complaint that its tablets are for.

"Nailclear contains amorolfine. It is used to treat fungal infection of the nails." Afterwards it says "the lacquer", and who asks about
amorolfine, or about the lacquer against nail fungus, asks about nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_FORM = (
    r"(?:pills?|tablets?|tabs|capsules?|medicines?|medication|meds|drugs?|syrups?|sprays?|drops|creams?|ointments?|gels?|lotions?|lacquers?"
    r"|patch(?:es)?|inhalers?|injections?|jabs?|vaccines?|suppositor(?:y|ies)|sachets?|lozenges?|shampoos?|mouthwash|treatment)"
)
_SENTENCE = re.compile(r"[^.!?\n]+")
_CONTAINS = re.compile(
    r"\b(?:contains?|active (?:substance|ingredient)s?|generic name|brand (?:name )?(?:of|for)|(?:also|otherwise) (?:called|known as))\b",
    re.I,
)
_USED = re.compile(
    r"\b(?:used|taken|given|meant|indicated) (?:\w+ )?(?:to|for|in|against)\b|\b(?:treats?|prevents?|relieves?|protects?)\b", re.I
)
_MAX_WORDS = 4  # of a line below the title, read as a heading, that says what the brand is: "Meclozine hydrochloride"


def is_for(name: str, question: str) -> bool:
    """Whether a question names a medicine by what it is for: "travel sickness pills", "the cream for thrush"."""
    thing = re.escape(name)
    before = rf"\b{thing}\b(?: [\w-]+)? {_FORM}\b"
    behind = rf"\b{_FORM} (?:for|against) (?:my |the |a )?{thing}\b"
    return re.search(f"{before}|{behind}", question, re.I) is not None


def substances_told(opening: Sequence[tuple[str, str]]) -> str:
    """Of a document's first sections and texts: what they say that it contains, and the short line below its title."""
    told = [sentence for _, text in opening for sentence in _SENTENCE.findall(text) if _CONTAINS.search(sentence)]
    return " ".join([*(section for section, _ in opening[:1] if len(section.split()) <= _MAX_WORDS), *told])


def purposes_told(opening: Sequence[tuple[str, str]]) -> str:
    """Of a document's first sections and texts: what they say that it is used for."""
    return " ".join(sentence for _, text in opening for sentence in _SENTENCE.findall(text) if _USED.search(sentence))
