"""What a question's own words say for a sentence and against it, beyond what search and judge weigh: which of two likely answers is meant.

It changes the order of what is found, and not how likely it is answered at all (chat/calibration.py).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from chat.apart_from import SET_ASIDE, set_aside, tells_only_of
from chat.elsewhere import not_of_subject
from chat.named import Named
from chat.opposites import Sides, is_opposite, sides_asked
from chat.permitted import OTHER_SIDE, is_other_side, side_asked
from chat.ranges import Range, fit, ranges
from chat.sections import innermost, is_headed_so, sections_asked
from chat.study import HEAD_CHARS, documents_named, names_another, names_document
from chat.word_weights import WordWeights
from index.document import Source
from index.hit import Hit
from index.library import Library

# Added to a sentence's strength, in logits; chosen by hand, as few tune questions are of these kinds (docs/decisions/008-answers.md).
OTHER_DOCUMENT = -2.0  # a document is named, and this is another
NOT_OF_SUBJECT = -2.0  # its document never says what another one is about, and the question names that
NAMESAKE = -4.0  # it speaks of IRONLEGS-2, where IRONLEGS is asked about
HEADED = 3.0  # it stands in the section that is asked for
LEADS_IN = 2.5  # and it announces the list that this section is about
HEADING_WORDS = 2.0  # as much of it as the heading holds of the question's words
OPPOSITE = -1.0
RANGE = 2.0
NO_SHARE = -0.7

# The same before the judge reads, in cosines: what it never reads is never found.
LIFT_DOCUMENT = 0.15
LIFT_HEADED = 0.3

_ASKS_SHARE = re.compile(
    r"\b(?:chances?|how (?:likely|common)|odds|probability|likelihood|proportion|percentage|incidence|prevalence"
    r"|sensitivity|specificity)\b",
    re.I,
)
_ONE = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty|fifty|hundred|thousand|\d[\d,]*)"
_SHARE = re.compile(
    rf"%|\bper ?cent|\b{_ONE} (?:\w+ )?(?:in|of|out of) (?:every |each |the )?(?:\w+ )?{_ONE}\b"
    r"|\b(?:half|thirds?|quarters?|twice|times|risk ratio|odds)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Bearing:
    """What one question asks for, read once for all sentences."""

    question: str
    words: WordWeights
    sources: Mapping[str, Source]
    sections: frozenset[int]
    documents: frozenset[str]  # ids of those that it names
    of_others: frozenset[str]  # ids of those that speak of something else: they tell of another medicine's missed dose
    off_subject: frozenset[str]  # ids of those that never say what another one is about, where that is asked for
    sides: Sides
    permitted: int  # whether it asks what is allowed (1) or what to leave alone (-1)
    aside: frozenset[str]  # analysed words of what it sets aside
    ranges: Sequence[Range]
    asks_share: bool

    @classmethod
    def of(
        cls, question: str, words: WordWeights, named: Named, hits: Collection[Hit], sources: Mapping[str, Source], library: Library
    ) -> Self:
        """Of this question, asked of the documents found."""
        documents = frozenset[str]()
        sections = sections_asked(question)
        if names_document(question):
            found = [sources[source_id] for source_id in sorted({hit.passage.source_id for hit in hits})]
            documents = documents_named(question, found, lambda source_id: _head(library.pages(source_id)), words.words_of)
        return cls(
            question,
            words,
            sources,
            sections,
            documents,
            _of_others(named, hits, sources) if sections else frozenset(),
            not_of_subject(words, hits, sources),
            sides_asked(question),
            side_asked(question),
            set_aside(question, words.words_of),
            ranges(question),
            bool(_ASKS_SHARE.search(question)),
        )

    def lift(self, hit: Hit) -> float:
        """How much sooner the judge should read a passage's sentences."""
        lifted = LIFT_DOCUMENT if hit.passage.source_id in self.documents else 0.0
        return lifted + (LIFT_HEADED if self._is_section_asked(hit) else 0.0)

    def on(self, text: str, hit: Hit, *, is_header: bool = False, leads_in: bool = False) -> float:
        """What is added to the strength of a sentence of a passage, as the judge reads it; a table's header has ranges, and no value."""
        section = hit.passage.section
        title = self.sources[hit.passage.source_id].title
        held = self.words.covered_by(title, innermost(section)) - self.words.covered_by(title)  # what names the document tells no section
        gain = HEADING_WORDS * held + (0.0 if is_header else RANGE * fit(self.ranges, text))
        if self._is_section_asked(hit):
            gain += HEADED + (LEADS_IN if leads_in else 0.0)
        gain += OTHER_DOCUMENT if self.documents and hit.passage.source_id not in self.documents else 0.0
        gain += NOT_OF_SUBJECT if hit.passage.source_id in self.off_subject else 0.0
        gain += NAMESAKE if names_another(self.question, text) else 0.0
        gain += OPPOSITE if is_opposite(text, self.sides) else 0.0
        gain += SET_ASIDE if tells_only_of(self.aside, text, self.words.words_of) else 0.0
        gain += OTHER_SIDE if is_other_side(self.permitted, text, innermost(section)) else 0.0
        return gain + (NO_SHARE if self.asks_share and not _SHARE.search(text) else 0.0)

    def _is_section_asked(self, hit: Hit) -> bool:
        return hit.passage.source_id not in self.of_others and is_headed_so(hit.passage.section, self.sections)


def _of_others(named: Named, hits: Collection[Hit], sources: Mapping[str, Source]) -> frozenset[str]:
    told: defaultdict[str, list[str]] = defaultdict(list)
    for hit in hits:
        told[hit.passage.source_id] += [hit.passage.section, hit.passage.text]
    return frozenset(source_id for source_id, texts in told.items() if named.is_missing_from(sources[source_id].title, *texts))


def _head(pages: Sequence[str]) -> str:
    head = ""
    for page in pages:
        if len(head) >= HEAD_CHARS:
            break
        head += f"{page}\n"
    return head[:HEAD_CHARS]
