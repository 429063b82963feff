import pytest

from chat.understand import Lexicon

LEXICON = Lexicon(1, {"should": 3, "ketamine": 3, "does": 2, "fibromyalgia": 3, "have": 2, "could": 1, "insulin": 1})


@pytest.mark.parametrize(
    ("typed", "searched_for"),
    [
        ("who shouldnt have ketamine", "who shouldn't have ketamine"),
        ("doesnt ketamin work", "doesn't ketamine work"),
        ("Couldnt fibromialgia be", "Couldn't fibromyalgia be"),
        ("insulin want", "insulin want"),
    ],
)
def test_a_correction_never_takes_a_negation_away(typed: str, searched_for: str) -> None:
    assert LEXICON.understand(typed).text == searched_for
