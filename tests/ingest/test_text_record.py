"""What a document's own first lines say of it is taken, with what it was taken from; other works' dates and DOIs are not."""

from __future__ import annotations

import pytest

from index.document import Document, Source
from ingest.structure import blocks_of_text
from ingest.text_record import with_record

PROSE = "Ketamine was given to twenty women with chronic pain. Sleep got better in most of them within a week of the infusion.\n"


def record(text: str, **stated: object) -> Source:
    page = f"Sleep and pain\n\n{text}\n\n{PROSE}\n{PROSE}"
    return with_record(Document(Source("a", "A", **stated), (page,), tuple(blocks_of_text(page)))).source  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("By Jane Doe", ("Jane Doe",)),
        ("Written by Dr. Ana García-López, MD and Jan van der Berg, PhD", ("Dr. Ana García-López", "Jan van der Berg")),
        ("Authors: Mary Smith, John Q. Public; Li Wei", ("Mary Smith", "John Q. Public", "Li Wei")),
        ("By Jane Doe | Updated 3 May 2021", ("Jane Doe",)),
        ("Medically reviewed by Jane Doe, MD", ()),
        ("By the end of the study all women slept well", ()),
        ("By mouth or by injection", ()),
    ],
)
def test_bylines(text: str, authors: tuple[str, ...]) -> None:
    assert record(text).authors == authors


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Published: 11 July 2024", "2024-07-11"),
        ("Last updated on March 3, 2022", "2022-03-03"),
        ("Page last reviewed: 05 June 2023", "2023-06-05"),
        ("The trial by Sörensen and colleagues was published 3 May 1997 and showed what is told here at some length", ""),
    ],
)
def test_dates(text: str, date: str) -> None:
    assert record(text).date == date


def test_a_doi_on_a_line_of_its_own_is_the_documents_one_in_prose_is_not() -> None:
    found = record("https://doi.org/10.3390/biomedicines12071543")
    assert (found.doi, found.url) == ("10.3390/biomedicines12071543", "https://doi.org/10.3390/biomedicines12071543")
    assert dict(found.inferred)["doi"].startswith("the line")
    assert record("It was shown long ago (see doi 10.1000/xyz123 for the whole story of how ketamine was found to help at all).").doi == ""


def test_what_the_file_states_stays() -> None:
    found = record("By Jane Doe\n\nPublished: 11 July 2024", authors=("Stated",), date="2020")
    assert (found.authors, found.date, found.inferred) == (("Stated",), "2020", ())
