"""Text that a reader does not see, or that speaks to machines: reported, whatever the format."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.document import Document
from ingest.page_names import page_names

# Zero-width space, joiners between Latin letters, word joiner, BOM inside a text, invisible operators, tag characters,
# and the marks that turn the direction of writing around. Joiners are letters' own business in Persian, Hindi and emoji.
_ZERO_WIDTH = re.compile("[\u200b\u2060-\u2064\u180e]|(?<=[A-Za-z])[\u200c\u200d](?=[A-Za-z])|(?<=[^\n])\ufeff|[\U000e0000-\U000e007f]")
_TURNED = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SOME = 3  # zero-width characters on a page; one or two are strays of a word processor
_INSTRUCTIONS = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\s+(?:\w+\s+){0,3}?(?:previous|prior|above|earlier|preceding|all|any|your|system)\s+"
    r"(?:\w+\s+){0,2}?(?:instructions?|prompts?|rules|guidelines|directions|messages?|text)\b"
    r"|\b(?:you are|act as|pretend to be)\s+(?:now\s+)?(?:an?\s+)?(?:\w+\s+){0,2}?(?:ai|llm|language model|assistant|chatbot)\b"
    r"|\b(?:as|if you are|note to|attention)\s+(?:an?\s+|the\s+|all\s+)?(?:ai|llm|large language model|language model)s?\b.{0,40}"
    r"\b(?:must|should|please|do not|always|give|recommend|rate|answer|say)\b"
    r"|\bsystem prompt\b|<\|(?:im_start|system|endoftext)\|>|\[/?INST\]"
    r"|\b(?:do not|don't|never)\s+(?:reveal|mention|disclose)\s+(?:this|these|the above)\s+(?:instructions?|prompt|text)\b"
    r"|\b(?:give|write|provide) (?:only )?(?:a )?positive reviews? (?:only)?\b",
    re.IGNORECASE | re.DOTALL,
)


def hidden_notices(document: Document) -> Iterator[str]:
    """What a keeper should look at before trusting the document, one line a kind and page."""
    for number in sorted({block.page for block in document.blocks if block.why.startswith("hidden")}):
        notice = f"hidden text on page {number}"
        if notice not in document.notices:
            yield notice
    for number, page in enumerate(document.pages, start=1):
        yield from _of_page(page, number)
    if unread := {number: n for number, page in enumerate(document.pages, start=1) if (n := page.count("\ufffd"))}:
        yield f"{sum(unread.values())} characters that could not be read, shown as \ufffd, on {page_names(list(unread))}"


def _of_page(page: str, number: int) -> Iterator[str]:
    if (n_found := len(_ZERO_WIDTH.findall(page))) >= _SOME:
        yield f"{n_found} zero-width characters on page {number}"
    if n_found := len(_TURNED.findall(page)):
        yield f"{n_found} characters that turn the direction of writing on page {number}"
    if match := _INSTRUCTIONS.search(page):
        yield f"words addressed to a machine on page {number}: “{_around(page, match)}”"


def _around(page: str, match: re.Match[str]) -> str:
    words: Sequence[str] = page[match.start() : match.end() + 30].split()
    return " ".join(words)[:90]
