"""What a question asks once it is left out that several documents are to be told of: "how well does it work: what does each text say".

Whatever several documents say is shown side by side anyway (chat/choose.py). Search and judge find no sentence that says what "each text"
has to say, and give the answer itself a tenth of what they give it for the plain question.
"""

from __future__ import annotations

import re

TEXT = (
    r"(?:pre-?prints?|papers?|articles?|reviews?|studies|study|trials?|manuscripts?|abstracts?|(?:web[ -]?)?(?:sites?|pages?)|blogs?|posts?"
    r"|clinics?|documents?|texts?|leaflets?|booklets?|brochures?|handouts?|guidelines?|reports?|sources?|libraries|library|authors?|writers?"
    r"|researchers|scientists|investigators)"
)
_SOURCES = rf"(?:(?:the|these|those|all|both|each|every|either|your|of|two|three|different|various) ){{1,3}}(?:[\w-]+ ){{0,2}}?{TEXT}"
_SAY = r"(?:says?|states?|writes?|reports?|claims?|tells? (?:us|me)|thinks?)"
_ON = r"(?:about|on|of|regarding|concerning)"
_BREAK = r"\s*(?:[:;,.!–—]| -|(?<=\?))\s*"
_TAILS = re.compile(
    rf"(?:{_BREAK}(?:and |so )?what (?:do|does|did) {_SOURCES} (?:each )?(?:have to )?{_SAY}(?: {_ON} (?:it|this|that|them))?"
    rf"|{_BREAK}(?:please )?(?:compare|contrast)(?: (?:{_SOURCES}|them|both|what (?:they|{_SOURCES}) {_SAY}))?"
    rf"|{_BREAK}side by side"
    r"|\s*,\s*(?:by|per|(?:for|of|in) each) "
    r"(?:source|document|text|clinic|page|paper|study|trial|leaflet|article|review|author|(?:web)?site)"
    rf"|,? according to (?:each|every|both|either|all|the (?:two|three))\b {_SOURCES.replace('{1,3}', '{0,3}')})\W*$",
    re.I,
)
_IS_TOLD = rf"(?:(?:is|was|has been) (?:written|said|told)|(?:they|{_SOURCES}) (?:each )?(?:have to )?{_SAY})"
_TOLD = rf"what {_IS_TOLD}(?: anywhere)? {_ON} (?P<rest>.+)"
_HEAD = re.compile(
    rf"(?:(?:please |(?:can|could) you )?(?:compare|contrast|show|side by side)\b(?: side by side)?[:,]? )?{_TOLD}", re.I | re.S
)
_OPENS = re.compile(r"(?:how|what|which|who|whom|where|when|why|whether)\b", re.I)


def without_each_source(question: str) -> str:
    """The question without the words that ask it of several documents beside each other."""
    plain = _TAILS.sub("", question)
    if told := _HEAD.fullmatch(plain.strip()):
        rest = told["rest"]
        plain = rest if _OPENS.match(rest) else f"what about {rest}"
    return plain
