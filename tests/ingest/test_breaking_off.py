"""A line that breaks off above a list announces it: it is no heading, and its list is of the article."""

from __future__ import annotations

import pytest

from index.document import Role
from ingest.breaking_off import breaks_off
from ingest.structure import blocks_of_text

PAGE = """A DAY AT THE CLINIC

What to bring

Please bring with you
* your spectacles
* a list of questions

You can bring a friend to keep you company in the waiting room, and we will offer both of you tea.

Afterwards

For two weeks you should not:
- swim
- lift anything heavy

Side effects

- a sore arm
- tiredness

Most people go back to work on the next day, and nobody has had to come back for more.
"""


@pytest.mark.parametrize(
    "line", ["Please bring with you", "You should not:", "Do not take the drops if", "Side effects include", "The signs are"]
)
def test_half_a_sentence_breaks_off(line: str) -> None:
    assert breaks_off(line)


@pytest.mark.parametrize(
    "line",
    [
        "What to bring",
        "Side effects",
        "What it is for",  # headings that ask
        "How to use the drops your doctor gave you",
        "Jump to",  # links of a page's frame
        "Sign up for",
        "Include",  # one word says too little
        "Warnings:",
    ],
)
def test_a_heading_and_a_link_do_not(line: str) -> None:
    assert not breaks_off(line)


def test_what_breaks_off_above_a_list_is_a_paragraph_and_headings_stay() -> None:
    roles = {PAGE[block.start : block.end].lstrip("*- "): block.role for block in blocks_of_text(PAGE)}
    assert roles["Please bring with you"] is roles["For two weeks you should not:"] is Role.PARAGRAPH
    assert roles["your spectacles"] is roles["swim"] is roles["a sore arm"] is Role.LIST_ITEM
    assert roles["What to bring"] is roles["Side effects"] is roles["Afterwards"] is Role.HEADING
