"""What a list item is read with."""

from __future__ import annotations

import pytest

from chat.lead_in import lead_in, with_lead_in
from index.document import Role
from tests.chat.fakes import passage

TEXT = "Do not use it if:\n• you are under 18\n• your nail is damaged\nIt is painted on once a week.\n• Monday\n• Tuesday"
ROLES = (Role.PARAGRAPH, Role.LIST_ITEM, Role.LIST_ITEM, Role.PARAGRAPH, Role.LIST_ITEM, Role.LIST_ITEM)


@pytest.mark.parametrize(
    ("position", "read"),
    [
        (0, "Do not use it if:"),
        (1, "Do not use it if: you are under 18"),
        (2, "Do not use it if: your nail is damaged"),
        (3, "It is painted on once a week."),
        (4, "Monday"),  # what stands above does not lead in
        (-1, ""),
        (6, ""),
    ],
)
def test_an_item_is_read_behind_the_colon_above_its_list(position: int, read: str) -> None:
    _, sentences = passage(TEXT, roles=ROLES)
    assert with_lead_in(sentences, position) == read


def test_what_begins_a_list_is_told_with_and_without_a_colon() -> None:
    _, sentences = passage(TEXT, roles=ROLES)
    assert [lead_in(sentences, position) for position in range(6)] == ["", TEXT[:17], TEXT[:17], "", sentences[3].text, sentences[3].text]


def test_a_list_that_begins_its_passage_has_no_lead_in() -> None:
    _, sentences = passage("• one:\n• two", roles=(Role.LIST_ITEM, Role.LIST_ITEM))
    assert with_lead_in(sentences, 1) == "two"


def test_a_paragraph_before_a_list_is_not_said_again_with_each_item() -> None:
    long = "Before you go home " + "and when you are back there " * 6 + "remember:"
    _, sentences = passage(f"{long}\n• to rest", roles=(Role.PARAGRAPH, Role.LIST_ITEM))
    assert with_lead_in(sentences, 1) == "to rest"


def test_what_breaks_off_above_a_list_is_read_before_its_items_too() -> None:
    _, sentences = passage(
        "Please bring with you\n• your glasses\nNothing else is needed.\n• tea",
        roles=(Role.PARAGRAPH, Role.LIST_ITEM, Role.PARAGRAPH, Role.LIST_ITEM),
    )
    assert with_lead_in(sentences, 1) == "Please bring with you your glasses"
    assert with_lead_in(sentences, 3) == "tea"
