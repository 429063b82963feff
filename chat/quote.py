"""From the sentence that answers to the smallest run of sentences that answers on its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chat.evidence import Evidence
from chat.lead_in import breaks_off
from chat.leaning import counts_items, is_bare, is_condition_on, leans_back, limits, needs_all_items, weakens
from chat.neighbours import MAX_WHOLE, Neighbours
from chat.short_answer import answer_begins
from index.document import SECTION_JOINER, Role, Sentence
from index.reflow import reflow
from index.table_headers import BETWEEN_CELLS, cells, stands_under_columns

MAX_SENTENCES = 3
_SHORT_ITEM = 40  # characters; a list item shorter than this says little without what announces the list
_WHOLE_ITEM = 250  # characters; the sentences of a list item no longer than this come together
_BRACKETS = (("(", ")"), ("[", "]"))
# What announces a list and ends like this has said half a sentence, or says what not to do; no item is true without it.
_UNFINISHED = re.compile(
    r"\b(?:if|when|unless|until|that|who|whose|with|without|to|you|they|should|must|may|can|not)\W*$|\b(?:not|never|no|avoid|stop|don['’]t|cannot|can['’]t|without|except|unless|exclu\w+)\b",
    re.IGNORECASE,
)
# Lists are also announced without a colon.
_ANNOUNCES = re.compile(r"\b(?:includ(?:e|es|ed|ing)|(?:the|as) follow(?:ing|s)|such as)\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """A run of sentences of one passage, first and last included."""

    passage_id: str
    source_id: str
    page: int
    first: int
    last: int
    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether both share a character."""
        same_page = (self.source_id, self.page) == (other.source_id, other.page)
        return same_page and self.start < other.end and other.start < self.end


def grow(evidence: Evidence) -> Span:
    """The smallest run around the sentence that stands on its own.

    With the sentence that an opening "It" or "These" leans on, the list that a lead-in announces, the lead-in of a list item
    that says little or nothing without it and then the whole list, the row that heads a table if it is the next, the limiting "However" or
    "Do not" that follows, what follows a bare "No.", the short answer that opens the answer it is in, and never half a
    parenthesis; at most MAX_CHARS characters, a list or table being cut between two items where it is longer, but a list of which
    all items must hold only where it is longer than MAX_WHOLE.
    """
    around = Neighbours(evidence.hit.passage, evidence.neighbours)
    first, last = _listed(around, evidence.position, is_step=evidence.is_step_asked)
    if _leads_in_from_before(around, first, last):
        first -= 1
    while last - first + 1 < MAX_SENTENCES and _needs_previous(around, first) and around.fits(first - 1, last):
        first -= 1
    while last - first + 1 < MAX_SENTENCES and _needs_next(around, last) and around.fits(first, last + 1):
        last += 1
    return span_of(around.sentences, answer_begins(around, first, last), last)


def span_of(sentences: Sequence[Sentence], first: int, last: int) -> Span:
    """The span from the first to the last of these positions."""
    opening, closing = sentences[first], sentences[last]
    return Span(opening.passage_id, opening.source_id, opening.page, first, last, opening.start, closing.end)


def header_apart(evidence: Evidence, span: Span) -> str:
    """The header of a table whose rows are quoted without it, cell by cell; "" where there is none."""
    around = Neighbours(evidence.hit.passage, evidence.neighbours)
    if around.role(span.first) is not Role.TABLE_ROW:
        return ""
    header, _ = around.run_of(span.first)
    return BETWEEN_CELLS.join(_cells(around, header)) if header < span.first and around.is_header(header) else ""


def table_rows(evidence: Evidence, span: Span) -> tuple[tuple[str, ...], ...]:
    """The cells of a span of rows of a table; () where anything else is in it."""
    around = Neighbours(evidence.hit.passage, evidence.neighbours)
    places = range(span.first, span.last + 1)
    return tuple(_cells(around, place) for place in places) if all(around.role(place) is Role.TABLE_ROW for place in places) else ()


def columns_of(evidence: Evidence, span: Span) -> tuple[str, ...]:
    """What heads the cells of a span of rows: its own first row, one further up, or the heading where a table goes on; else ()."""
    around = Neighbours(evidence.hit.passage, evidence.neighbours)
    if around.role(span.first) is not Role.TABLE_ROW:
        return ()
    header, _ = around.run_of(span.first)
    if around.is_header(header):
        return _cells(around, header) if span.last > header else ()  # a header alone heads nothing that is shown
    section = evidence.hit.passage.section
    return tuple(cells(section.rsplit(SECTION_JOINER, 1)[-1])) if stands_under_columns(section, around.text(span.first)) else ()


def _cells(around: Neighbours, row: int) -> tuple[str, ...]:
    return tuple(map(reflow, cells(around.text(row))))


def _listed(around: Neighbours, place: int, *, is_step: bool) -> tuple[int, int]:
    """The sentence with what it needs of its list or table; a step with those before it, and as many after it as fit."""
    if around.role(place) is Role.TABLE_ROW:
        return _with_header(around, place)
    if around.role(place) is Role.LIST_ITEM:
        return (is_step and _with_all_steps(around, place)) or _with_lead_in(around, place)
    return (place, _end_of_list(around, place)) if _leads_in(around, place) else (place, place)


def _with_header(around: Neighbours, row: int) -> tuple[int, int]:
    """The first row with the header of its table, any other without (told beside it); what heads a table, with the rows beneath it.

    Between a row and its header stand other rows, which answer other questions: their doses and prices are not those asked for.
    """
    header, last = around.run_of(row)
    if header < row:
        is_next = row - header == 1
        return (header, row) if is_next and around.is_header(header) and around.fits(header, row) else (row, row)
    if around.is_header(row):
        return row, max(place for place in range(row, last + 1) if place == row or around.fits(row, place))
    return row, row


def _with_lead_in(around: Neighbours, place: int) -> tuple[int, int]:
    """A list item, with its lead-in and the other items where it says little or something else without them."""
    begin, end = around.run_of(place)
    item = _item(around, place)
    lead_in = next((lead for lead in (begin - 1, *range(place - 1, begin - 1, -1)) if _announces(around, lead, place)), None)
    if lead_in is None:
        if _is_lead_in(around.text(place)):
            return place, _end_of_list(around, place)
        is_half_said = _UNFINISHED.search(around.passage.section)
        return next(((begin, last) for last in (end, item[1], place) if is_half_said and around.fits(begin, last)), item)
    if _stands_alone(around, item, around.text(lead_in)):
        is_doubted = weakens(around.text(lead_in)) and around.fits(lead_in, item[1])
        return (lead_in, item[1]) if is_doubted else item
    if _is_whole(around, lead_in, end):
        return lead_in, end
    return lead_in, next(last for last in (end, item[1], place) if around.fits(lead_in, last))


def _is_whole(around: Neighbours, lead_in: int, end: int) -> bool:
    """Whether all items of a list must hold, and it is short enough to be quoted to its end."""
    return needs_all_items(around.text(lead_in)) and around.fits(lead_in, end, most=MAX_WHOLE)


def _with_all_steps(around: Neighbours, place: int) -> tuple[int, int] | None:
    """The list that a step is in, from what announces it or its first step on, to the last that fits; None if the step does not."""
    begin, end = around.run_of(place)
    start = begin - 1 if _announces(around, begin - 1, place) else begin
    start = next((lead for lead in range(place - 1, begin - 1, -1) if _is_lead_in(around.text(lead))), start)
    if start < begin and _is_whole(around, start, end):
        return start, end
    ends = (last for last in range(end, place - 1, -1) if not around.is_one_item(last + 1) and around.fits(start, last))
    return next(((start, last) for last in ends), None)


def _announces(around: Neighbours, lead: int, place: int) -> bool:
    """Whether a sentence announces the list that an item is in, and is near enough to be quoted with it."""
    if lead < 0 or not (_leads_in(around, lead) or _ANNOUNCES.search(around.text(lead))):
        return False
    return around.fits(lead, place) or _is_whole(around, lead, around.run_of(place)[1])


def _item(around: Neighbours, place: int) -> tuple[int, int]:
    """All sentences of the item a place is in, if they are few words; otherwise that one sentence."""
    first = last = place
    while around.is_one_item(first):
        first -= 1
    while around.is_one_item(last + 1):
        last += 1
    n_chars = around.sentences[last].end - around.sentences[first].start
    return (first, last) if n_chars <= _WHOLE_ITEM else (place, place)


def _stands_alone(around: Neighbours, item: tuple[int, int], announces: str) -> bool:
    """Whether a list item is true, and says enough, without what announces the list."""
    text = around.passage.text[
        around.sentences[item[0]].start - around.passage.start : around.sentences[item[1]].end - around.passage.start
    ]
    if len(text) < _SHORT_ITEM or _is_lead_in(text):
        return False
    return not (text[:1].islower() or _UNFINISHED.search(announces) or counts_items(announces))


def _is_lead_in(text: str) -> bool:
    return text.rstrip().endswith(":")


def _leads_in(around: Neighbours, place: int) -> bool:
    """Whether a sentence ends with a colon, or breaks off above a list: "Do not use the lacquer if"."""
    text = around.text(place)
    is_above = around.role(place) is Role.PARAGRAPH and around.role(place + 1) is Role.LIST_ITEM
    return _is_lead_in(text) or (is_above and breaks_off(text))


def _end_of_list(around: Neighbours, lead_in: int) -> int:
    last = lead_in
    if around.role(last + 1) is Role.LIST_ITEM and _is_whole(around, lead_in, end := around.run_of(last + 1)[1]):
        return end
    while around.role(last + 1) is Role.LIST_ITEM and around.fits(lead_in, last + 1):
        last += 1
    if last == lead_in and around.role(last + 1) is not None and around.fits(lead_in, last + 1):
        last += 1
    return last


def _needs_previous(around: Neighbours, first: int) -> bool:
    if not first:
        return False
    if _opens_in_the_middle(around, first):
        return True
    is_beside = around.role(first - 1) is around.role(first) is Role.PARAGRAPH or around.is_one_item(first)
    return is_beside and leans_back(around.text(first))


def _leads_in_from_before(around: Neighbours, first: int, last: int) -> bool:
    """Whether a list is announced by a sentence that leans on the one before it: "These are:"."""
    return first < last and _leads_in(around, first) and _needs_previous(around, first) and around.fits(first - 1, last)


def _needs_next(around: Neighbours, last: int) -> bool:
    following = around.role(last + 1)
    if following is None:
        return False
    text, after = around.text(last), around.text(last + 1)
    if _is_open(text) or is_bare(text):
        return True
    if around.is_one_item(last + 1) or around.is_one_paragraph(last + 1):
        return limits(after) or is_condition_on(text, after)
    return following is around.role(last) is Role.PARAGRAPH and limits(after)


def _opens_in_the_middle(around: Neighbours, first: int) -> bool:
    """A sentence cut by a wrong line break: a small letter, or a parenthesis that the previous one opened."""
    previous, text = around.text(first - 1), around.text(first)
    if _is_open(previous):
        return True
    is_new_item = around.role(first) is Role.LIST_ITEM and (around.role(first - 1) is not Role.LIST_ITEM or around.gap(first).strip() != "")
    return not is_new_item and text[:1].islower() and previous.rstrip()[-1:] not in set(".!?:;")


def _is_open(text: str) -> bool:
    return any(text.count(opening) > text.count(closing) for opening, closing in _BRACKETS)
