"""Which quotes are shown: the best, then what another place or document adds; nothing twice."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from chat.calibration import Calibration
from chat.evidence import Evidence
from chat.leaning import is_bare, leans_back
from chat.neighbours import Neighbours
from chat.quantities import intervals, quantities
from chat.quote import Span, grow, span_of
from index.document import Role
from index.reflow import reflow

MAX_QUOTES = 3
MAX_RELATED = 4
MAX_SHOWN = 5
BESIDE = 0.8  # how much weaker the sentence beside the best quote may be to be quoted with it: one of the two answers
MAX_BESIDE = 400  # characters of both
NEVER = -math.inf  # the margin of what no strength brings beside another quote


@dataclass(frozen=True, slots=True)
class Chosen:
    """A span to quote and the evidence that chose it."""

    span: Span
    evidence: Evidence
    text: str


def choose_quotes(ranked: Sequence[Evidence], calibration: Calibration, differing: Collection[str] = ()) -> list[Chosen]:
    """One to three quotes, best first; none if nothing reaches the threshold.

    Another document's best is quoted where it is nearly as strong and itself near the question, sooner where the judge is sure of
    it or where a figure is asked for and it gives one of the same measure, and always where it differs from the best quote
    (`differing`: ids of sentences); more of the same document only where it is as good as equal, or where it is nearly as strong
    and the judge is sure of it or it leans on what is quoted. A "No." that nothing follows is never quoted.
    """
    ranked = [item for item in ranked if not _is_bare(item)]
    if not ranked or ranked[0].probability < calibration.answer_from:
        return []
    chosen = [_with_what_stands_beside_it(_with_what_leans_on_it(choose_one(ranked[0]), ranked, calibration), ranked)]
    seen_sources = {ranked[0].sentence.source_id}
    for item in ranked[1:]:
        if len(chosen) == MAX_QUOTES:
            break
        margin = (_margin_of_same if item.sentence.source_id in seen_sources else _margin_of_another)(item, chosen[0], calibration)
        if ranked[0].strength - item.strength > margin and item.sentence.sentence_id not in differing:
            continue
        candidate = choose_one(item)
        if item.sentence.sentence_id in differing:
            candidate = _with_other_interval(candidate, chosen[0])
        chosen = [_longer(other, candidate) for other in chosen]
        if not is_said_already(candidate, chosen):
            chosen.append(candidate)
            seen_sources.add(item.sentence.source_id)
    return chosen


def choose_related(ranked: Sequence[Evidence], shown: Sequence[Chosen], calibration: Calibration) -> list[Chosen]:
    """What is nearest without answering: no two overlapping, none shown already; at least MAX_SHOWN with the quotes, if there are."""
    most = max(MAX_RELATED, MAX_SHOWN - len(shown))
    related: list[Chosen] = []
    for item in ranked:
        if len(related) == most or item.probability < calibration.related_from:
            break
        candidate = _not_shown(choose_one(item), [*shown, *related])
        if candidate and not _is_bare(item) and not is_said_already(candidate, [*shown, *related]):
            related.append(candidate)
    return related


def choose_one(evidence: Evidence) -> Chosen:
    """The smallest run around a sentence that can be quoted on its own."""
    return _quoting(evidence, grow(evidence))


def _margin_of_another(item: Evidence, best: Chosen, calibration: Calibration) -> float:
    """How much weaker than the best quote a sentence of another document may be to stand beside it."""
    if item.features.lacking > best.evidence.features.lacking:
        return NEVER  # what is said of adults answers nothing beside what is said of the children asked about
    if item.features.judged >= calibration.second_judged or (item.holds_kind and _measures_alike(item.sentence.text, best.text)):
        return calibration.second_figure
    return calibration.second_source if item.features.cosine >= calibration.second_cosine else NEVER


def _margin_of_same(item: Evidence, best: Chosen, calibration: Calibration) -> float:
    """Likewise of the same document: two studies told of on one page both answer "How many patients were studied?"."""
    is_sure = item.features.judged >= calibration.second_judged and item.features.lacking <= best.evidence.features.lacking
    return calibration.second_source if is_sure else calibration.same_source


def _measures_alike(text: str, other: str) -> bool:
    """Whether both give a figure of one measure, a share or a length of time, or neither gives one that can be read."""
    first, second = ({quantity.measures for quantity in quantities(each)} for each in (text, other))
    return not first.isdisjoint(second) or not (first or second)


def _quoting(evidence: Evidence, span: Span) -> Chosen:
    passage = evidence.hit.passage
    return Chosen(span, evidence, reflow(passage.text[span.start - passage.start : span.end - passage.start]))


def is_said_already(candidate: Chosen, shown: Sequence[Chosen]) -> bool:
    """Whether the quotes shown hold the candidate's place, or most of its words."""
    words = candidate.text.casefold().split()
    return any(
        candidate.span.overlaps(other.span) or len(set(words) & set(other.text.casefold().split())) >= 0.8 * len(set(words))
        for other in shown
    )


def _not_shown(candidate: Chosen, shown: Sequence[Chosen]) -> Chosen | None:
    """What of a candidate is not shown yet, where its own sentence is not: it leans on one that is quoted above it. None where it is."""
    position, first, last = candidate.evidence.position, candidate.span.first, candidate.span.last
    for other in (other.span for other in shown if other.span.overlaps(candidate.span)):
        if other.passage_id != candidate.span.passage_id or other.first <= position <= other.last:
            return None
        first = max(first, other.last + 1) if other.last < position else first
        last = min(last, other.first - 1) if other.first > position else last
    return (
        candidate
        if (first, last) == (candidate.span.first, candidate.span.last)
        else _quoting(candidate.evidence, span_of(candidate.evidence.neighbours, first, last))
    )


def _longer(one: Chosen, other: Chosen) -> Chosen:
    """A quote as long as another that begins with the same sentence, as all do that are said under one short answer."""
    goes_on = (one.span.passage_id, one.span.first) == (other.span.passage_id, other.span.first) and other.span.last > one.span.last
    return replace(one, span=other.span, text=other.text) if goes_on else one


def _with_other_interval(candidate: Chosen, best: Chosen) -> Chosen:
    """Another document's quote from where its passage first says how often otherwise than the best quote does.

    Who reads "every year" in one must not read only of those few for whom the other says so too.
    """
    told = intervals(best.text)
    around = Neighbours(candidate.evidence.hit.passage, candidate.evidence.neighbours)
    if told.isdisjoint(intervals(candidate.text)):
        return candidate
    for place in range(candidate.span.first):
        said = intervals(around.text(place))
        if said and told.isdisjoint(said) and around.role(place) is Role.PARAGRAPH and around.fits(place, candidate.span.last):
            return _quoting(candidate.evidence, span_of(around.sentences, place, candidate.span.last))
    return candidate


def _with_what_leans_on_it(best: Chosen, ranked: Sequence[Evidence], calibration: Calibration) -> Chosen:
    """The best quote with the sentence after it that leans on it and is nearly as strong: "A fee is due. It is returned if …"."""
    for item in ranked[1:]:
        if best.evidence.strength - item.strength > calibration.second_source:
            break
        follows = item.hit.passage.passage_id == best.span.passage_id and item.position == best.span.last + 1
        if follows and leans_back(item.sentence.text) and (other := choose_one(item)).span.first == best.span.first:
            return replace(best, span=other.span, text=other.text)
    return best


def _with_what_stands_beside_it(best: Chosen, ranked: Sequence[Evidence]) -> Chosen:
    """The best quote with the sentences before and after it in its paragraph that are nearly as strong and lack no more."""
    for item in ranked[1:]:
        if best.evidence.strength - item.strength > BESIDE:
            break
        if item.hit.passage.passage_id != best.span.passage_id or item.features.lacking > best.evidence.features.lacking:
            continue
        other = choose_one(item).span
        first, last = min(best.span.first, other.first), max(best.span.last, other.last)
        around = Neighbours(item.hit.passage, item.neighbours)
        is_beside = other.first <= best.span.last + 1 and other.last >= best.span.first - 1
        is_more = (first, last) != (best.span.first, best.span.last)
        if (
            is_beside
            and is_more
            and all(map(around.is_one_paragraph, range(first + 1, last + 1)))
            and around.fits(first, last, most=MAX_BESIDE)
        ):
            best = _quoting(best.evidence, span_of(item.neighbours, first, last))
    return best


def _is_bare(evidence: Evidence) -> bool:
    """Whether a sentence is a "No." and stays one with all that it needs."""
    return is_bare(evidence.sentence.text) and is_bare(choose_one(evidence).text)
