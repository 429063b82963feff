"""Where a quotation stands, as the browser names it back to us. Nothing the browser sends is trusted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from index.document import Quote
from page.markup import safe

MAX_MATCHES = 50


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """A place in a document: characters `start` to `end` of a page."""

    source_id: str
    page: int
    start: int
    end: int

    @classmethod
    def of(cls, quote: Quote) -> Address:
        """The place of a quotation."""
        return cls(quote.source_id, quote.page, quote.start, quote.end)


def attributes(quote: Quote) -> Markup:
    """The address as attributes of an element."""
    return Markup("data-source='{}' data-page='{}' data-start='{}' data-end='{}'").format(
        safe(quote.source_id), quote.page, quote.start, quote.end
    )


def address_from(data: object) -> Address | None:
    """The address that the browser sent; None for anything that is none."""
    if not isinstance(data, Mapping) or not isinstance(data.get("source"), str):
        return None
    numbers = [data.get(name) for name in ("page", "start", "end")]
    if not all(isinstance(number, int) and not isinstance(number, bool) and 0 <= number < 2**31 for number in numbers):
        return None
    page, start, end = (int(number) for number in numbers if isinstance(number, int))
    return Address(data["source"][:300], page, start, end)


def addresses_from(data: object) -> list[Address]:
    """The addresses that the browser sent, in reading order; what is none is left out."""
    if not isinstance(data, list):
        return []
    return sorted({found for each in data[:MAX_MATCHES] if (found := address_from(each)) is not None})
