"""Which line above the prose is the title."""

from __future__ import annotations

import pytest

from index.document import Role
from ingest.structure import blocks_of_text

PROSE = "What are gallstones?\n\nGallstones are hard lumps that form in the gallbladder. Most of them give no trouble at all.\n"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("GALLSTONES: INFORMATION FOR PATIENTS\n\nSurgical department, Westmoor Infirmary\n\n", "GALLSTONES: INFORMATION FOR PATIENTS"),
        ("Gallstones: a guide\n\nSurgical department, Westmoor Infirmary\n\n", "Gallstones: a guide"),
        ("Gallstones for beginners\n\nWritten for: patients\n\n", "Gallstones for beginners"),  # a field of a record
    ],
)
def test_a_title_may_have_a_colon_behind_its_subject(head: str, title: str) -> None:
    text = f"{head}{PROSE}"
    headings = [text[block.start : block.end] for block in blocks_of_text(text) if block.role is Role.HEADING]
    assert headings[0] == title
