"""Raised numbers stay raised, whatever the format: a platelet count of 50 × 10⁹ that is quoted as 109 is another one."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import docx
import pytest
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate

from index.document import Document
from ingest.load import load
from ingest.raised import raised
from ingest.split import split

SAID = (
    "Stop the drug when platelets fall below 50 × 10<sup>9</sup>/L in the blood of a patient. The rate was 10<sup>-3</sup> in each of the "
    "hours that were watched. Patients of age 65<sup>7</sup> were the oldest that took part in it. It was 10<sub>2</sub> of CO<sub>2</sub> "
    "on the 5<sup>th</sup> day of the week that followed."
)
STOPPED = SAID + "<sup>12</sup> Nobody counted more than 5 mL.<sup>13</sup> The rest of them went home after a day."
READ = ("50 × 10⁹/L", "10⁻³ in each", "age 65⁷ were", "102 of CO2", "5th day")
ITEM = "<item id='a' href='a.xhtml' media-type='application/xhtml+xml'/>"
PACKAGE = f"<package><manifest>{ITEM}</manifest><spine><itemref idref='a'/></spine></package>"


def as_html(path: Path) -> None:
    path.write_text(f"<html><head><title>Counts</title></head><body><h1>Counts</h1><p>{SAID}</p></body></html>")


def as_jats(path: Path) -> None:
    path.write_text(f"<article><front/><body><sec><title>Counts</title><p>{SAID}</p></sec></body></article>")


def as_epub(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as target:
        target.writestr("META-INF/container.xml", "<container><rootfiles><rootfile full-path='p.opf'/></rootfiles></container>")
        target.writestr("p.opf", PACKAGE)
        target.writestr("a.xhtml", f"<html><body><p>{SAID}</p></body></html>")


def as_word(path: Path) -> None:
    word = docx.Document()
    paragraph = word.add_paragraph()
    for part in re.findall(r"<su[pb]>[^<]*</su[pb]>|[^<]+", SAID):
        run = paragraph.add_run(re.sub(r"<[^>]*>", "", part))
        if part.startswith("<sup>"):
            run.font.superscript = True
        elif part.startswith("<sub>"):
            run.font.subscript = True
    word.save(str(path))


def as_pdf(path: Path) -> None:
    words = SAID.replace("<sup>", "<super>").replace("</sup>", "</super>")
    SimpleDocTemplate(str(path)).build([Paragraph(words, getSampleStyleSheet()["Normal"])])


@pytest.mark.parametrize("write", [as_html, as_jats, as_epub, as_word, as_pdf])
def test_raised_numbers_are_read_as_raised(tmp_path: Path, write: object) -> None:
    path = tmp_path / "counts"
    write(path)  # type: ignore[operator]
    page = " ".join(load(path).pages[0].split())
    assert [words for words in READ if words not in page] == []


def test_a_note_behind_a_sentence_of_a_pdf_ends_it(tmp_path: Path) -> None:
    words = STOPPED.replace("<sup>", "<super>").replace("</sup>", "</super>")
    SimpleDocTemplate(str(tmp_path / "a.pdf")).build([Paragraph(words, getSampleStyleSheet()["Normal"])])
    said = [" ".join(sentence.split()) for sentence in sentences(load(tmp_path / "a.pdf"))]
    assert said[-2:] == ["Nobody counted more than 5 mL.¹³", "The rest of them went home after a day."]


@pytest.mark.parametrize(
    ("text", "read"),
    [("9", "⁹"), ("-3", "⁻³"), ("−12", "⁻¹²"), ("2+", "²⁺"), ("+", "⁺"), ("1,2", "¹,²"), ("1, 3–5", "¹,³–⁵")]
    + [(same, same) for same in ("th", "[12]", "a", "12345", "*", "TM", "", " ", "p < 0.05")],
)
def test_only_numbers_and_signs_are_raised(text: str, read: str) -> None:
    assert raised(text) == read


def test_sentences_end_at_raised_numbers_of_references(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        "<html><body><h1>Sleep</h1><p>Sleep was better in all of the patients.<sup>1,2</sup> Nobody had to leave the trial.<sup>3–5</sup> "
        "It was repeated in each of the years.<sup><a href='#r'>6</a></sup></p></body></html>"
    )
    assert sentences(load(path)) == [
        "Sleep was better in all of the patients.¹,²",
        "Nobody had to leave the trial.³–⁵",
        "It was repeated in each of the years.⁶",
    ]


def sentences(document: Document) -> list[str]:
    return [sentence.text for sentence in split(document).sentences if "." in sentence.text]
