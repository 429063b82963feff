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
        ("Dr Jane Doe and John Roe, 22 January 2022", ("Dr Jane Doe", "John Roe")),
        ("Saint Mary Hospital, 22 January 2022", ()),
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
        ("Dr Ana García, 22 January 2022", "2022-01-22"),
        ("Version 3, September 2021. Next review: September 2024", "2021-09"),
        ("Journal of Knees, 2016", "2016"),
        ("The ward opened in May 2011 and sees many people.", ""),
        ("The last of the women was seen on 3 May 2011.", ""),
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


@pytest.mark.parametrize(
    ("origin", "date"), [("file's creation date", "2016"), ("the file's properties", "2016"), ("sources.toml", "2020")]
)
def test_the_date_in_the_text_comes_before_the_day_on_which_the_file_was_saved(origin: str, date: str) -> None:
    found = record("Journal of Knees, 2016", date="2020", inferred=(("date", origin),))
    assert found.date == date
    assert [name for name, _ in found.inferred] == ["date"]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Issued by the Board of Sleep. Second edition, September 2023. It replaces the edition of 2018.", "2023-09"),
        ("Edition 7, January 2025. Written by the sleep team for adults who lie awake.", "2025-01"),
        ("Northfield Sleep Centre, series for patients no. 18. Reviewed November 2022.", "2022-11"),
        ("Northern Journal of Sleep 2024; 31: 412-417", "2024"),
        ("Published in March 2021, the trial was the largest of its kind in any country so far.", ""),
        ("We saw forty women in the clinic in May 2019.", ""),
        ("The second edition of the scale was tried in June 2018 on forty women.", ""),
    ],
)
def test_a_sentence_that_names_the_edition_dates_the_text(text: str, date: str) -> None:
    assert record(text).date == date


@pytest.mark.parametrize(
    ("last", "date"),
    [("This leaflet was last revised in February 2023.", "2023-02"), ("Most of them slept well again in February 2023.", "2026-01-02")],
)
def test_what_the_text_says_at_its_end_comes_before_the_day_the_file_was_made(last: str, date: str) -> None:
    pages = (PROSE, f"{PROSE}\n{last}\n")
    blocks = tuple(block for number, page in enumerate(pages, start=1) for block in blocks_of_text(page, page=number))
    source = Source("a", "A", date="2026-01-02", inferred=(("date", "file's creation date"),))
    assert with_record(Document(source, pages, blocks)).source.date == date
