"""What the judge reads for a sentence."""

import pytest

from chat.as_read import as_read, asking_heading
from index.document import Role
from index.table_headers import table_headers
from tests.chat.fakes import passage

TABLE = "Age | Dose | When\n12 years and over | 5 ml | at night\nAsk if unsure."
_, ROWS = passage(TABLE, roles=(Role.TABLE_ROW, Role.TABLE_ROW, Role.PARAGRAPH))
_, ANSWER = passage("A: Up to four cups made no difference. Cola did.")


@pytest.mark.parametrize(
    ("section", "heading"),
    [
        ("Bones › Q: Is coffee bad for bones?", "Is coffee bad for bones?"),
        ("If you travel", "If you travel:"),
        ("Before you go to the dentist", "Before you go to the dentist:"),
        # twins: headings that ask nothing and name no case
        ("Side effects", ""),
        ("Is it safe? › Children", ""),
        ("Afterwards", ""),
        ("Iffy results", ""),
        ("If | When", ""),
        ("", ""),
    ],
)
def test_a_heading_may_ask(section: str, heading: str) -> None:
    assert asking_heading(section) == heading


def test_an_answer_is_read_behind_its_question() -> None:
    headers = [""] * len(ANSWER)
    assert as_read(ANSWER, headers, 0, "Is coffee bad?") == "Is coffee bad? Up to four cups made no difference."
    assert as_read(ANSWER, headers, 0, "") == "A: Up to four cups made no difference."
    assert as_read(ANSWER, headers, -1, "Is coffee bad?") == as_read(ANSWER, headers, 2, "Is coffee bad?") == ""


def test_a_row_is_read_with_its_columns() -> None:
    headers = table_headers(ROWS)
    assert as_read(ROWS, headers, 1, "") == "Age: 12 years and over; Dose: 5 ml; When: at night"
    assert as_read(ROWS, headers, 0, "") == "Age | Dose | When"  # the header itself
    assert as_read(ROWS, headers, 2, "") == "Ask if unsure."
