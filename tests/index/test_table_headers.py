"""Rows of a table know what heads it, for whoever searches and for whoever judges."""

from __future__ import annotations

from chat.evidence import _candidate
from index.document import Document, Role, Source
from index.entry import search_texts
from index.hit import Hit
from index.table_headers import table_headers
from tests.chat.fakes import passage

ROW, TEXT = Role.TABLE_ROW, Role.PARAGRAPH
LINES = ["Cleared after a year.", "Arm | Cleared | Stopped", "Placebo | few | none", "Ointment | most | two", "Nobody died."]
ROLES = [TEXT, ROW, ROW, ROW, TEXT]


def headers(lines: list[str], roles: list[Role]) -> list[str]:
    _, sentences = passage("\n".join(lines), roles=roles)
    assert [sentence.text for sentence in sentences] == lines
    return table_headers(sentences)


def test_a_row_has_the_first_row_of_its_table() -> None:
    assert headers(LINES, ROLES) == ["", "", LINES[1], LINES[1], ""]


def test_of_two_columns_the_first_row_is_a_header_if_the_figures_begin_after_it() -> None:
    assert headers(["Arm | Cleared", "Placebo | 7%", "Ointment | 60%"], [ROW] * 3) == ["", "Arm | Cleared", "Arm | Cleared"]


def test_a_list_of_names_and_values_has_no_header() -> None:
    assert headers(["Length | 40 minutes", "Price | 95 pounds"], [ROW] * 2) == ["", ""]
    assert headers(["Nurse | Ada Holm", "Porter | Per Lund"], [ROW] * 2) == ["", ""]


def test_of_two_columns_of_words_the_first_row_is_a_header() -> None:
    assert headers(["Sign | What to do", "Fever | Call the ward"], [ROW] * 2) == ["", "Sign | What to do"]


def test_a_figure_in_a_word_is_no_figure_and_one_of_its_own_is() -> None:
    assert headers(["Who | HbA1c after Covid-19", "Adults | 48 mmol/mol"], [ROW] * 2)[1] == "Who | HbA1c after Covid-19"
    assert headers(["Adults | 48 mmol/mol", "Children | below 48"], [ROW] * 2) == ["", ""]


def test_a_figure_beside_the_name_of_a_column_makes_no_row() -> None:
    assert headers(["Of 1,000 gulls | Number", "Came back | 40"], [ROW] * 2)[1] == "Of 1,000 gulls | Number"


def test_rows_of_figures_have_no_header() -> None:
    assert headers(["Wool | 30 °C | 8%", "Linen | 60 °C | 3%"], [ROW] * 2) == ["", ""]


def test_a_table_ends_where_text_begins() -> None:
    assert headers(["A | B | C", "one | two | three", "Text.", "four | five | six"], [ROW, ROW, TEXT, ROW])[-1] == ""


def test_a_row_is_embedded_with_its_header() -> None:
    found, sentences = passage("\n".join(LINES), roles=ROLES, section="Results › Skin")
    texts = search_texts(Document(Source("doc", "A trial"), ("\n".join(LINES),), ()), [found], sentences)
    assert [text for _, text in texts.sentences][1:4] == [
        "Skin: Arm | Cleared | Stopped",
        "Skin: Arm | Cleared | Stopped: Placebo | few | none",
        "Skin: Arm | Cleared | Stopped: Ointment | most | two",
    ]


def test_a_row_is_judged_under_its_header() -> None:
    found, sentences = passage("\n".join(LINES), roles=ROLES, section="Results")
    sources = {"doc": Source("doc", "A trial")}
    read = [_candidate(sentences, position, Hit(found, 1, 1.0, 1), sources).heading for position in (0, 2)]
    assert read == ["A trial. Results", "Results. Arm | Cleared | Stopped"]
