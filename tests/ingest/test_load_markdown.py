"""Markdown: the words that a reader of it sees, with their numbers, also those that stand in HTML or are set in."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.document import Document, Role
from ingest.errors import UnreadableDocumentError
from ingest.hidden import hidden_notices
from ingest.load import detect, load

HEAD = "# Steps for the nurse\n\nDo the following after the **injection** of the medicine:\n\n"


def read(folder: Path, text: str) -> Document:
    path = folder / "steps.md"
    path.write_text(HEAD + text, encoding="utf-8")
    return load(path)


def added(folder: Path, text: str) -> list[tuple[Role, str]]:
    """What the text adds to the head: roles and words."""
    document = read(folder, text)
    return [(block.role, document.text_of(block)) for block in document.blocks][2:]


@pytest.mark.parametrize(
    ("items", "read_as"),
    [
        ("1. Wash your hands.\n2. Press on it.\n", ["1. Wash your hands.", "2. Press on it."]),
        ("1. Wash your hands.\n1. Press on it.\n1. Rest.\n", ["1. Wash your hands.", "2. Press on it.", "3. Rest."]),
        ("3) Rest.\n4) Walk.\n", ["3) Rest.", "4) Walk."]),
        ("1. Wash.\n2. Press.\n5. Note it.\n", ["1. Wash.", "2. Press.", "5. Note it."]),
        ("1. Wash:\n   - with soap\n   - with water\n2. Dry.\n", ["1. Wash:", "• with soap", "• with water", "2. Dry."]),
        ("- Wash.\n- Dry.\n", ["• Wash.", "• Dry."]),
    ],
)
def test_items_keep_their_numbers(tmp_path: Path, items: str, read_as: list[str]) -> None:
    assert added(tmp_path, items) == [(Role.LIST_ITEM, item) for item in read_as]


def test_a_numbered_item_has_its_number_once(tmp_path: Path) -> None:
    items = added(tmp_path, "1. Wash your hands.\n\n   With soap, for 20 seconds.\n\n2. Dry them.\n")
    assert items == [
        (Role.LIST_ITEM, "1. Wash your hands."),
        (Role.PARAGRAPH, "With soap, for 20 seconds."),
        (Role.LIST_ITEM, "2. Dry them."),
    ]


def test_a_line_break_in_a_cell_parts_its_amounts(tmp_path: Path) -> None:
    """Glued, "5 mg<br>10 mg" would be an amount that nobody gave."""
    rows = added(tmp_path, "| Drug | Dose |\n|---|---|\n| Ketamine | 5 mg<br>10 mg at night |\n")
    assert rows[-1] == (Role.TABLE_ROW, "Ketamine | 5 mg 10 mg at night")


def test_a_table_in_html_is_read(tmp_path: Path) -> None:
    table = "<table>\n<tr><th>Drug</th><th>Dose</th></tr>\n<tr><td>Lidocaine</td><td>5 mg/kg</td></tr>\n</table>\n\nThat was all.\n"
    assert added(tmp_path, table) == [
        (Role.TABLE_ROW, "Drug | Dose"),
        (Role.TABLE_ROW, "Lidocaine | 5 mg/kg"),
        (Role.PARAGRAPH, "That was all."),
    ]


@pytest.mark.parametrize(
    "markup", ["<!-- a comment with words -->", "<div align='center'><img src='x.png' alt='logo'></div>", "<script>x()</script>"]
)
def test_html_that_shows_no_words_adds_none(tmp_path: Path, markup: str) -> None:
    assert added(tmp_path, f"{markup}\n\nThat was all.\n") == [(Role.PARAGRAPH, "That was all.")]


def test_html_nested_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocumentError, match="nested without end"):
        read(tmp_path, "<div>" * 5000 + "words" + "</div>" * 5000)


@pytest.mark.parametrize("markup", ["<p align='center'>Of a clinic</p>", "<div>\n\nOf a clinic\n\n</div>"])
@pytest.mark.parametrize("name", ["steps.md", "steps.txt"])
def test_markdown_with_elements_of_html_in_it_is_markdown(tmp_path: Path, markup: str, name: str) -> None:
    path = tmp_path / name
    path.write_text(f"{markup}\n\n{HEAD}1. Wash your hands.\n")
    assert detect(path) == "markdown"
    document = load(path)
    assert [document.text_of(block) for block in document.blocks][-1] == "1. Wash your hands."
    assert "Of a clinic" in document.pages[0]


@pytest.mark.parametrize("text", ["<h1>Pain</h1><p>Sleep * was worse * in most.</p>", "<div><p>See [1](x) of the trial.</p></div>"])
def test_a_piece_of_html_is_html(tmp_path: Path, text: str) -> None:
    path = tmp_path / "page.txt"
    path.write_text(text)
    assert detect(path) == "html"


def test_sentences_that_are_set_in_are_text_and_programs_are_not(tmp_path: Path) -> None:
    found = added(
        tmp_path,
        "    The dose was raised to 4 mg in the second week.\n\nThen:\n\n```\nThe dose was raised to 5 mg in the third week.\n```\n\n"
        "```python\n# Compute the dose of the patient from the weight.\ndose = 5\n```\n\n"
        "```\n# This is the dose that was given.\ndose = 6;\n```\n",
    )
    assert [words for role, words in found if role is Role.PARAGRAPH] == [
        "The dose was raised to 4 mg in the second week.",
        "Then:",
        "The dose was raised to 5 mg in the third week.",
    ]
    assert [role for role, words in found if "dose = " in words] == [Role.BOILERPLATE] * 2


@pytest.mark.parametrize("attribute", ["style='display:none'", 'style="color:#fff"', "hidden"])
def test_what_html_hides_in_a_line_is_not_quoted_and_is_reported(tmp_path: Path, attribute: str) -> None:
    document = read(tmp_path, f"The dose was 5 mg <span {attribute}>or 500 mg</span> <b>a day</b>.\n")
    last = document.blocks[-1]
    assert (last.role, document.text_of(last)) == (Role.PARAGRAPH, "The dose was 5 mg a day.")
    assert "or 500 mg" in document.pages[0]
    assert "hidden text on page 1" in list(hidden_notices(document))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("10<sup>9</sup> cells in CO<sub>2</sub>.", "10⁹ cells in CO2."),
        ("The 5<sup>th</sup> of <i>them</i>.", "The 5th of them."),
        ("One<br/>two <unknown>three</unknown> </b> < four.", "One two three < four."),
    ],
)
def test_elements_in_a_line_do_what_they_do(tmp_path: Path, line: str, words: str) -> None:
    assert added(tmp_path, line) == [(Role.PARAGRAPH, words)]
