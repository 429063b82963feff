"""Fronts of leaflets and papers, notes beneath a page, and lines that go on in small letters."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.document import Document, Role
from index.reflow import reflow
from ingest.load import load
from ingest.pdf_front import is_of_the_text
from ingest.split import split
from tests.ingest.zoo import printed

HEADING = ("Times-Bold", 12.0)
SMALL = ("Times-Roman", 7.5)


def roles(document: Document) -> dict[str, Role]:
    return {reflow(document.text_of(block)): block.role for block in document.blocks}


def test_a_leaflets_front_is_text_and_its_contents_are_not(tmp_path: Path) -> None:
    printer = printed.Printer(tmp_path / "leaflet.pdf")
    printer.line("Velorin eye drops: leaflet for the user", ("Times-Bold", 18.0), leading=30)
    printer.line("Read all of this leaflet before the first drop, because it tells you when not to use it.")
    printer.gap()
    printer.line("• Do not pass the bottle on to others.")
    printer.gap()
    printer.line("1. What Velorin is used for")
    printer.gap(14)
    printer.line("1. What Velorin is used for", HEADING, leading=18)
    printer.prose(printed.PROSE, indent=0)
    found = roles(load(printer.save()))
    assert found["Read all of this leaflet before the first drop, because it tells you when not to use it."] is Role.PARAGRAPH
    assert found["• Do not pass the bottle on to others."] is Role.LIST_ITEM


@pytest.mark.parametrize(
    "text",
    [
        "1 Department of Eye Care, Faculty of Medicine, University of Northfield, Northfield, Country.",
        "These authors contributed equally to this work and share the first place.",
        "* Correspondence: anna@example.org",
        "Anna Smith, Ben Okoro and Carla Diaz",
        "12 Harbour Street, Lakeview, Northern District, West Country.",
        "2. How to use Velorin",
    ],
)
def test_names_places_and_contents_are_no_text(text: str) -> None:
    assert not is_of_the_text(text)


def test_a_note_beneath_the_correspondence_is_a_paragraph_of_its_own(tmp_path: Path) -> None:
    printer = printed.Printer(tmp_path / "note.pdf")
    printer.prose(printed.PROSE + printed.OTHER, indent=0)
    printer.gap(40)
    note = "1 A fall was severe if it led to a night in hospital."
    printer.line("* Correspondence: A. Smith, Department of Falls, Northfield Hospital.", SMALL)
    printer.line(note, SMALL)
    found = roles(load(printer.save()))
    assert found[note] is Role.PARAGRAPH
    assert found["* Correspondence: A. Smith, Department of Falls, Northfield Hospital."] is Role.REFERENCE


def test_a_raised_figure_stays_in_its_line(tmp_path: Path) -> None:
    printer = printed.Printer(tmp_path / "raised.pdf")
    words = "The main outcome was the rate of falls in a year."
    printer.canvas.setFont(*SMALL)
    printer.canvas.drawString(printer.x + printer.canvas.stringWidth(words, *printed.BODY), printer.y + 5, "1")
    printer.line(words)
    printer.line("Other outcomes were the length of a walk and the fear of falling, both told by the people themselves.")
    assert next(iter(roles(load(printer.save())))).startswith(words + "¹ Other")


def test_a_sentence_goes_on_in_small_letters_though_its_line_stands_in(tmp_path: Path) -> None:
    printer = printed.Printer(tmp_path / "indent.pdf")
    printer.prose(printed.PROSE, indent=0)
    printer.line("In adults with stiff hands, warm baths in the morning led to fewer bad days in a month than cold packs used")
    printer.line("daily, at about half the cost.", x=printer.x + 20)
    printer.prose(printed.OTHER, indent=0)
    assert any("used daily, at about half the cost." in text for text in roles(load(printer.save())))


def test_short_lines_in_small_letters_stay_apart(tmp_path: Path) -> None:
    printer = printed.Printer(tmp_path / "items.pdf")
    printer.prose(printed.PROSE, indent=0)
    printer.line("Bring these:")
    for item in ("a towel", "warm socks"):
        printer.line(item, x=printer.x + 20)
    printer.gap(20)
    printer.prose(printed.OTHER, indent=0)
    assert not any("these: a towel" in text for text in roles(load(printer.save())))


def test_the_parts_of_an_abstract_stand_side_by_side_in_it(tmp_path: Path) -> None:
    printer = printed.Printer(tmp_path / "abstract.pdf")
    printer.line("Warm baths for stiff hands", ("Times-Bold", 18.0), leading=30)
    printer.line("Abstract", HEADING, leading=18)
    for name in ("Background.", "Methods.", "Results."):
        printer.canvas.setFont("Times-Bold", 10)
        printer.canvas.drawString(printer.x, printer.y, name)
        width = printer.canvas.stringWidth(name + " ", "Times-Bold", 10)
        printer.line("Stiff hands were bathed each morning, and the people told how they felt.", x=printer.x + width)
        printer.gap()
    printer.line("Discussion", HEADING, leading=18)
    printer.prose(printed.OTHER, indent=0)
    printer.gap()
    printer.line("Funding and interests", ("Times-Bold", 10.0), leading=14)
    printer.prose(printed.PROSE, indent=0)
    sections = {passage.section for passage in split(load(printer.save())).passages}
    assert {"Abstract › Background.", "Abstract › Methods.", "Abstract › Results.", "Discussion", "Funding and interests"} <= sections
