"""A quotation's place as people write it: who, what, when, where."""

from __future__ import annotations

from chat.reply import QuotedPassage
from index.document import SECTION_JOINER
from page.texts import Texts

_PAGED = ("pdf", "epub")
_CLOSED = (".", "?", "!")  # a part that ends so needs no full stop


def place(quoted: QuotedPassage, texts: Texts) -> str:
    """ "page 4" for what has pages, "line 12" for what has none."""
    if quoted.source.extractor.startswith(_PAGED):
        return f"{texts.page} {quoted.quote.page}"
    return f"{texts.line} {quoted.line}"


def section(quoted: QuotedPassage) -> str:
    """The innermost headings, without the title."""
    parts = [part for part in quoted.section.split(SECTION_JOINER) if part and part.casefold() != quoted.source.title.casefold()]
    return SECTION_JOINER.join(parts[-2:])


def reference(quoted: QuotedPassage, texts: Texts) -> str:
    """The full reference in one line."""
    source = quoted.source
    parts = [
        ", ".join(source.authors),
        source.title,
        source.publisher,
        source.date or texts.undated,
        texts.kinds[source.kind.value],
        section(quoted),
        place(quoted, texts),
        f"https://doi.org/{source.doi}" if source.doi else source.url,
    ]
    return " ".join(part if part.endswith(_CLOSED) else f"{part}." for part in parts if part)
