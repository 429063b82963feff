"""What kind of source a document is, inferred from its own words, with the words that say so."""

from __future__ import annotations

import re
from dataclasses import replace

from index.document import Document, Role, Source, SourceKind
from ingest.selling import words_that_sell

_MOST_WORDS = 60  # characters of what is shown
_HEAD_CHARS = 4000  # where a document says what it is

# The first that matches decides: what a text says of itself comes before what it is about.
# Where: title, head, whole text, what sells, or the whole of a text that speaks to its reader.
_RULES: tuple[tuple[SourceKind, str, str], ...] = (
    (SourceKind.PREPRINT, "head", r"\bpreprint\b|\bnot (?:yet )?(?:been )?(?:certified by )?peer[- ]review(?:ed)?\b"),
    (SourceKind.GUIDELINE, "title", r"\bguidelines?\b|\bconsensus statement\b|\brecommendations? (?:for|of|on)\b"),
    (SourceKind.SYSTEMATIC_REVIEW, "title", r"\bsystematic (?:literature )?review\b|\bmeta-?analysis\b|\bcochrane\b"),
    (SourceKind.RANDOMISED_TRIAL, "title", r"\brandomi[sz]ed\b|\bdouble-blind\b|\bplacebo-controlled\b"),
    (SourceKind.ARTICLE, "head", r"\babstract\b.{0,3000}\b(?:introduction|background|keywords?)\b"),
    (SourceKind.CLINIC_PAGE, "sold", r".+"),
    (SourceKind.PATIENT_INFORMATION, "whole", r"\bpatient (?:information )?leaflet\b|\binformation for patients\b"),
    (SourceKind.PATIENT_INFORMATION, "head", r"\bpatient information (?:series|sheets?|booklets?|no\.)|\bpackage leaflet\b"),
    (
        SourceKind.PATIENT_INFORMATION,
        "title",
        r"\b(?:handbook|booklet|guide|information|advice|leaflet|fact ?sheet|handout)s? for (?:[\w-]+ ){0,2}"
        r"(?:patients|famil(?:y|ies)|carers|parents|adults|people|women|men|children|users?)\b",
    ),
    (SourceKind.PATIENT_INFORMATION, "whole", r"\btalk to your (?:doctor|gp|pharmacist)\b"),
    (SourceKind.NEWS, "head", r"\bpress release\b|\b(?:reuters|associated press)\b|\bnews ?(?:desk|room)\b"),
    (SourceKind.ARTICLE, "head", r"\bjournal of\b|\bdoi\.org/10\.|\bopen access article\b"),
    (
        SourceKind.PATIENT_INFORMATION,
        "addressed",
        r"\b(?:see|ask|tell|call|contact|ring|speak to) your (?:own )?(?:gp|doctor|pharmacist|nurse|midwife|dentist)\b",
    ),
)
_YOU = re.compile(r"\byou(?:rs?|rself)?\b", re.IGNORECASE)
_FEWEST_YOU, _WORDS_A_YOU = 6, 60  # of a text that speaks to its reader throughout


def with_kind(document: Document) -> Document:
    """The document with its kind inferred where its loader found none, and the words that triggered it."""
    source = document.source
    if source.kind is not SourceKind.OTHER:
        return document
    kind, words = infer_kind(source, " ".join(document.pages), "” and “".join(words_that_sell(document)[:2]))
    if kind is SourceKind.OTHER:
        has_record = bool(source.doi) and any(block.role is Role.REFERENCE for block in document.blocks)
        kind, words = (SourceKind.ARTICLE, f"DOI {source.doi}") if has_record else (kind, "")
    if kind is SourceKind.OTHER:
        return document
    return replace(document, source=replace(source, kind=kind, inferred=(*source.inferred, ("kind", f"the words “{words}”"))))


def infer_kind(source: Source, text: str, sold: str = "") -> tuple[SourceKind, str]:
    """The kind and the words that say so; OTHER and "" if none do. `sold`: the words by which it sells a treatment."""
    places = {"title": source.title, "head": text[:_HEAD_CHARS], "whole": text, "sold": sold}
    places["addressed"] = text if _is_addressed(text) else ""
    for kind, place, pattern in _RULES:
        if match := re.search(pattern, places[place], re.IGNORECASE | re.DOTALL):
            words = " ".join(match.group().split())
            return kind, words if len(words) <= _MOST_WORDS or place == "sold" else words[:28] + "…" + words[-28:]
    return SourceKind.OTHER, ""


def _is_addressed(text: str) -> bool:
    n_you = len(_YOU.findall(text))
    return n_you >= _FEWEST_YOU and n_you * _WORDS_A_YOU >= len(text.split())
