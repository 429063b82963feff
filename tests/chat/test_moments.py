"""Points in time that a question asks for, and those that a sentence tells of."""

import pytest

from chat.moments import is_of_other_moment, moments_asked, without_times


def is_other(question: str, text: str) -> bool:
    return is_of_other_moment(moments_asked(question), text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How much had the swelling gone down by week 16?", "At week 24 it had gone down by 88%."),
        ("How much did the score rise at 24 months?", "12 months | 14 | 19"),
        ("What percentage had healed after half a year?", "Within a year 60% had healed."),
    ],
)
def test_what_is_told_of_another_week_is_not_told_of_the_one_asked_about(question: str, text: str) -> None:
    assert is_other(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How much did the score rise at 6 months?", "After 24 weeks it had risen by 12 points."),
        ("How much did the score rise at 6 months?", "It was 4, 9 and 11 points at 3, 6 and 12 months."),
        ("How many had healed at 4 months?", "Between month 3 to 6 half of them healed."),
        ("How many had healed at 4 months?", "Nearly all had healed."),
        ("How much can I lift after 6 weeks?", "After 4 weeks 5 kg may be lifted."),
        ("Is it safe to swim after 6 weeks?", "Swimming is safe after 4 weeks."),
    ],
)
def test_the_same_time_in_other_words_no_time_and_leave_to_do_something_are_no_other_moment(question: str, text: str) -> None:
    assert not is_other(question, text)


def test_what_is_left_without_times_is_the_figure_of_a_result() -> None:
    assert not any(map(str.isdigit, without_times("The index was measured at 3, 6 and 12 months and in week 40.")))
    assert "13" in without_times("6 months | 13")
