"""The quoting law: letters, digits and signs never change; offsets always resolve; an empty quote cannot exist."""

from __future__ import annotations

import gc
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.document import KEPT_BESIDE, Quote
from index.reflow import reflow

_LAYOUT = re.compile("[\\s\u00ad\u2010\u2011\u2013-]+")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a deci-\nsion", "a decision"),
        ("placebo-\ncontrolled", "placebo-controlled"),
        ("double-\n  blind", "double-blind"),
        ("10-\n20 mg", "10-20 mg"),
        ("COVID-\n19", "COVID-19"),
        ("fibromy-\nalgia", "fibromyalgia"),
        ("z-\nscore", "z-score"),
        ("β-\nblocker", "β-blocker"),
        ("ex-\nsmokers", "ex-smokers"),
        ("pre-\nvented", "prevented"),
        ("pre-\ngabalin", "pregabalin"),
        ("anti\u00ad\nbody", "antibody"),
        ("  two \n\n spaces\u00a0here ", "two spaces here"),
        ("pain -\nand", "pain - and"),
    ],
)
def test_reflow_changes_layout_only(text: str, expected: str) -> None:
    assert reflow(text) == expected


@given(st.text())
def test_letters_digits_and_signs_never_change(text: str) -> None:
    assert _LAYOUT.sub("", reflow(text)) == _LAYOUT.sub("", text)


@given(st.text(alphabet="ab1-\u00ad\n .,%<>", max_size=40))
def test_signs_never_change_near_hyphens_and_breaks(text: str) -> None:
    assert _LAYOUT.sub("", reflow(text)) == _LAYOUT.sub("", text)
    assert reflow(reflow(text)) == reflow(text)


@given(st.text(max_size=60), st.integers(-3, 70), st.integers(-3, 70))
def test_a_quote_resolves_or_cannot_be_built(page: str, start: int, end: int) -> None:
    try:
        quote = Quote("source", 1, start, end, page)
    except ValueError:
        assert start < 0 or end <= start or end > len(page) or not reflow(page[start:end])
    else:
        assert quote.text == reflow(page[start:end]) != ""


def test_a_quote_of_nothing_but_space_cannot_exist() -> None:
    with pytest.raises(ValueError, match="empty quote"):
        Quote("source", 1, 0, 3, " \n\t")


def test_a_quote_keeps_what_stands_next_to_it_and_not_its_whole_page() -> None:
    page = "".join(chr(0x100 + number % 500) for number in range(100_000))
    quote = Quote("source", 1, 50_000, 50_010, page)
    assert page[:50_000].endswith(quote.before)
    assert page[50_010:].startswith(quote.after)
    assert len(quote.before) == len(quote.after) == KEPT_BESIDE
    assert sum(len(held) for held in gc.get_referents(quote) if isinstance(held, str)) < 3 * KEPT_BESIDE
