"""Rows of a table are shown as one, on the page and where a conversation is saved."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from markupsafe import Markup

from chat.reply import Meaning, QuotedPassage, Reply, Route
from index.document import Quote, Source
from page.around import Around
from page.export import export_html, export_markdown
from page.quote_card import provenance, words
from page.texts import texts_in
from page.turn import Turn

TEXTS = texts_in("en")
PAGE = "Group      n     Response\nDrug <b>   120   45%\nBF         118   21%\n"
COLUMNS, DRUG, PLACEBO = ("Group", "n", "Response"), ("Drug <b>", "120", "45%"), ("BF", "118", "21%")
WHOLE = QuotedPassage(
    Quote("a", 1, 0, len(PAGE) - 1, PAGE), Source("a", "A trial"), "Results", 1, 0.9, rows=(COLUMNS, DRUG, PLACEBO), columns=COLUMNS
)
ROW = replace(WHOLE, section="Results › Group | n | Response", rows=(PLACEBO,))
BF = Meaning("BF", "brain factor", Quote("a", 1, 0, 5, PAGE), Source("a", "A trial"))


def card_of(quoted: QuotedPassage) -> str:
    return str(words(quoted, "0-q0", {"resp"}, Around("", ""), TEXTS))


def cells_of(card: str, sign: str) -> list[str]:
    return [str(Markup(cell).striptags()) for cell in re.findall(rf"<{sign}\b[^>]*>(.*?)</{sign}>", card)]


def test_the_first_row_heads_the_others_and_no_cell_is_lost() -> None:
    card = card_of(WHOLE)
    assert cells_of(card, "th") == list(COLUMNS)
    assert cells_of(card, "td") == [*DRUG, *PLACEBO]
    assert "<thead><tr>" in card
    assert "<b>" not in card
    assert "<mark class='asked'>Response</mark>" in card
    assert f"data-words='{Markup.escape(WHOLE.quote.text)}'" in card


def test_a_row_stands_beneath_a_header_that_is_not_quoted_which_is_told_once() -> None:
    card = card_of(ROW)
    assert cells_of(card, "th") == list(COLUMNS)
    assert cells_of(card, "td") == list(PLACEBO)
    assert "<thead class='cw-beside'>" in card
    told = str(Markup(provenance(ROW, TEXTS)).striptags())
    assert "Results" in told
    assert "|" not in told


def test_rows_without_a_header_have_none() -> None:
    card = card_of(replace(WHOLE, rows=(DRUG, PLACEBO), columns=()))
    assert "<thead" not in card
    assert cells_of(card, "td") == [*DRUG, *PLACEBO]


def test_a_short_form_in_a_table_is_explained_once() -> None:
    card = card_of(replace(WHOLE, rows=(COLUMNS, PLACEBO, PLACEBO), meanings=(BF,)))
    assert card.count("cw-short") == card.count("class='cw-told'") == 1


def test_what_is_no_table_stays_a_sentence() -> None:
    card = card_of(replace(WHOLE, rows=(), columns=()))
    assert "<table" not in card
    assert "<span class='cw-words'>" in card


@pytest.mark.parametrize(("export", "line_end"), [(export_html, "<br>"), (export_markdown, "\\\n> ")])
def test_a_saved_table_keeps_its_lines(export: object, line_end: str) -> None:
    turn = Turn("how many responded?", Reply(Route.ANSWER, "m", quotes=(WHOLE,)))
    saved = export([turn], TEXTS, on=date(2026, 1, 2))  # type: ignore[operator]
    lines = [re.sub(r"\\([<>|])", r"\1", line) for line in saved.split(line_end)]
    assert sum("118 | 21%" in line for line in lines) == 1
    assert not any("120" in line and "118" in line for line in lines)
