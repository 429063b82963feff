"""What a leaflet says of itself as it opens."""

from __future__ import annotations

import pytest

from chat.identity import is_for, purposes_told, substances_told

OPENING = [
    ("Amorolfine", "Nailclear contains amorolfine. It smells of alcohol."),
    ("What it is for", "It is used to treat fungal nails. Many people have diabetes."),
]


@pytest.mark.parametrize(
    ("question", "is_meant"),
    [
        ("how many thrush tablets may I take", True),
        ("how do I store the thrush vaginal cream", True),
        ("may I swim with the cream for thrush", True),
        ("how long does thrush last", False),
        ("do tablets give you thrush", False),
        ("is thrush catching, and are tablets free", False),
    ],
)
def test_a_medicine_is_named_by_what_it_is_for(question: str, is_meant: bool) -> None:
    assert is_for("thrush", question) is is_meant


def test_only_what_it_contains_and_what_it_is_for_are_told() -> None:
    assert substances_told(OPENING) == "Amorolfine Nailclear contains amorolfine"
    assert purposes_told(OPENING).strip() == "It is used to treat fungal nails"


def test_a_long_heading_names_no_substance() -> None:
    assert substances_told([("What you should know about warfarin first", "Read this.")]) == ""
