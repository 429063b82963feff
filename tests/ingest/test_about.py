"""What a document says of itself can be quoted, in sections of its own; counters, forms and other people's works cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.about import SECTIONS, is_about
from index.document import Document, Passage
from ingest.load import load
from ingest.split import split

TITLE = "Warm baths for stiff hands in osteoarthritis"
CITATION = f"Moreau, J.; Adeyemi, K. {TITLE}. Rehabilitation 2021, 8, 112."
PREPRINT = f"""Preprint Version 2 Kept in an archive This version is not peer-reviewed

{TITLE}

Version 2 : Received: 4 May 2020 / Approved: 6 May 2020 / Online: 7 May 2020
A peer-reviewed article of this Preprint also exists.
{CITATION}

Abstract

Warm baths eased stiff hands in two of three small trials. Most people bathed their hands for ten minutes in the morning.

Keywords: hands; baths; osteoarthritis

References

1. Lind, P.; Okoro, T. Cold packs for sore wrists. Rehabilitation 2015, 2, 14.

Comments (0)
Views 0
Notify me about updates to this article or when a peer-reviewed version is published.
"""
PAGE = """Home | Conditions | Contact
Stiff hands

By Dana Whitfield

Stiff hands are worst in the morning and ease within an hour. Warm water helps most people with it.

Try to move each finger ten times while it is warm.

Last reviewed: 3 May 2023
Tags: hands, baths
This page is not medical advice, and we cannot be liable for what you do with it.
Disclaimer/Publisher’s Note: The statements are solely those of the authors, and the publisher takes no responsibility for them.
Posted by Sam Roe
Read more
"""


def passages(text: str, folder: Path) -> list[Passage]:
    path = folder / "page.txt"
    path.write_text(text, encoding="utf-8")
    return list(split(load(path)).passages)


def test_status_dates_citation_and_keywords_are_passages_of_their_own(tmp_path: Path) -> None:
    found = {passage.text: passage.section for passage in passages(PREPRINT, tmp_path) if is_about(passage.section)}
    assert found == {
        "Preprint Version 2 Kept in an archive This version is not peer-reviewed": SECTIONS["publication"],
        "Version 2 : Received: 4 May 2020 / Approved: 6 May 2020 / Online: 7 May 2020\n"
        "A peer-reviewed article of this Preprint also exists.": SECTIONS["publication"],
        CITATION: SECTIONS["citation"],
        "Keywords: hands; baths; osteoarthritis": SECTIONS["keywords"],
    }


def test_byline_review_date_and_disclaimer_are_passages_of_their_own(tmp_path: Path) -> None:
    found = {passage.text: passage.section for passage in passages(PAGE, tmp_path) if is_about(passage.section)}
    assert found == {
        "By Dana Whitfield": SECTIONS["authors"],
        "Last reviewed: 3 May 2023": SECTIONS["publication"],
        "This page is not medical advice, and we cannot be liable for what you do with it.": SECTIONS["disclaimer"],
    }


@pytest.mark.parametrize("text", [PREPRINT, PAGE])
def test_the_texts_own_passages_hold_none_of_it(text: str, tmp_path: Path) -> None:
    told = " ".join(passage.text for passage in passages(text, tmp_path) if not is_about(passage.section))
    assert all(words not in told for words in ("peer-reviewed", "Received", "Rehabilitation 20", "reviewed", "liable", "Dana", "; baths"))


@pytest.mark.parametrize("words", ["Views", "Comments", "Notify", "Tags", "Sam Roe", "Read more", "Home", "Lind", "Publisher"])
def test_counters_forms_tags_and_other_works_stay_out(words: str, tmp_path: Path) -> None:
    told = [passage.text for text in (PREPRINT, PAGE) for passage in passages(text, tmp_path)]
    assert not any(words in text for text in told)


def test_a_line_of_facts_is_one_sentence_and_a_disclaimer_is_several(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(PREPRINT + "\nThis page is not medical advice. We cannot be liable for what you do with it.\n", encoding="utf-8")
    document: Document = load(path)
    sentences = [sentence.text for sentence in split(document).sentences]
    assert CITATION in sentences
    assert "We cannot be liable for what you do with it." in sentences
