"""Numbered lists of Word files keep the numbers that Word draws; bulleted ones have none."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from index.document import Role
from ingest.load import load
from ingest.split import split

STEPS = ("Sit down and lean forward.", "Pinch the soft part of your nose.", "If it still bleeds, repeat step 2.")


def items(folder: Path, styles: tuple[str, ...], texts: tuple[str, ...] = STEPS) -> list[str]:
    word = docx.Document()
    word.add_heading("Nosebleeds", 1)
    for style, text in zip(styles, texts, strict=True):
        word.add_paragraph(text, style=style)
    word.save(str(folder / "a.docx"))
    document = load(folder / "a.docx")
    return [document.text_of(block) for block in document.blocks if block.role is Role.LIST_ITEM]


@pytest.mark.parametrize(
    ("styles", "marks"),
    [
        (("List Number",) * 3, ["1. ", "2. ", "3. "]),
        (("List Bullet",) * 3, ["• ", "• ", "• "]),
        (("List Number", "List Bullet", "List Number"), ["1. ", "• ", "2. "]),
        (("List Number", "List Number 2", "List Number"), ["1. ", "1. ", "2. "]),
    ],
)
def test_items_have_the_marks_that_word_draws(styles: tuple[str, ...], marks: list[str], tmp_path: Path) -> None:
    assert items(tmp_path, styles) == [mark + step for mark, step in zip(marks, STEPS, strict=True)]


def test_a_number_that_the_item_says_itself_is_not_doubled(tmp_path: Path) -> None:
    assert items(tmp_path, ("List Number",), ("1. Sit down.",)) == ["• 1. Sit down."]


def test_the_sentence_of_an_item_is_without_its_number(tmp_path: Path) -> None:
    items(tmp_path, ("List Number",) * 3)
    assert [sentence.text for sentence in split(load(tmp_path / "a.docx")).sentences] == list(STEPS)
