"""Grading one reply against its gold spans: which facts a quote shows, what is noise, whether words are the source's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chat.reply import QuotedPassage, Reply, Route
from eval.question_set import GoldSpan, Question
from index.document import Quote
from index.library import Library

DEPTHS = (1, 3, 5)


@dataclass(frozen=True, slots=True)
class Grade:
    """What a reply to one question is worth. Recall counts quotes, then related passages, in the order shown."""

    recall: dict[int, bool]  # k → whether the first k show all facts needed (as many as k quotes can)
    first_is_right: bool  # the first quote presented as an answer shows a fact asked for
    n_quotes: int
    n_noise: int  # quotes presented as an answer that show none of the facts
    has_abstained: bool  # nothing was presented as an answer


def shows(quote: Quote, span: GoldSpan) -> bool:
    """Whether the quote holds at least half of the span's characters, or lies inside it but for a stop or a quotation mark."""
    if (quote.source_id, quote.page) != (span.source_id, span.page):
        return False
    n_shared = min(quote.end, span.end) - max(quote.start, span.start)
    return 2 * n_shared >= span.end - span.start or 10 * n_shared >= 9 * (quote.end - quote.start)


def facts_shown(quotes: Sequence[Quote], gold: Sequence[Sequence[GoldSpan]]) -> int:
    """How many groups of gold have a span that one of the quotes shows."""
    return sum(any(shows(quote, span) for quote in quotes for span in group) for group in gold)


def grade(question: Question, reply: Reply) -> Grade:
    """Grade a reply."""
    quotes = [quoted.quote for quoted in reply.quotes]
    everything = [*quotes, *(quoted.quote for quoted in reply.related)]
    recall = {k: facts_shown(everything[:k], question.gold) >= min(question.needs, k) if question.gold else False for k in DEPTHS}
    return Grade(
        recall=recall,
        first_is_right=bool(quotes) and facts_shown(quotes[:1], question.gold) > 0,
        n_quotes=len(quotes),
        n_noise=sum(not facts_shown([quote], question.gold) for quote in quotes),
        has_abstained=not quotes or reply.route is not Route.ANSWER,
    )


def is_verbatim(quoted: QuotedPassage, library: Library) -> bool:
    """Whether the words shown are the page's: nothing but white space and the hyphens of broken lines may differ."""
    page = library.pages(quoted.quote.source_id)[quoted.quote.page - 1]
    return bool(quoted.quote.text) and _signs(quoted.quote.text) == _signs(page[quoted.quote.start : quoted.quote.end])


def is_boilerplate(quoted: QuotedPassage, library: Library) -> bool:
    """Whether the quote reaches into text that is never to be quoted: navigation, notices, references, headings."""
    quote = quoted.quote
    return any(
        not block.role.is_quotable and block.page == quote.page and block.start < quote.end and quote.start < block.end
        for block in library.blocks(quote.source_id)
    )


def _signs(text: str) -> str:
    return "".join(character for character in text if not character.isspace() and character not in "-\u00ad\u2010")
