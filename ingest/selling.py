"""Signs that a page sells a treatment: of several kinds, since hospitals, too, speak of their patients and name a price."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from index.document import Document, Role
from ingest.lines import SIDE_BY_SIDE
from ingest.word_starts import one_of

_FEWEST_KINDS = 2
_AROUND = ("navigation", "before the article", "after the article", "hidden", "cookie notice", "outside the article", "around the text")
_BARS = re.compile(r"\s[|·»>›]\s")


@lru_cache(maxsize=1)
def signs() -> tuple[re.Pattern[str], ...]:
    """The kinds of signs of selling.toml."""
    data = tomllib.loads(Path(__file__).with_name("selling.toml").read_text(encoding="utf-8"))
    return tuple(one_of(entry["patterns"], re.MULTILINE) for entry in data["sign"])


def words_that_sell(document: Document) -> tuple[str, ...]:
    """Words of two kinds of signs or more by which a page sells a treatment; () where there are fewer."""
    text = "\n".join(_told(document))
    found = [" ".join(match.group().split()) for pattern in signs() if (match := pattern.search(text))]
    return tuple(found) if len(found) >= _FEWEST_KINDS else ()


def _told(document: Document) -> Iterator[str]:
    """What the page says itself, menus left out: a link to an appointment sells nothing."""
    if not document.blocks:
        yield from document.pages
    for block in document.blocks:
        text = document.text_of(block)
        if block.role is Role.REFERENCE or block.why.startswith(_AROUND) or SIDE_BY_SIDE.search(text):
            continue
        if block.role is not Role.BOILERPLATE or not _BARS.search(text):
            yield text
