"""A question asked of several documents at once: "did Marlow and Osei find the same about sleep?" is asked of each by itself.

"Do Marlow and Osei agree on sleep?"  ->  "What did Marlow find about sleep?" of the one, "What did Osei find about sleep?" of the other
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from chat.named import is_medicine
from chat.study import NAMED_BY_KIND, documents_named
from chat.things import things_in
from index.dictionary import english_words
from index.document import Source

MOST = 3  # documents; who names more asks about the library
MOST_LOOKED_AT = 300  # documents of a library; among more nobody names two, and to look at each takes long
_NAME = re.compile(r"(?<![\w’'-])[A-Z][\w-]*[\w](?![\w-])")
_JOINS = r"(?:,|\band\b|\bor\b|\bnor\b|\bvs\.?|\bversus\b|&|\bas well as\b)"
_BESIDE = r"(?:\s+(?:et al\.?|and colleagues|and coworkers))?(?:[\s,]*\(?(?:19|20)\d\d\)?)?(?:['’]s?)?"
_PLACE = "\0"
_STUDIES = r"(?:\s+(?:trials?|studies|study|papers?|articles?|reports?|teams?|groups?))?"
_THE_SAME = (
    r"(?:agree|disagree|differ|compare|contradict (?:each other|one another)|match"
    r"|(?P<verb>find|report|say|show|conclude|reach|come to|use|give|recommend|advise)"
    r" (?:the same|different|similar|other)(?: (?:thing|result|finding|conclusion|answer|advice|amount|dose|number)s?)?(?: as)?)"
)
_COMPARES = re.compile(
    rf"^\W*(?:how |in what (?:way|respect) |where |on what )?(?:do|does|did|have|has) (?:the )?{_PLACE}{_STUDIES}"
    rf"(?: (?:both|all))? {_THE_SAME}"
    r"\s*(?P<on>about|on|in|over|for|regarding|as to|when it comes to|that|whether|with)?\s*(?P<rest>[^?]*?)(?: or not)?[\s?.!]*$",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    rf"^\W*(?:do|does|did) (?:the )?{_PLACE}{_STUDIES} (?P<verb>[a-z]+)"
    r" (?P<more>more|fewer|less|as many|as much) (?P<what>[^?]+?)[\s?.!]*$",
    re.IGNORECASE,
)
_ARE_COUNTED = re.compile(
    rf"^\W*(?:are|is|were|was) (?P<more>more|fewer|less|as many|as much) (?P<what>[^?]+?) (?P<verb>\w+)"
    rf" (?:by|in|at|for|with) (?:the )?{_PLACE}"
    r"(?:\s+(?:trials?|study|paper|cohort))?[\s?.!]*$",
    re.IGNORECASE,
)
_ASKS_ITSELF = re.compile(r"(?:how|what|which|who|when|where|why|whether)\b", re.IGNORECASE)
_OF_BOTH = re.compile(r"\s+(?:both|each|respectively|alike)\b(?= )", re.IGNORECASE)


def may_compare(question: str) -> bool:
    """Whether a question may name two documents; a look at the documents tells whether it does."""
    named = [name for name in _NAME.findall(question) if _is_own(name)]
    return len(named) + len(NAMED_BY_KIND.findall(question)) >= 2


@dataclass(frozen=True, slots=True)
class Alone:
    """A document that a question names beside others, and what is asked of it by itself."""

    source_id: str
    question: str


def asked_of_each(
    question: str, sources: Sequence[Source], head_of: Callable[[str], str], words_of: Callable[[str], Collection[str]]
) -> tuple[Alone, ...]:
    """What a question that names two or three of these documents asks of each, in its order; () where it names one, or none."""
    if len(sources) > MOST_LOOKED_AT:
        return ()
    named = _named(question, sources, head_of, words_of)
    if not 2 <= len(dict.fromkeys(named.values())) <= MOST:
        return ()
    text = _with_one_place(question, list(named))
    first = {source_id: name for name, source_id in reversed(named.items())}
    return tuple(Alone(source_id, _alone(text, first[source_id])) for source_id in dict.fromkeys(named.values()))


def _named(
    question: str, sources: Sequence[Source], head_of: Callable[[str], str], words_of: Callable[[str], Collection[str]]
) -> dict[str, str]:
    """The names in a question that each belong to one document, as they come: its authors, its trial, or what it is."""
    found: dict[int, tuple[str, str]] = {}
    titled = {source.source_id: {*_NAME.findall(f"{source.title} {' '.join(source.authors)}")} for source in sources}
    for match in _NAME.finditer(question):
        name = match[0]
        owners = [source_id for source_id, names in titled.items() if name in names]
        if not owners and name.isupper():
            owners = list(documents_named(name, sources, head_of, words_of))
        if len(owners) == 1 and _is_own(name):
            found[match.start()] = (name, owners[0])
    for match in NAMED_BY_KIND.finditer(question):
        bare = match[0][: match.end("design") - match.start()]  # "about alcohol" may be what is asked of the leaflet
        called = [(text, list(documents_named(text, sources, head_of, words_of))) for text in (match[0], bare)]
        named_so, its = next(((text, ids) for text, ids in called if ids), ("", list[str]()))
        if len(its) == 1 and not any(match.start() <= at < match.end() for at in found):
            found[match.start()] = (named_so, its[0])
    return {name: owner for _, (name, owner) in sorted(found.items())}


def _is_own(name: str) -> bool:
    """Whether a word of a title is the name of a person, a trial or a house, and not what the document is about."""
    return name.isupper() or not (name.casefold() in english_words() or is_medicine(name) or things_in(name))


def _with_one_place(question: str, names: Sequence[str]) -> str:
    """The question with a place for the name of one document, and without the others."""
    one = rf"(?:the )?(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))}){_BESIDE}"
    text, n_runs = re.subn(rf"(?:both )?{one}(?:\s*{_JOINS}\s*(?:and )?{one})+", _PLACE, question, count=1, flags=re.IGNORECASE)
    if not n_runs:
        text = re.sub(one, _PLACE, question, count=1, flags=re.IGNORECASE)
    before = r"\s*(?:\b(?:than|as|with|from|to|and|or|nor|versus|in|of|by|for|against|does|did|do|is|was)\b\s*|,\s*|\bvs\.?\s*)*"
    return re.sub(rf"{before}{one}", "", text, flags=re.IGNORECASE)


def _alone(text: str, name: str) -> str:
    compared = _COMPARES.match(text)
    counts, are_counted = _COUNTS.match(text), _ARE_COUNTED.match(text)
    if compared and compared["rest"]:
        rest, on = compared["rest"], (compared["on"] or "").casefold()
        if _ASKS_ITSELF.match(rest):
            asked = f"{rest[0].upper()}{rest[1:]}?"
        elif on in {"that", "whether"}:
            asked = f"Did {_PLACE} find that {rest}?"
        else:
            asked = f"What does {_PLACE} say about {rest}?" if compared["verb"] == "say" else f"What did {_PLACE} find about {rest}?"
    elif counts:
        how = "much" if counts["more"].casefold() in {"less", "as much"} else "many"
        asked = f"How {how} {counts['what']} did {_PLACE} {counts['verb']}?"
    elif are_counted:
        asked = f"How many {are_counted['what']} were {are_counted['verb']} by {_PLACE}?"
    else:
        asked = _OF_BOTH.sub("", text)
    return " ".join(asked.replace(_PLACE, name).split())
