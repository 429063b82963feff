"""The title of a plain text: the heading above the text that its file is named after, not the site's name."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.load_text import load_text

PROSE = (
    "Gout is a kind of arthritis in which crystals form in a joint, most often in the big toe. It comes in attacks that last for days.\n\n"
    "Attacks of gout are treated with rest, ice and medicines. Your doctor can tell you which of them suit you.\n"
)


@pytest.mark.parametrize(
    ("name", "head", "title"),
    [
        ("trust-living-with-gout", "Riverside Joint Trust\n\nLiving with gout\n\n", "Living with gout"),
        (
            "gout-society-about-gout",
            "Because no toe should hurt\n\nHOME  ABOUT  JOIN US\n\nAbout gout and its attacks\n\n",
            "About gout and its attacks",
        ),
        ("download-3", "Living with gout\n\nWhat it is\n\n", "Living with gout"),  # the name of the file says nothing
        ("patient-information-leaflet", "Patient information leaflet\n\nTreating attacks of gout\n\n", "Treating attacks of gout"),
        ("gout", "", "gout"),  # no heading at all
    ],
)
def test_the_title_is_what_the_file_is_named_after(tmp_path: Path, name: str, head: str, title: str) -> None:
    path = tmp_path / f"{name}.txt"
    path.write_text(head + PROSE, encoding="utf-8")
    assert load_text(path).source.title == title


def test_a_heading_within_the_text_is_no_title_for_its_words(tmp_path: Path) -> None:
    path = tmp_path / "attacks-of-gout-at-night.txt"
    path.write_text(f"Gout explained\n\n{PROSE}\nAttacks of gout at night\n\n{PROSE}", encoding="utf-8")
    assert load_text(path).source.title == "Gout explained"
