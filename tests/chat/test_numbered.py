"""Which of a counted row a text tells of."""

from __future__ import annotations

import pytest

from chat.numbered import is_of_another_number, numbered_in


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("How long does the second stage last?", {"stage": {2}}),
        ("stages 1 and 2", {"stage": {1, 2}}),
        ("grade II to IV", {"grade": {2, 3, 4}}),
        ("stage IIIb", {"stage": {3}}),
        ("the first, second and third trimester", {"trimester": {1, 2, 3}}),
        ("a second-line treatment", {"line": {2}}),
        # twins: nothing is counted off
        ("a 30-second step", {}),
        ("a dose of 5 mg", {}),
        ("dose 2 mg", {}),
        ("one dose, three times a day", {}),
        ("in one step", {}),
    ],
)
def test_numbers_of_a_counted_row(text: str, told: dict[str, set[int]]) -> None:
    assert dict(numbered_in(text)) == told


@pytest.mark.parametrize(
    ("sentence", "above", "is_other"),
    [
        ("Third stage: the cough fades.", "", True),
        ("It lasts two weeks.", "Stage 1", True),
        ("Stage 2: bouts of coughing.", "", False),
        ("After stage 1 bouts of coughing begin.", "The second stage", False),  # by what stands above it
        ("The second and third stage last six weeks.", "", False),
        ("The cough lasts six weeks.", "", False),
        ("A grade 3 tear heals in a year.", "", False),  # another row
    ],
)
def test_what_tells_of_others_only_is_of_another(sentence: str, above: str, is_other: bool) -> None:
    assert is_of_another_number(numbered_in("How long does the second stage last?"), sentence, above) is is_other
