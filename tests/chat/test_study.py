"""Which document a question names by what it is."""

from __future__ import annotations

import pytest

from chat.study import documents_named, names_another, names_document
from index.document import Source, SourceKind

SOURCES = (
    Source("splint", "Splints against pressure for apnoea: the BREEZE randomised trial", SourceKind.RANDOMISED_TRIAL),
    Source("nets", "Bed nets in villages"),
    Source("review", "Exercise for apnoea: a systematic review", SourceKind.SYSTEMATIC_REVIEW),
    Source("herbs", "Key messages"),
    Source("registry", "Sleeping drops in children: a cohort study"),
    Source("drops", "Dormelin drops: information for the user", SourceKind.PATIENT_INFORMATION),
)
HEADS = {
    "nets": "We gave nets to 40 villages in a cluster-randomised\ntrial (NETTED). Its successor NETTED-2 has begun.",
    "herbs": "This systematic review asked which herbs help in cough.",
}


def named(question: str) -> set[str]:
    def words_of(text: str) -> frozenset[str]:
        return frozenset(word.strip("().,:").removesuffix("s") for word in text.casefold().split())

    return set(documents_named(question, SOURCES, lambda source_id: HEADS.get(source_id, ""), words_of))


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("Who paid for the splint trial?", {"splint"}),
        ("What were the limitations of the trial of bed nets?", {"nets"}),  # only its first words say that it is one
        ("How many women were in the cough review?", set()),  # no review is headed so
        ("How many people were in the herbs review?", {"herbs"}),
        ("How many children did the cohort follow?", {"registry"}),
        ("Did the study of sleeping drops have a control group?", {"registry"}),  # a leaflet is no study
        ("How many people took part in BREEZE?", {"splint"}),
    ],
)
def test_a_document_is_named_by_what_it_is(question: str, documents: set[str]) -> None:
    assert named(question) == (documents or named("How many women were in the cough review?"))


@pytest.mark.parametrize(
    "question",
    [
        "What did the trial find?",  # one of two
        "What did the review find?",
        "How many people were in the goat trial?",
        "Do trials show that it works?",
        "Who wrote the study?",
        "When will BREEZE-2 begin?",
        "What is the dose of dormelin?",
        "Is it on trial?",
    ],
)
def test_where_several_or_none_fit_no_document_is_named(question: str) -> None:
    assert named(question) == set()


def test_most_questions_name_none() -> None:
    assert not names_document("Does it hurt at night?")
    assert names_document("Who paid for the review?")


def test_a_namesake_with_a_number_is_another() -> None:
    assert names_another("How many took part in NETTED?", "NETTED-2 will enrol 90 villages.")
    assert not names_another("How many took part in NETTED?", "NETTED, like NETTED-2, enrols villages.")
    assert not names_another("How many will take part in NETTED-2?", "NETTED-2 will enrol 90 villages.")
    assert not names_another("What is an INR above 8?", "INR 5 to 8: leave out a dose.")


SHOP = (
    Source("laser", "Laser for scars", SourceKind.CLINIC_PAGE),
    Source("cream", "Creams for scars", SourceKind.CLINIC_PAGE),
    Source("early", "Light and scars in mice", SourceKind.PREPRINT),
)


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("does the clinic promise smooth skin", {"laser", "cream"}),  # whichever: it is not the preprint
        ("do both clinics treat children", {"laser", "cream"}),
        ("what do the clinics charge", {"laser", "cream"}),
        ("what does the preprint say of mice", {"early"}),
        ("how many mice were in the paper", {"early"}),  # the only document that is one
        ("how many mice were in the study", set()),  # a page may tell of one
        ("what does a clinic look like", set()),
    ],
)
def test_the_clinics_are_all_that_are_and_the_paper_is_the_only_one(question: str, documents: set[str]) -> None:
    assert documents_named(question, SHOP, lambda _: "", lambda text: frozenset(text.split())) == documents
