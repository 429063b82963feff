"""Whether a question asks of a document itself (who wrote it, when, where, with what status), and not of its subject."""

from __future__ import annotations

import re

_PAGE = r"(?:(?:web ?)?(?:site|page)|blog|leaflet|article|document)s?"
_WHOSE = r"(?:(?:web ?)?(?:site|page)|blog|leaflet|article|document|information|clinic)s?"  # a clinic answers for its page, and treats
_TEXT = (
    r"(?:papers?|manuscripts?|articles?|reviews?|stud(?:y|ies)|trials?|preprints?|guidelines?|documents?|texts?|reports?|leaflets?|booklets?|"
    r"handbooks?|brochures?|(?:web ?)?(?:sites?|pages?)|blogs?|posts?|sources?|publications?|information|editions?|versions?)"
)
_WRITTEN = r"(?:updated|revised|published|posted|written|put online|uploaded)"  # only texts are
_DATED = r"(?:reviewed|issued|received|accepted|approved|printed|released)"  # drugs are approved, too, and patients reviewed
_ANSWERS_FOR = r"(?:responsib\w+|accountable|answerable)"
_ASKS = re.compile(
    "|".join(
        (
            r"\bpeer[- ]?review|\bpre-?prints?\b|\bjournals?\b|\bkey ?words?\b|\bdisclaimers?\b|\bliab(?:le|ility)\b",
            r"\bpublish(?:ed|ers?)\b|\b(?:co-?)?authors?(?:hip)?\b|\bwritten by\b|\bbylines?\b|\b(?:cite|citing)\b",
            r"\bwho (?:has |have )?(?:wrote|written|edited|compiled|checked|reviewed)\b",
            rf"\b(?:last|when|how recently|what date|who|ever|date)\b.{{0,60}}\b{_WRITTEN}\b|\b{_TEXT}\b.{{0,30}}\b{_WRITTEN}\b",
            rf"\b{_TEXT}\b.{{0,30}}\b(?:last )?{_DATED}\b",
            r"\b(?:which|what|new(?:est|er)?|latest|current|other|final|first|second) (?:version|edition)\b",
            rf"\bhow (?:old|recent|current|up[- ]to[- ]date)\b.{{0,20}}\b{_TEXT}\b",
            rf"\b{_TEXT}\b.{{0,40}}\b(?:(?:up to|out of) date|outdated)\b",
            rf"\b{_TEXT}\b.{{0,30}}\b(?:checked|vetted|scrutini[sz]ed|refereed) by\b",
            rf"\b(?:date|year|status|citation|reference) of (?:the|this|that)\b.{{0,40}}\b{_TEXT}\b",
            rf"\b{_ANSWERS_FOR}\b.{{0,60}}\b{_WHOSE}\b|\b{_WHOSE}\b.{{0,40}}\b{_ANSWERS_FOR}\b",
            rf"\b{_WHOSE}\b.{{0,40}}\b(?:medical|professional|health) advice\b|\bsubstitute for (?:medical|professional)\b",
            rf"\b{_PAGE}\b.{{0,20}}\b(?:diagnose|treat|replace|trust(?:ed)?|rel(?:y|ied)|substitute)\b",
            rf"\b(?:trust|rely on|replaced? by)\b.{{0,20}}\b{_PAGE}\b",
        )
    ),
    re.IGNORECASE,
)

_ASKS_WHO_WROTE = re.compile(
    r"\bwho (?:has |have )?(?:wrote|written|authored|edited|compiled)"
    rf"(?:\W*$| (?:it|this|that)\W*$| (?:the|this|that)(?: [\w-]+){{0,3}}? {_TEXT}\b)"
    rf"|\bwho (?:is|are|was|were) the (?:\w+ )?authors? of (?:the|this|that)(?: [\w-]+){{0,3}}? {_TEXT}\b",
    re.IGNORECASE,
)


def asks_who_wrote(question: str) -> bool:
    """Whether it asks who wrote a document: whoever made or found something else is no answer."""
    return bool(_ASKS_WHO_WROTE.search(question))


def asks_of_document(question: str) -> bool:
    """Whether what a document says of itself may answer it: "is the preprint peer reviewed?", "when was this page last updated?"."""
    return bool(_ASKS.search(question))
