import pytest

from chat.understand import Lexicon, names_of
from index.abbreviations import Abbreviation, ShortForm, short_forms

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


def ledger(*rows: tuple[str, str, str]) -> list[ShortForm]:
    return short_forms(Abbreviation(short, long, source_id, 1, 0, 0) for short, long, source_id in rows)


def test_a_name_has_the_other_name_that_most_documents_give_it() -> None:
    most = ledger(("ER", "emergency room", "a"), ("ER", "endoplasmic reticulum", "b"), ("ER", "Endoplasmic reticulum", "c"))
    assert names_of(most)["ER"] == "endoplasmic reticulum"
    assert names_of(most)["emergency room"] == "ER"
    equal = ledger(("ER", "emergency room", "a"), ("ER", "endoplasmic reticulum", "b"))
    assert names_of(equal)["ER"] == "emergency room"  # the first of equals
    many = ledger(("AP", "action potential", "a"), ("AP", "area postrema", "b"), ("AP", "alkaline phosphatase", "c"))
    assert "AP" not in names_of(many)  # fewer than half agree
    again = ledger(("AP", "area postrema", "a"), ("AP", "area postrema", "a"), ("AP", "action potential", "b"))
    assert names_of(again)["AP"] == "area postrema"  # documents are counted, not places: the first of equals
    capital = ledger(("CI", "calcium influx", "b"), ("CI", "Calcium influx", "b"), ("CI", "confidence interval", "a"))
    assert names_of(capital)["CI"] == "confidence interval"  # nor spellings


@pytest.mark.parametrize(
    ("question", "expanded"),
    [
        ("does FIQ fall", (("FIQ", "fibromyalgia impact questionnaire"),)),
        ("does fiq fall", (("FIQ", "fibromyalgia impact questionnaire"),)),
        ("how does it act", ()),  # an English word, not ACT
        ("how does ACT work", (("ACT", "acceptance and commitment therapy"),)),
        (
            "ACT and the Fibromyalgia Impact Questionnaire",
            (("ACT", "acceptance and commitment therapy"), ("fibromyalgia impact questionnaire", "FIQ")),
        ),
        ("fibromyalgia impact", ()),
        ("FIQ, the fibromyalgia impact questionnaire", ()),  # both are there already
        ("brain-derived neurotrophic factor", (("brain-derived neurotrophic factor", "BDNF"),)),
    ],
)  # fmt: skip
def test_other_names_are_added_for_names_in_the_question(question: str, expanded: tuple[tuple[str, str], ...]) -> None:
    names = names_of(
        ledger(
            ("FIQ", "fibromyalgia impact questionnaire", "a"),
            ("ACT", "acceptance and commitment therapy", "a"),
            ("BDNF", "brain-derived neurotrophic factor", "a"),
        )
    )
    assert Lexicon(1, {}, names).understand(question).expanded == expanded


def test_words_broken_in_two_are_joined_and_told() -> None:
    found = Lexicon(1, {"antidepressants": 1, "used": 1, "which": 1}).understand("wich anti deprasants are used")
    assert found.text == "which antidepressants are used"
    assert set(found.corrected) == {("anti deprasants", "antidepressants"), ("wich", "which")}
