"""Who took part in a study."""

import pytest

from chat.differences import differing_words
from chat.enrolment import says_who_took_part, without_entry
from chat.reply import Differing

TRIAL = "We randomised 410 women aged 18 to 45 years with at least 3 episodes a day to oxybrenol 5 mg for 12 weeks."


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (TRIAL, True),
        ("Eligible were men with a score of at least 4 points.", True),
        ("Patients with less than 2 weeks of training were excluded.", True),
        ("Participants: 208 adults aged 60 to 80.", True),
        ("Adults aged 18 to 65 were randomised to either arm.", True),
        # twins
        ("Offer it to adults aged 50 to 80 with at least 8 episodes a day.", False),
        ("Women aged 50 take 5 mg.", False),
        ("Urgency fell by 31 %.", False),
        ("The box includes 30 tablets.", False),
        ("Milk should be excluded for 2 weeks.", False),
    ],
)
def test_whether_a_sentence_tells_who_took_part(text: str, says: bool) -> None:
    assert says_who_took_part(text) is says


def test_what_they_were_given_stays() -> None:
    left = without_entry(TRIAL)
    assert len(left) == len(TRIAL)
    assert left.split() == ["We", "randomised", "410", "women", "to", "oxybrenol", "5", "mg", "for", "12", "weeks."]
    assert not without_entry("Patients with less than 2 weeks of training were excluded.").strip()


def test_only_what_they_were_given_differs_from_what_is_recommended() -> None:
    offer = "Offer oxybrenol to adults aged 50 to 80 years with at least 8 episodes a day, 10 mg for 6 weeks."
    differing = [TRIAL[start:end] for start, end in differing_words(TRIAL, offer, Differing.NUMBERS)]
    assert differing == ["5 mg", "12 weeks"]
    other = "Eligible were women aged 55 to 70 years with at least 5 episodes a day."
    assert [TRIAL[start:end] for start, end in differing_words(TRIAL, other, Differing.NUMBERS)] == ["18 to 45 years"]
