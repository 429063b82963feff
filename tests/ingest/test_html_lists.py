"""Items of ordered lists keep their numbers, questions that open to their answer head it, and a footer's disclaimer can be quoted."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.about import SECTIONS
from index.document import Document, Role
from ingest.load import load
from ingest.split import split

PROSE = "<p>A nosebleed stops within ten minutes in most people. Most of them need no treatment for it.</p>"
STEPS = ("Sit down and lean forward.", "Pinch the soft part of your nose.", "If it still bleeds, repeat step 2 once more.")


def page(folder: Path, body: str, foot: str = "") -> Document:
    path = folder / "page.html"
    path.write_text(f"<html><body><main><h1>Nosebleeds</h1>{PROSE}{body}</main><footer>{foot}</footer></body></html>", encoding="utf-8")
    return load(path)


def items(document: Document) -> list[str]:
    return [document.text_of(block) for block in document.blocks if block.role is Role.LIST_ITEM]


@pytest.mark.parametrize(
    ("opening", "marks"),
    [
        ("<ol>", ["1. ", "2. ", "3. "]),
        ('<ol start="4">', ["4. ", "5. ", "6. "]),
        ('<ol type="a">', ["a. ", "b. ", "c. "]),
        ("<ol reversed>", ["• ", "• ", "• "]),
        ("<ul>", ["• ", "• ", "• "]),
    ],
)
def test_items_have_the_marks_that_a_browser_draws(opening: str, marks: list[str], tmp_path: Path) -> None:
    closing = f"</{opening[1:3]}>"
    document = page(tmp_path, opening + "".join(f"<li>{step}</li>" for step in STEPS) + closing)
    assert items(document) == [mark + step for mark, step in zip(marks, STEPS, strict=True)]


def test_a_numbers_paragraph_within_the_item_has_it_and_the_next_has_not(tmp_path: Path) -> None:
    document = page(tmp_path, f"<ol><li><p>{STEPS[0]}</p><p>Breathe through your mouth all the while.</p></li><li>{STEPS[1]}</li></ol>")
    assert items(document) == [f"1. {STEPS[0]}", f"2. {STEPS[1]}"]


def test_a_list_in_an_item_counts_for_itself(tmp_path: Path) -> None:
    inner = "<ul><li>with a thumb and one finger of the hand</li></ul>"
    document = page(tmp_path, f"<ol><li>{STEPS[0]}</li><li>{STEPS[1]}{inner}</li><li>{STEPS[2]}</li></ol>")
    assert items(document) == [f"1. {STEPS[0]}", f"2. {STEPS[1]}", "• with a thumb and one finger of the hand", f"3. {STEPS[2]}"]


def test_a_number_that_the_item_says_itself_is_not_doubled(tmp_path: Path) -> None:
    assert items(page(tmp_path, f"<ol><li>1. {STEPS[0]}</li><li>2. {STEPS[1]}</li></ol>"))[0] == f"• 1. {STEPS[0]}"


def test_the_sentence_of_an_item_is_without_its_number(tmp_path: Path) -> None:
    document = page(tmp_path, f"<ol><li>{STEPS[0]}</li><li>{STEPS[1]}</li></ol>")
    assert STEPS[1] in [sentence.text for sentence in split(document).sentences]


def test_a_question_that_opens_to_its_answer_heads_it(tmp_path: Path) -> None:
    questions = {
        "Can I fly with a nosebleed?": "Yes, if it has stopped. Bring tissues along.",
        "Is it inherited?": "Rarely. Ask your parents all the same.",
    }
    body = "".join(f"<details><summary>{question}</summary><p>{answer}</p></details>" for question, answer in questions.items())
    document = page(tmp_path, f"<h2>Your questions</h2>{body}<h2>More</h2>{PROSE.replace('ten', 'five')}")
    sections = {passage.text: passage.section for passage in split(document).passages}
    assert {answer: sections[answer] for answer in questions.values()} == {
        answer: f"Your questions › {question}" for question, answer in questions.items()
    }
    assert "More" in sections.values()


def test_a_disclaimer_in_the_pages_foot_is_quotable_and_a_hidden_one_is_not(tmp_path: Path) -> None:
    says = "The content of this website is not medical advice and we cannot be held liable for its use."
    shown = page(tmp_path, "", f"<p>{says}</p><p>Home</p><p>We use cookies on this website to count visits.</p>")
    assert {passage.text: passage.section for passage in split(shown).passages}[says] == SECTIONS["disclaimer"]
    hidden = page(tmp_path, "", f"<p style='display:none'>{says}</p>")
    assert says not in [passage.text for passage in split(hidden).passages]
    assert "Home" not in [passage.text for passage in split(shown).passages]


def test_when_a_page_was_reviewed_does_not_stick_to_its_last_answer(tmp_path: Path) -> None:
    document = page(tmp_path, "<h2>Can I fly?</h2><p>Yes, if the bleeding has stopped.</p><p>Page last reviewed: 20 October 2024.</p>")
    sections = {passage.text: passage.section for passage in split(document).passages}
    assert sections["Yes, if the bleeding has stopped."] == "Can I fly?"
    assert sections["Page last reviewed: 20 October 2024."] == SECTIONS["publication"]
