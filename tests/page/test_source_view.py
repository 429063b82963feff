"""The open source and the ways out of it."""

from __future__ import annotations

import pytest

from index.document import Source
from page.address import Address, address_from, addresses_from
from page.source_view import is_pdf, opened_at, text_fragment


@pytest.mark.parametrize(
    ("text", "fragment"),
    [
        ("Most patients had relief.", "#:~:text=Most%20patients%20had%20relief."),
        ("dose-finding, of course & more", "#:~:text=dose%2Dfinding%2C%20of%20course%20%26%20more"),
        (" ".join("abcdefghijkl"), "#:~:text=a%20b%20c%20d%20e,h%20i%20j%20k%20l"),
    ],
)
def test_a_text_fragment_names_a_quotation_by_its_ends(text: str, fragment: str) -> None:
    assert text_fragment(text) == fragment


def test_matches_are_in_reading_order_and_never_hide_the_open_one() -> None:
    here = Address("a", 2, 10, 20)
    opened = opened_at(here, [Address("a", 3, 0, 5), Address("a", 1, 0, 5), Address("a", 2, 15, 30), Address("b", 1, 0, 5), here])
    assert opened.matches == (Address("a", 1, 0, 5), here, Address("a", 3, 0, 5))
    assert opened.number == 1


@pytest.mark.parametrize(
    "data",
    [None, "a", [], {}, {"source": "a"}, {"source": 1, "page": 1, "start": 0, "end": 1}, {"source": "a", "page": "1", "start": 0, "end": 1},
     {"source": "a", "page": 1, "start": -1, "end": 1}, {"source": "a", "page": True, "start": 0, "end": 1},
     {"source": "a", "page": 2**40, "start": 0, "end": 1}],
)  # fmt: skip
def test_what_is_no_address_is_none(data: object) -> None:
    assert address_from(data) is None
    assert addresses_from([data]) == []


@pytest.mark.parametrize(
    ("extractor", "path", "is_drawn"),
    [
        ("pdf/2 pypdf 6.0+7.3", "papers/study.pdf", True),
        ("pdf/2 pypdf 6.0+7.3", "papers/study.PDF.download", True),  # a download that kept no ending
        ("pdf/2 pypdf 6.0+7.3", "files/ab12/study", True),
        ("html/1+7.3", "papers/study.pdf", False),  # a page that was saved under a paper's name
        ("mail/1 html/1+7.3", "study.pdf", False),
        ("", "study.pdf", False),
    ],
)
def test_what_was_read_as_a_pdf_is_drawn_whatever_its_file_is_called(extractor: str, path: str, is_drawn: bool) -> None:
    assert is_pdf(Source("study", "A study", path=path, extractor=extractor)) is is_drawn
