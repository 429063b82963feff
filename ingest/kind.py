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
    (SourceKind.INSURER, "cover", r".+"),
    (SourceKind.CLINIC_PAGE, "sold", r".+"),
    (
        SourceKind.PROTOCOL,
        "title",
        r"\b(?:formulary|dos(?:ing|age) (?:card|chart|guide|schedule)|(?:treatment|clinical|dosing|management) (?:protocol|algorithm)"
        r"|(?:care|clinical|treatment) pathway|standard operating procedure|patient group direction)\b",
    ),
    (
        SourceKind.PROTOCOL,
        "head",
        r"\b(?:dosing card|dosing chart|protocol|pathway|procedure|card) for (?:use (?:on|in|by) )?(?:the )?"
        r"(?:(?:medical|clinical|nursing|ward) )?(?:wards?|staff|clinicians|prescribers|nurses|doctors|health(?:care)? professionals)\b",
    ),
    (
        SourceKind.PATIENT_GROUP,
        "head",
        r"\bwe are (?:a|an|the) (?:[\w-]+ ){0,3}(?:group|charity|association|network|community|society|club|organi[sz]ation)"
        r"(?: (?:of|for|run by|led by|made up of|founded by) (?:[\w-]+ ){0,3}"
        r"(?:volunteers|people|patients|parents|families|carers|sufferers|members)\b)"
        r"|\b(?:group|charity|association|society) (?:run|led|founded|set up) by (?:and for )?"
        r"(?:volunteers|patients|parents|people (?:with|who live with))\b",
    ),
    (
        SourceKind.PATIENT_INFORMATION,
        "head",
        r"\bkeep this (?:patient )?(?:sheet|leaflet|booklet|information|card)\b"
        r"|\bthis (?:leaflet|booklet|fact ?sheet|information sheet|sheet) "
        r"(?:is for|explains|tells you|describes|will|has been|gives|answers|aims|contains)\b",
    ),
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
        r"\b(?:see|ask|tell|call|contact|ring|phone|speak to|speak with|talk to|visit|by|from|with) (?:your|the|a) (?:own )?"
        r"(?:gp|doctor|family doctor|pharmacist|nurse|midwife|dentist|dietitian|specialist|surgery|health visitor"
        r"|(?:clinic|ward|hospital) (?:nurse|team|staff))\b",
    ),
)
_COVER = (  # what the terms of an insurer hold: their name, in the title or the head, and what they say of money
    re.compile(
        r"\b(?:medical|coverage|clinical|payment|reimbursement|pharmacy|benefits?) policy\b|\bpolicy (?:number|no\.?) ?\w"
        r"|\bcoverage (?:criteria|determination|guidelines?|terms)\b|\b(?:schedule|summary|terms|evidence) of (?:cover|coverage|benefits)\b"
        r"|\b(?:insurance|benefits?) (?:handbook|schedule|terms)\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:the|this|your|our) (?:health )?(?:plan|insurer|policy) (?:will (?:not )?|does not |may )?(?:covers?|pays?|reimburses?)\b"
        r"|\b(?:not )?medically necessary\b|\bprior authori[sz]ation\b|\bco-?pay(?:ment)?s?\b|\bpolicyholders?\b"
        r"|\b(?:applies to|for|all) members\b|\bmember['’]s share\b",
        re.IGNORECASE,
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
    places["cover"] = _words_of_cover(f"{source.title}\n{text[:_HEAD_CHARS]}", text)
    places["addressed"] = text if _is_addressed(text) else ""
    for kind, place, pattern in _RULES:
        if match := re.search(pattern, places[place], re.IGNORECASE | re.DOTALL):
            words = " ".join(match.group().split())
            return kind, words if len(words) <= _MOST_WORDS or place in {"sold", "cover"} else words[:28] + "…" + words[-28:]
    return SourceKind.OTHER, ""


def _words_of_cover(head: str, text: str) -> str:
    """The words that name an insurer's terms, and those that speak of its money; "" unless there are both."""
    found = _COVER[0].search(head), _COVER[1].search(text)
    return "” and “".join(match.group() for match in found if match) if all(found) else ""


def _is_addressed(text: str) -> bool:
    n_you = len(_YOU.findall(text))
    return n_you >= _FEWEST_YOU and n_you * _WORDS_A_YOU >= len(text.split())
