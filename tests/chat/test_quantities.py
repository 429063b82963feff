from __future__ import annotations

import math

import pytest

from chat.quantities import Quantity, quantities

YEAR = 525_600.0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("relief for 2 to 7 days", [Quantity("time", 2880, 10080)]),
        ("persisted for at least 4 weeks", [Quantity("time", 40320, math.inf)]),
        ("a 1-hour infusion", [Quantity("time", 60, 60)]),
        ("0.3 mg/kg", [Quantity("dose by weight", 0.3, 0.3)]),
        ("up to 120 minutes", [Quantity("time", 0, 120)]),
        ("affects 3-4% of women", [Quantity("share", 3, 4)]),
        ("4-6 times", [Quantity("sessions", 4, 6)]),
        ("1,200 mg", [Quantity("dose", 1200, 1200)]),
        ("three weeks", [Quantity("time", 30240, 30240)]),
        ("lower threshold (P=0.02)", []),
        ("in 2010", []),
        ("cures 9 out of 10 nails", [Quantity("share", 90, 90)]),
        ("one person in twelve", [Quantity("share", 8.3333, 8.3333)]),
        ("6 or 7 people in 10", [Quantity("share", 60, 70)]),
        ("one nurse in 10 beds", []),
        ("a difference of 13 points (95% CI 9 to 17)", [Quantity("points", 13, 13)]),
        ("two to two and a half days", [Quantity("time", 2880, 3600)]),
        ("one and a half hours", [Quantity("time", 90, 90)]),
        ("95% of them", [Quantity("share", 95, 95)]),
        ("2 to 3 litres", [Quantity("volume", 2000, 3000)]),
        ("6 grams, or 500 ml", [Quantity("dose", 6000, 6000), Quantity("volume", 500, 500)]),
        ("28 beats per minute", [Quantity("beats", 28, 28)]),
        ("one in twelve of them", [Quantity("share", 8.3333, 8.3333)]),
        ("not more than two in 24 hours", [Quantity("time", 1440, 1440)]),
        ("only one in 2019", []),
        ("four to six visits", [Quantity("sessions", 4, 6)]),
        ("up to 8 puffs", [Quantity("puffs", 0, 8)]),
        ("12 inhalations", [Quantity("puffs", 12, 12)]),
        ("two tablets", [Quantity("tablets", 2, 2)]),
        ("every 2 to 3 years", [Quantity("interval", 2 * YEAR, 3 * YEAR), Quantity("time", 2 * YEAR, 3 * YEAR)]),
        ("every other year", [Quantity("interval", 2 * YEAR, 2 * YEAR)]),
        ("each year, or twice a year", [Quantity("interval", YEAR, YEAR), Quantity("interval", YEAR / 2, YEAR / 2)]),
        ("a yearly check", [Quantity("interval", YEAR, YEAR)]),
        ("twice a day, every night", [Quantity("times a day", 2, 2)]),
        ("once daily", [Quantity("times a day", 1, 1)]),
        ("three times daily", [Quantity("sessions", 3, 3), Quantity("times a day", 3, 3)]),
        ("every 8 hours", [Quantity("times a day", 3, 3), Quantity("time", 480, 480)]),
        ("a daily dose", []),
        ("last year and this month", []),
    ],
)
def test_a_quantity_is_read_with_its_bounds(text: str, expected: list[Quantity]) -> None:
    assert quantities(text) == expected


def test_what_is_far_apart_measures_something_else() -> None:
    hour, three_weeks = Quantity("time", 60, 60), Quantity("time", 30240, 30240)
    assert not hour.is_near(three_weeks)
    assert hour.is_near(Quantity("time", 90, 90))
    assert Quantity("time", 2880, 10080).is_near(Quantity("time", 40320, math.inf))


def test_what_one_takes_is_not_what_a_box_holds() -> None:
    assert Quantity("puffs", 12, 12).is_near(Quantity("puffs", 8, 8))
    assert not Quantity("puffs", 0, 10).is_near(Quantity("puffs", 120, 120))
