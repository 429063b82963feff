"""What stands right before and after a quotation on its page: a condition often stands in the sentence next to it."""

from __future__ import annotations

from dataclasses import dataclass

from index.document import Quote
from index.reflow import reflow
from ingest.sentences import sentence_spans

WINDOW = 600  # characters looked at on each side; fewer than a quote keeps, which tells whether there are more
MAX_CHARS = 320  # characters shown on each side


@dataclass(frozen=True, slots=True)
class Around:
    """The neighbours' words, "" at the ends of a page."""

    before: str
    after: str


def around(quote: Quote) -> Around:
    """The whole sentences next to a quotation, on its own page."""
    before, after = quote.before[-WINDOW:], quote.after[:WINDOW]
    earlier = sentence_spans(before)
    if len(quote.before) > WINDOW and len(earlier) > 1:
        earlier = earlier[1:]  # the window may have cut into it
    later = sentence_spans(after)
    if len(quote.after) > WINDOW and len(later) > 1:
        later = later[:-1]
    return Around(
        before=_nearest([before[start:end] for start, end in reversed(earlier)], is_reversed=True),
        after=_nearest([after[start:end] for start, end in later]),
    )


def _nearest(sentences: list[str], *, is_reversed: bool = False) -> str:
    """As many sentences as fit, the nearest always."""
    shown: list[str] = []
    for sentence in sentences:
        if shown and len(" ".join([*shown, sentence])) > MAX_CHARS:
            break
        shown.append(sentence)
    return reflow(" ".join(reversed(shown) if is_reversed else shown))
