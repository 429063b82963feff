"""Ranges that a value lies in or not."""

from __future__ import annotations

import pytest

from chat.ranges import fit, ranges


@pytest.mark.parametrize(
    ("question", "text", "fits"),
    [
        ("What to do with an INR above 8?", "INR 5 to 8: leave out a dose.", -1),
        ("What to do with an INR above 8?", "INR above 8: stop warfarin.", 1),
        ("What to do with an INR of 6?", "INR 5 to 8: leave out a dose.", 1),
        ("What if ferritin is 70?", "Ferritin below 50 micrograms: give iron.", -1),
        ("What if ferritin is 70?", "Ferritin of 50 to 100 micrograms: repeat it.", 1),
        ("What if ferritin is below 50?", "Ferritin above 100: nothing.", -1),
        ("What does a score of 8 mean?", "A score of 10 or less is normal.", 1),
        ("What does a score of 8 mean?", "A score above 10 is high.", -1),
        ("What does a score of 8 mean?", "A ferritin above 10 is high.", 0),  # of something else
        ("What does a score of 8 mean?", "Scores are added up.", 0),
        ("How long does it last?", "INR above 8: stop warfarin.", 0),
        ("What happened after 3 weeks?", "After 5 weeks it was gone.", 0),
    ],
)
def test_a_sentence_fits_by_the_range_of_what_is_measured(question: str, text: str, fits: int) -> None:
    assert fit(ranges(question), text) == fits


def test_a_sentence_with_one_fitting_range_fits() -> None:
    assert fit(ranges("an INR above 8"), "INR above 8: stop until the INR is below 5.") == 1
