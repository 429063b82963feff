"""Which document a question names by what it is: "the app study", "the review", "the metformin cohort", "IRONLEGS"."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from chat.telling import is_function_word
from index.document import Source, SourceKind

HEAD_CHARS = 1_500  # of a document, in which it says what it is: title and abstract, or key messages

Analysed = Collection[str]  # words as the library's index knows them
_TRIAL, _REVIEW, _COHORT, _CASE, _GUIDELINE = "trial", "review", "cohort", "case report", "guideline"
_KINDS = {
    SourceKind.RANDOMISED_TRIAL: _TRIAL,
    SourceKind.SYSTEMATIC_REVIEW: _REVIEW,
    SourceKind.GUIDELINE: _GUIDELINE,
    SourceKind.PATIENT_INFORMATION: "leaflet",
    SourceKind.CLINIC_PAGE: "clinic",
}
_TITLED = {  # how a title says what its document is
    _TRIAL: r"\btrial\b|\brandomi[sz]ed\b",
    _REVIEW: r"\breview\b|\bmeta-?analysis\b",
    _COHORT: r"\bcohort\b|\bregist(?:ry|er)\b",
    _CASE: r"\bcase (?:report|study|series)\b",
    "survey": r"\bsurvey\b",
    "preprint": r"\bpreprint\b",
    _GUIDELINE: r"\bguid(?:elines?|ance)\b",
    "leaflet": r"\bleaflet\b|\binformation for (?:the )?(?:user|patients?)\b",
    "clinic": r"\bclinic\b",
    "policy": r"\bpolicy\b",
}
_SAYS = r"\b(?:this|our|the present|an?) (?:[\w-]+,? ){0,4}?"  # and how its first words do, where the title says nothing
_ASKED = {
    "meta-analysis": _REVIEW,
    "case study": _CASE,
    "registry": _COHORT,
    "brochure": "leaflet",
    **{design: design for design in _TITLED},
}
_NO_STUDIES = frozenset({_GUIDELINE, "leaflet", "clinic", "policy"})
_PLURAL = {f"{kind}s": kind for kind in ("clinic", "leaflet", "preprint")}
_ANY = ("study", "paper", "article")  # only what stands beside it tells which
_PART = (  # a word of what stands beside
    r"(?!(?:the|an?|of|in|on|and|or|to|for|by|with|from|that|which|who|did|do|does|was|were|is|are|had|have|has|can|could|may|will|say|show|find|include)\b)"
    r"[\w-]+"
)
NAMED_BY_KIND = re.compile(
    rf"\b(?:the|both|each)\s+(?P<beside>(?:{_PART}\s+){{0,4}}?)(?P<design>"
    + "|".join(sorted((*_ASKED, *_PLURAL, *_ANY), key=len, reverse=True))
    + r")\b(?:['’]s)?"
    rf"(?:\s+(?:study|trial|report|page)\b)?(?:\s+(?:of|on|about)\s+(?P<of>{_PART}(?:\s+{_PART}){{0,3}}))?",
    re.IGNORECASE,
)
_SHORT_NAME = re.compile(r"(?<![\w-])[A-Z][A-Z0-9]{3,}(?:-\w+)?(?![\w-])")
_IS_STUDY = r"\s+(?:\w+\s+){0,2}?(?:trial|study|registry|cohort|survey)\b"
_CAPITALS = re.compile(r"(?<![\w-])[A-Z]\w*[A-Z0-9]\w*(?![\w-])")
_SAYS_NOTHING = frozenset(
    [
        "randomised", "randomized", "controlled", "systematic", "clinical", "pilot", "recent", "large", "small", "whole", "main", "new",
        "present", "current", "same", "original",
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Described:
    source_id: str
    title: str
    head: str

    def designs(self, kind: SourceKind) -> set[str]:
        known = {design for design, titled in _TITLED.items() if re.search(titled, self.title, re.IGNORECASE)}
        if kind in _KINDS:
            known.add(_KINDS[kind])
        is_preprint = {"preprint"} if kind is SourceKind.PREPRINT else set[str]()
        return is_preprint | (
            known or {design for design, said in _TITLED.items() if re.search(rf"{_SAYS}(?:{said})", self.head, re.IGNORECASE)}
        )


def names_document(question: str) -> bool:
    """Whether a question may name a document by what it is; a look at the documents tells whether it does."""
    return bool(NAMED_BY_KIND.search(question) or _SHORT_NAME.search(question))


def documents_named(
    question: str, sources: Sequence[Source], head_of: Callable[[str], str], words_of: Callable[[str], Analysed]
) -> frozenset[str]:
    """The ids of those of these documents that a question names; empty where it names none of them, or there is no telling which.

    `head_of` gives the first words of a document.
    """
    described = {
        source.source_id: _Described(source.source_id, source.title, " ".join(head_of(source.source_id)[:HEAD_CHARS].split()))
        for source in sources
    }
    designs = {source.source_id: described[source.source_id].designs(source.kind) for source in sources}
    named = set[str]()
    for match in NAMED_BY_KIND.finditer(question):
        design = match["design"].casefold()
        design = _PLURAL.get(design, design)
        ours = [one for one in described.values() if _is_one(design, designs[one.source_id])]
        told = _telling(f"{match['beside']} {match['of'] or ''}", words_of)
        if told:
            ours = [one for one in ours if told <= set(words_of(f"{one.title} {one.head}"))]
        elif design in _ANY and not (design == "paper" and len(ours) == 1):
            continue
        if not ours or (len(ours) > 1 and design not in _NO_STUDIES):
            return frozenset()
        named.update(one.source_id for one in ours)
    for name in _SHORT_NAME.findall(question):
        alone = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
        titled = {one.source_id for one in described.values() if alone.search(one.title)}
        called = {one.source_id for one in described.values() if re.search(rf"{alone.pattern}{_IS_STUDY}", one.head)}
        holding = titled or called
        named |= holding if len(holding) == 1 else set()
    return frozenset(named) if len(named) < len(sources) else frozenset()


def _is_one(design: str, designs: Collection[str]) -> bool:
    return _ASKED[design] in designs if design in _ASKED else not _NO_STUDIES & set(designs)


def _telling(text: str, words_of: Callable[[str], Analysed]) -> set[str]:
    told = [word for word in re.findall(r"[\w-]+", text) if not is_function_word(word) and word.casefold() not in _SAYS_NOTHING]
    return {form for word in told for form in words_of(word)}


def names_another(question: str, text: str) -> bool:
    """Whether a text speaks of a namesake only: of IRONLEGS-2 where IRONLEGS is asked about."""
    for name in dict.fromkeys(_CAPITALS.findall(question)):
        numbered = re.findall(rf"(?<![\w-]){re.escape(name)}(-(?:\d|[IVX]+\b))?", text)
        if numbered and all(numbered):
            return True
    return False
