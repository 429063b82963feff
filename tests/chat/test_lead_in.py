"""What a list item is read with."""

from __future__ import annotations

import pytest

from chat.lead_in import as_read, items_after, lead_in, with_lead_in
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


@pytest.mark.parametrize(
    ("position", "read"),
    [
        (0, "Do not use it if: you are under 18; your nail is damaged."),
        (1, "Do not use it if: you are under 18"),
        (3, "It is painted on once a week."),  # no lead-in
        (4, "Monday"),
        (-1, ""),
        (6, ""),
    ],
)
def test_a_short_lead_in_is_read_with_its_items(position: int, read: str) -> None:
    _, sentences = passage(TEXT, roles=ROLES)
    assert as_read(sentences, position) == read


def test_a_lead_in_that_says_much_or_announces_no_list_is_read_alone() -> None:
    long = "These are the things that we ask all our patients to bring with them:"
    _, sentences = passage(f"{long}\n• tea\nNote:\nWe are closed.", roles=(Role.PARAGRAPH, Role.LIST_ITEM, Role.PARAGRAPH, Role.PARAGRAPH))
    assert [as_read(sentences, place) for place in (0, 2)] == [long, "Note:"]
    assert [len(items_after(sentences, place)) for place in range(4)] == [0, 0, 0, 0]


def test_a_long_list_is_read_as_far_as_the_judge_sees() -> None:
    items = [f"item number {n} of quite a long list" for n in range(20)]
    _, sentences = passage("Bring:\n• " + "\n• ".join(items), roles=(Role.PARAGRAPH, *[Role.LIST_ITEM] * 20))
    assert len(as_read(sentences, 0)) <= 301
    assert items[0] in as_read(sentences, 0)
    assert items[19] not in as_read(sentences, 0)
