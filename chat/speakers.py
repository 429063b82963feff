"""What a question asks once it is left out who is to say it: "does the clinic claim that it is safe?" asks whether it is safe.

No passage says of itself "the clinic claims"; search and judge, who look for it, find nothing that fits. Which document is meant is
told elsewhere, by the whole question (chat/study.py).
"""

from __future__ import annotations

import re

from chat.each_source import TEXT, without_each_source

_SPEAKER = (
    r"(?:(?:the|this|that|these|those|both|each|either|any|all|your|two|three|of) )+(?:[\w-]+(?:['’]s?)? ){0,2}?"
    rf"{TEXT}(?:['’]s? (?:own )?(?:web[ -]?)?(?:sites?|pages?|authors?|abstract))?"
)
_NAMES_SPEAKER = re.compile(rf"\b{_SPEAKER}\b", re.I)
_SAYS = (
    r"(?:say|state|claim|mention|report|write|think|believe|suggest|conclude|argue|admit|promise|assert|maintain|explain|tell (?:us|me|you)"
    r"|talk|speak|advertise|discuss|(?:find|show)(?= (?:that|whether|if|anything|about)\b))"
)
_LY = r"(?:\w+ly |also |even |ever |really )?"
_DO = r"(?:do|does|did)"
_ABOUT = r"(?:anything |something |much |more )?(?:about|on|of|regarding|concerning)"
_WHETHER = re.compile(
    rf"(?:(?:and|so|but|then),? )?{_DO}(?:n['’]t)? {_SPEAKER} {_LY}{_SAYS}(?: {_ABOUT}| anything| that| if| whether)? (?P<rest>.+)",
    re.I | re.S,
)
_CALLS = re.compile(
    rf"(?:(?:and|so|but|then),? )?{_DO}(?:n['’]t)? {_SPEAKER} {_LY}(?:call|consider|describe|regard|see) (?P<rest>.+)", re.I | re.S
)
_WHAT_OF = re.compile(rf"(?:(?:and|so|but|then),? )?what {_DO} {_SPEAKER} {_LY}{_SAYS} {_ABOUT} (?P<rest>.+)", re.I | re.S)
_ASKING = re.compile(
    rf"(?P<asking>(?:(?:and|so|but|then),? )?(?:what|which|who|whom|where|when|why|how)\b.*?) {_DO} {_SPEAKER} {_LY}"
    r"(?:say|state|claim|think|believe|suggest|report|write|argue|promise)(?: that)? (?P<rest>.+)",
    re.I | re.S,
)
_ACCORDING = re.compile(
    rf",? ?\b(?:according to|in the (?:view|opinion|words|eyes) of) (?!each|every|both|either){_SPEAKER}"
    r"(?= ?[,?.!]| (?:is|are|was|were|do|does|did|has|have|can|how|what|why|who|when)\b|$),?",
    re.I,
)
_OPENS = re.compile(r"(?:how|what|which|who|whom|where|when|why|whether)\b", re.I)
_MIN_CHARS = 4
DOCUMENT_WORDS = frozenset(
    [
        "preprint",
        "preprints",
        "website",
        "websites",
        "webpage",
        "webpages",
        "manuscript",
        "manuscripts",
        "leaflet",
        "leaflets",
        "blog",
        "blogs",
    ]
)  # names of what a document is, and of nothing that it is about


def without_speaker(question: str) -> str:
    """The question without the document or people that are to say it.

    The question itself where it names none or several of which each says something else, or where nothing is left.
    """
    plain = " ".join(_ACCORDING.sub(" ", without_each_source(question)).split()).strip(" ,")
    if what_of := _WHAT_OF.fullmatch(plain):
        rest = what_of["rest"]
        plain = rest if _OPENS.match(rest) else f"what about {rest}"
    elif asking := _ASKING.fullmatch(plain):
        plain = f"{asking['asking']} {asking['rest']}"
    elif said := _WHETHER.fullmatch(plain) or _CALLS.fullmatch(plain):
        plain = said["rest"]
    is_of_two = plain != question and _NAMES_SPEAKER.search(plain)
    return question if is_of_two or len(plain.strip(" ?.!")) < _MIN_CHARS else plain
