import pytest

from chat.each_source import without_each_source
from chat.speakers import without_speaker


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("how well does cupping work: what does each text have to say", "how well does cupping work"),
        ("does cupping work? what do the two pages say about it?", "does cupping work?"),
        ("how long does the bruise last: compare the sources", "how long does the bruise last"),
        ("how long does the bruise last; please compare", "how long does the bruise last"),
        ("minutes in the chair, by clinic", "minutes in the chair"),
        ("what dose helps according to each source?", "what dose helps"),
        ("is it safe according to both clinics?", "is it safe"),
        ("price of a session, according to the two web sites", "price of a session"),
        ("compare what is written about sleep and pain", "what about sleep and pain"),
        ("side by side: what each clinic says about the price", "what about the price"),
        ("compare what the two leaflets say about how it works", "how it works"),
        ("what is said about bruises?", "what about bruises?"),
    ],
)
def test_that_several_documents_are_asked_is_left_out(question: str, asked: str) -> None:
    assert without_each_source(question) == asked
    assert without_speaker(question) == asked


@pytest.mark.parametrize(
    "question",
    [
        "compare cupping with massage",
        "compare what the two clinics charge",
        "how many dropped out in both trials",
        "can the bandage be changed by a nurse",
        "who paid for each study",
        "what do the authors have to declare",
        "was the cup compared with a sham",
        "do the knees have to be side by side",
        "how much does each page cost",
        "what is said to the patient afterwards",
        "sent home, by bus",
        "",
    ],
)
def test_what_is_asked_of_the_documents_themselves_stays(question: str) -> None:
    assert without_each_source(question) == question
