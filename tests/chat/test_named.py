"""Whether a passage is about what a question names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from chat.answer import Assistant
from chat.lay_words import OtherName
from chat.named import Named
from chat.understand import Understood
from index.encoder import Encoder
from index.library import Library
from tests.chat.fakes import library_of

LITHIUM = "Lithium can cause a fine tremor. Propranolol may be given for it. Thirst is a common side effect of the medicine."
DIENOGEST = "Dienogest is taken once a day. Bleeding is a common side effect of it."


@pytest.fixture
def library(tmp_path: Path, real_encoder: Encoder) -> Iterator[Library]:
    with library_of(tmp_path / "library", real_encoder, {"lithium": LITHIUM, "dienogest": DIENOGEST}) as made:
        yield made


def named(asked: Understood | str, library: Library) -> Named:
    asked = Understood(asked) if isinstance(asked, str) else asked
    return Named.of(asked, lambda text: frozenset(library.words(text)), library)


def is_missing(asked: Understood | str, library: Library, *texts: str) -> bool:
    return named(asked, library).is_missing_from(*texts)


def test_a_name_that_stands_elsewhere_is_missing(library: Library) -> None:
    assert is_missing("What are the side effects of dienogest?", library, "Title", LITHIUM)
    assert not is_missing("What are the side effects of dienogest?", library, "Title", DIENOGEST)


def test_a_title_names_what_its_passages_are_about(library: Library) -> None:
    assert not is_missing("What are the side effects of dienogest?", library, "Dienogest", "Bleeding is a common side effect.")


def test_all_names_have_to_be_there_in_one_text_or_another(library: Library) -> None:
    asked = "Does dienogest go with propranolol?"
    assert is_missing(asked, library, "Dienogest", DIENOGEST)
    assert not is_missing(asked, library, "Dienogest", LITHIUM)


def test_plain_words_and_what_may_be_misspelt_are_not_missed(library: Library) -> None:
    assert not is_missing("What are the common causes of bleeding?", library, LITHIUM)
    assert not is_missing("Does the medicin cause thurst in Torquay?", library, LITHIUM)


@pytest.mark.parametrize("medicine", ["semaglutide", "relugolix", "Rituximab", "oxycodone"])
def test_a_medicine_that_no_document_holds_is_missed(medicine: str, library: Library) -> None:
    assert is_missing(f"Does {medicine} cause thirst?", library, "Title", LITHIUM)


@pytest.mark.parametrize("asked", ["Does morphine cause thirst?", "is thirst common in gout", "Can vitamin D cause thirst?"])
def test_a_thing_that_no_document_holds_is_missing_everywhere(asked: str, library: Library) -> None:
    assert named(asked, library).is_missing_everywhere(library)
    assert Assistant.over(library).find([asked]).lacks_name
    reply = Assistant.over(library).reply([asked])
    assert not reply.quotes
    assert any("Not in your documents" in notice for notice in reply.notices)


@pytest.mark.parametrize("asked", ["Does lithium cause thirst?", "Does the medicine cause thirst in Torquay?", "is bleeding common"])
def test_what_a_document_holds_and_what_is_no_thing_are_not(asked: str, library: Library) -> None:
    assert not named(asked, library).is_missing_everywhere(library)


def test_another_name_of_a_thing_will_do(library: Library) -> None:
    brand = Understood("Does Priadel cause thirst?", expanded=(("Priadel", "lithium"),))
    assert not named(brand, library).is_missing_everywhere(library)
    assert named("Does Priadel cause thirst?", library).is_missing_everywhere(library)


def test_a_long_letter_may_tell_of_what_no_document_holds(library: Library) -> None:
    letter = "My mother had gout all her life and my sister has it too, and we have talked about it a great deal over the years. {}"
    assert not named(letter.format("Does lithium cause thirst?"), library).is_missing_everywhere(library)
    assert named(letter.format("Does lithium help gout?"), library).is_missing_everywhere(library)


@pytest.mark.parametrize("word", ["tadpole", "colostrum", "relaxing", "hospital", "Torquay", "sunlight", "tornado", "vaping", "Seville"])
def test_no_other_word_is_taken_for_a_medicine(word: str, library: Library) -> None:
    assert not is_missing(f"Does {word} cause thirst?", library, "Title", LITHIUM)


def test_another_name_will_do(library: Library) -> None:
    brand = Understood("Is dienogest safe?", expanded=(("dienogest", "Visanne"),))
    lay = Understood("Is dienogest safe?", also=(OtherName(tuple(library.words("dienogest")), tuple(library.words("the hormone"))),))
    assert not is_missing(brand, library, "Visanne is taken once a day.")
    assert not is_missing(lay, library, "The hormone is taken once a day.")
    assert is_missing(lay, library, "It is taken once a day.")


def test_what_names_something_else_is_less_likely_to_be_quoted(library: Library) -> None:
    assistant = Assistant.over(library)
    found = assistant.find(["What is a common side effect of dienogest?"])
    assert {item.hit.passage.source_id: item.features.unnamed for item in found.ranked} == {"lithium": 1.0, "dienogest": 0.0}


def test_the_way_a_medicine_is_given_is_no_name(tmp_path: Path, real_encoder: Encoder) -> None:
    documents = {"drip": "The IV line stays in. CBT is offered.", "iron": "Iron relieves the legs."}
    with library_of(tmp_path / "other", real_encoder, documents) as library:
        assert not is_missing("Does IV iron help?", library, "Iron relieves the legs.")
        assert is_missing("Does CBT help?", library, "Iron relieves the legs.")


def test_the_s_of_an_owner_is_no_part_of_a_name(library: Library) -> None:
    asked = "Is thirst common in Parkinson's?"
    assert named(asked, library).is_missing_from(LITHIUM)
    assert not named(asked, library).is_missing_from("Thirst is common in Parkinson disease.")


def test_what_is_surely_told_is_quoted_though_it_is_called_otherwise(tmp_path: Path, real_encoder: Encoder) -> None:
    told = "The examination takes ten minutes. X-rays, CT and ultrasound are not needed when the examination is typical."
    with library_of(tmp_path / "library", real_encoder, {"skull": told}) as made:
        assert named("Is an xray needed?", made).is_missing_everywhere(made)
        (quoted,) = Assistant.over(made).reply(["Is an xray needed?"]).quotes
        assert "X-rays" in quoted.quote.text
        assert not Assistant.over(made).reply(["Is a mammogram needed?"]).quotes
