"""Which time a question asks for, and which one a sentence names."""

import pytest

from chat.timing import OTHER, TOLD, Timing, names_no_time, timing_asked, timing_gain


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How long does it take until the cream starts to work?", Timing.ONSET),
        ("How quickly does the spray work?", Timing.ONSET),
        ("How long does the numbness last?", Timing.LASTING),
        ("How long does the treatment last?", Timing.SPENT),
        ("How long does a scan take?", Timing.SPENT),
        ("How long are the tablets taken?", Timing.COURSE),
        ("How long is the waiting list in Leeds said to have been?", Timing.SPENT),
        ("How long do people wait until somebody names it?", None),
        ("How long before the patch brings relief?", Timing.ONSET),
        ("How many people were cured?", None),
    ],
)
def test_the_time_asked_for(question: str, expected: Timing | None) -> None:
    assert timing_asked(question) is expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("How quickly does the spray work?", "Relief begins within 5 minutes.", TOLD),
        ("How quickly does the spray work?", "The dose was raised to 4 mg over three weeks.", OTHER),
        ("How quickly does the spray work?", "Symptoms improve over three weeks.", 0.0),
        ("How long does the effect of the spray last?", "It is given for two years.", OTHER),
        ("How long does the effect of the spray last?", "Its effect lasts four hours.", TOLD),
        ("How long does the relief last?", "Most people notice it after two weeks.", OTHER),
        ("How long does the relief last?", "One sitting takes 30 to 40 minutes.", OTHER),
        ("How long does the itch last?", "The itch goes away within two weeks.", 0.0),
        ("How long does the itch last?", "It settles in three days for most.", 0.0),
        ("How long is the spray given?", "Its effect lasts four hours.", OTHER),
        ("How long does a fitting take?", "The splint is worn for 8 hours a day.", OTHER),
        ("How many hours a day is it worn, and how long does a fitting take?", "The splint is worn for 8 hours a day.", 0.0),
        ("How long does the procedure take?", "The procedure has been studied for two years.", OTHER),
        ("How long does the procedure take?", "The procedure takes two hours.", TOLD),
    ],
)
def test_a_sentence_is_stronger_for_the_time_asked_for_and_weaker_for_another(question: str, text: str, expected: float) -> None:
    assert timing_gain(timing_asked(question), question, text, text) == expected


def test_the_header_of_a_table_tells_which_time_a_row_holds() -> None:
    row = "Ankle | 50 units | 5 months"
    assert timing_gain(Timing.LASTING, "How long does it last?", f"Site | Dose | Duration {row}", row) == TOLD
    assert timing_gain(Timing.LASTING, "How long does it last?", row, row) == 0.0


def test_who_asks_how_fast_is_not_told_how_many() -> None:
    assert names_no_time(Timing.ONSET, "Sweating elsewhere is rare (4%).", "")
    assert not names_no_time(Timing.ONSET, "It works at once.", "")
    assert not names_no_time(Timing.ONSET, "Then it is repeated.", "It works after 3 days.")
    assert not names_no_time(None, "Sweating elsewhere is rare (4%).", "")
