"""One article printed in two columns and saved from the web is reported as nearly the same; two articles on one matter are not."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path

import pytest

from index.library import Library
from ingest.sync import sync
from tests.conftest import KeywordEncoder
from tests.ingest.zoo.printed import Printer

TITLE = "Walking for long-standing back pain: what a year showed"
SECTIONS = {
    "Introduction": (
        "Back pain that lasts is the commonest reason to see a physiotherapist. Many who have it were told to rest, "
        "and rest made them weaker "
        "[1,2]. Walking costs nothing, needs no teacher and can be graded from a few minutes to an hour. Whether it "
        "prevents the next episode "
        "was not known, because earlier trials ended after three months [3].",
        "We asked whether a programme of walking, with six talks over half a year, lengthens the time until pain comes "
        "back. The talks were "
        "held by physiotherapists who had been taught how to set goals together with the people they saw.",
    ),
    "Methods": (
        "Adults were asked to take part if an episode of back pain had ended in the last six months. Those who walked "
        "for exercise already, who "
        "were pregnant or whose spine had been operated on in the year before were left out. They drew lots for "
        "walking or for no treatment.",
        "Everyone wrote a diary each month. An episode counted if it kept somebody from what they usually do for at "
        "least one day (Table 1).",
    ),
    "Results": (
        "Of 701 people who took part, 351 walked. Their next episode came after 208 days in the middle, against 112 "
        "days in those who had no "
        "treatment, and fewer of them took painkillers [4–6]. Nobody was harmed beyond sore feet and one twisted ankle.",
        "By the end of the year people in the walking group walked for 130 minutes a week. Those who had been least "
        "active gained most, and "
        "age made no difference that could be told from chance.",
    ),
    "Discussion": (
        "A programme that anyone can follow nearly doubled the time without pain. It may work through stronger "
        "muscles, through better sleep or "
        "because people trusted their backs again; the diaries cannot tell these apart. Half of the talks were held by telephone.",
    ),
}
OTHER_SECTIONS = {
    "Background": (
        "Yoga and stretching are offered to many with pain in the back. Reviews found small gains in function after "
        "three months, and hardly any "
        "after a year. The classes differed so much in length and in what was taught that they could not be compared well.",
        "Here we look at trials that were run in Germany between 2005 and 2019, and count those that said how many "
        "people stayed to the end.",
    ),
    "Findings": (
        "Sixteen trials with 1,904 people were found. Half lost more than a fifth of those who began. Classes twice a "
        "week kept people longer "
        "than classes once a week did. Two trials told of muscle strain; none of anything worse.",
        "We could not say which style helps most, and the trials that were ended early were never printed.",
    ),
}


def as_pdf(path: Path) -> Path:
    printer = Printer(path, title=TITLE)
    printer.line(TITLE, ("Helvetica-Bold", 16), leading=26)
    printer.line("Ana Doe and Bo Roe", ("Helvetica", 11), leading=16)
    printer.line("Department of Pain, University of Somewhere; ana@example.org", ("Helvetica", 8), leading=24)
    top, width = printer.height - printer.y, 215.0
    printer.at(60, top, width)
    column = 0
    for name, paragraphs in SECTIONS.items():
        if column < 1 and printer.y < 330:
            column += 1
            printer.at(printer.width - 60 - width, top, width)
        printer.line(name, ("Helvetica-Bold", 11), leading=14)
        for text in paragraphs:
            printer.prose(text, hyphens=[("physiotherapist.", "physiothera-pist."), ("commonest", "common-est")])
    printer.heads("Journal of Backs 2024, 3, 12", "1 of 1")
    printer.canvas.setFont("Helvetica", 7)
    printer.canvas.drawString(60, 40, "© 2024 The Authors. Licensed under CC BY 4.0.")
    return printer.save()


def as_web_page(path: Path, sections: Mapping[str, tuple[str, ...]], title: str) -> Path:
    parts = "".join(f"<h2>{name}</h2>" + "".join(f"<p>{escape(text)}</p>" for text in texts) for name, texts in sections.items())
    cookies = "<div class='cookies'>We use cookies to make this site work. Accept all</div>"
    menu = f"<nav><a>Home</a> <a>For authors</a> <a>Sign in</a></nav>{cookies}"
    around = "<aside><h3>Related articles</h3><ul><li>Ten ways to sit better at work</li><li>Is running bad for knees?</li></ul></aside>"
    head = f"<head><title>{title} | Journal of Backs</title></head>"
    end = "<footer>Share this article. All rights reserved.</footer>"
    page = f"<html>{head}<body>{menu}<article><h1>{title}</h1><p>Published online in March</p>{parts}</article>{around}{end}</body></html>"
    path.write_text(page, encoding="utf-8")
    return path


def test_an_article_as_pdf_and_as_web_page_is_told(tmp_path: Path, encoder: KeywordEncoder) -> None:
    with Library.open(tmp_path / "library", encoder=encoder, create=True) as library:
        printed = as_pdf(tmp_path / "backs-2024.pdf")
        saved = as_web_page(tmp_path / "walking.html", SECTIONS, TITLE)
        another = as_web_page(tmp_path / "yoga.html", OTHER_SECTIONS, "Yoga for backs")
        outcomes = {Path(outcome.path).name: outcome for outcome in sync([printed, saved, another], library).outcomes}
    notices = {name: [notice for notice in outcome.notices if "nearly the same" in notice] for name, outcome in outcomes.items()}
    assert notices.keys() == {"backs-2024.pdf", "walking.html", "yoga.html"}
    assert notices["yoga.html"] == []
    (told,) = notices["walking.html"]
    words, _, share = told.partition(": about ")
    assert words == "nearly the same as backs-2024"
    assert float(share.split("%")[0]) / 100 == pytest.approx(0.95, abs=0.05)
    assert share.endswith("% of the five-word phrases of both stand in each")
