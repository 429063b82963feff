"""The patterns of the page's surroundings: where each is tried, and that each stands by itself."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import ingest.boilerplate
from ingest.boilerplate import Patterns

FOLDER = Path(ingest.boilerplate.__file__).parent
RULES = [
    *tomllib.loads((FOLDER / "boilerplate.toml").read_text(encoding="utf-8"))["rule"],
    *tomllib.loads((FOLDER / "selling.toml").read_text(encoding="utf-8"))["sign"],
]


@pytest.mark.parametrize(
    ("line", "is_there"),
    [
        ("Share this page", True),
        ("Please share this", False),  # only where the line begins
        ("All our cookies are set", True),
        ("All ourcookies", False),  # only where a word begins
        ("Rated 4 ★", True),
        ("", False),
    ],
)
def test_a_pattern_is_tried_where_it_can_be_found(line: str, is_there: bool) -> None:
    assert Patterns([r"^share\b", r"\bcookies\b", "★"]).are_in(line) is is_there


def test_none_is_found_nowhere() -> None:
    assert not Patterns([]).are_in("Share this page")


def test_each_pattern_is_one_alternative() -> None:
    """One with an alternative at its top would be tried at the wrong places: write it as two."""
    for rule in RULES:
        for pattern in (*rule["patterns"], *rule.get("unless", [])):
            inner = re.sub(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", "", pattern)  # without escapes and sets
            while (less := re.sub(r"\([^()]*\)", "", inner)) != inner:
                inner = less
            assert "|" not in inner, pattern
