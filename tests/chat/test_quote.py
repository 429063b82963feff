"""A quote stands on its own: with what it leans on, and no more than that."""

from __future__ import annotations

import pytest

from chat.quote import MAX_CHARS, grow
from index.document import Role
from tests.chat.fakes import evidence

ITEM, PLAIN = Role.LIST_ITEM, Role.PARAGRAPH


def quoted(text: str, position: int, *roles: Role) -> str:
    span = grow(evidence(text, position, roles=roles))
    return text[span.start : span.end]


@pytest.mark.parametrize(
    ("text", "position", "expected"),
    [
        ("Ketamine blocks NMDA. Pain fell.", 1, "Pain fell."),
        ("Ketamine blocks NMDA. It lowers pain.", 1, "Ketamine blocks NMDA. It lowers pain."),
        ("Ketamine blocks NMDA. It lowers pain. This lasts.", 2, "Ketamine blocks NMDA. It lowers pain. This lasts."),
        ("One. It is known that pain varies.", 1, "It is known that pain varies."),
        ("Pain fell. However, it came back.", 0, "Pain fell. However, it came back."),
        ("Infusions help. Therefore, these patients return.", 1, "Infusions help. Therefore, these patients return."),
        ("Nothing leans here. The dose was small. Pain fell.", 1, "The dose was small."),
    ],
)
def test_the_smallest_run_that_stands_on_its_own(text: str, position: int, expected: str) -> None:
    assert quoted(text, position) == expected


def test_a_parenthesis_is_never_cut_in_half() -> None:
    text = "They had tenderness (lower\nthan before), more strength."
    assert quoted(text, 1, PLAIN, PLAIN) == quoted(text, 0, PLAIN, PLAIN) == text


def test_a_lead_in_brings_its_list() -> None:
    text = "Symptoms are:\n• aches\n• fatigue\nAnother paragraph."
    assert quoted(text, 0, PLAIN, ITEM, ITEM, PLAIN) == "Symptoms are:\n• aches\n• fatigue"


def test_a_list_item_is_a_quote_and_a_short_one_brings_its_lead_in() -> None:
    long_item = "a list item that says enough to be read alone"
    text = f"Causes are:\n{long_item}\nObesity"
    assert quoted(text, 1, PLAIN, ITEM, ITEM) == long_item
    assert quoted(text, 2, PLAIN, ITEM, ITEM) == text


def test_a_long_list_is_cut_between_items() -> None:
    items = "\n".join("• item " + "x" * 90 for _ in range(12))
    text = f"Symptoms are:\n{items}"
    quote = quoted(text, 0, PLAIN, *[ITEM] * 12)
    assert len(quote) <= MAX_CHARS
    assert quote.endswith("x" * 90)
