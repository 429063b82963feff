"""Numbers dial, numbers for messages write, the directory opens; and only what the list of helplines holds is a link."""

from __future__ import annotations

import re

import pytest

from page.help_card import help_text


def links(message: str) -> list[str]:
    return re.findall(r"href='([^']*)'", help_text(message))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("• Samaritans: 116 123 (24/7)", ["tel:116123"]),
        ("• Shout: text SHOUT to 85258 (24/7)", ["sms:85258?&amp;body=SHOUT"]),  # nobody answers a call to it
        ("• 988 Suicide & Crisis Lifeline: 988 (call or text) (24/7)", ["tel:988", "tel:988"]),
        ("• Salud Responde: *4141 (mobile)", ["tel:*4141"]),
        ("Any other country: findahelpline.com", ["https://findahelpline.com"]),
        ("• https://findahelpline.com", ["https://findahelpline.com"]),
        ("Call 555 0199 or open helpline.example.com", []),
    ],
)
def test_each_way_to_help_is_a_link_that_takes_it(line: str, expected: list[str]) -> None:
    assert links(line) == expected
