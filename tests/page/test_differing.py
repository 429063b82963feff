"""Documents that differ, on made-up sentences: each quotation stands once, and the words that differ are pointed at."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

import pytest

from chat.reply import Difference, Differing, QuotedPassage, Reply, Route
from index.document import Quote, Source, SourceKind
from page.differing import in_full, sides
from page.export import export_html, export_markdown
from page.talk import conversation
from page.texts import Texts, texts_in
from page.turn import Turn

TWO, SEVEN, NINE = (f"Leave the bandage on the wound for {n} days." for n in ("2", "5 to 7", "9"))
DRY = "The wound should be kept dry."
DAY = date(2026, 1, 2)
ENGLISH = texts_in("en")


def quoted(source_id: str, text: str) -> QuotedPassage:
    source = Source(source_id=source_id, title=source_id.title(), kind=SourceKind.ARTICLE)
    return QuotedPassage(Quote(source_id, 1, 0, len(text), text), source, section="", line=1, score=0.9)


def reply(*differences: Difference) -> Reply:
    related = (quoted("beta", SEVEN), quoted("gamma", DRY))
    return Reply(Route.ANSWER, "said", quotes=(quoted("alpha", TWO),), related=related, differences=differences)


DIFFER = Difference(quoted("alpha", TWO), quoted("beta", SEVEN), Differing.NUMBERS)


def test_a_side_that_stands_above_gives_the_words_that_differ_and_the_way_there() -> None:
    ((first, second),) = sides([DIFFER], {"0-q0": quoted("alpha", TWO)}, 0)
    assert (first.words, first.card) == (("2 days",), "0-q0")
    assert (second.words, second.card) == (("5 to 7 days",), "")
    assert in_full([(first, second)]) == [quoted("beta", SEVEN)]


def test_a_quotation_of_two_pairs_stands_in_full_in_the_first() -> None:
    again = Difference(quoted("beta", SEVEN), quoted("delta", NINE), Differing.NUMBERS)
    _, (first, second) = sides([DIFFER, again], {}, 3)
    assert first.card == "3-d0b"
    assert second.card == ""


@pytest.mark.parametrize("saved", [conversation, partial(export_html, on=DAY), partial(export_markdown, on=DAY)])
def test_nothing_is_quoted_twice(saved: Callable[[Sequence[Turn], Texts], str]) -> None:
    shown = saved([Turn("How long should it stay on?", reply(DIFFER))], ENGLISH)
    blocks = re.findall(r"<blockquote.*?</blockquote>|^> .*?$", shown, re.DOTALL | re.MULTILINE)
    for text in (TWO, SEVEN, DRY):
        assert sum(text in block for block in blocks) == 1, text
    assert "“2 days”" in shown
