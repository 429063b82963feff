"""What names the subject of a passage that does not name it itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chat.named import Named, medicines_in
from chat.surroundings import Surroundings
from chat.understand import Understood
from index.document import Passage
from index.encoder import Encoder
from index.hit import Hit
from index.library import Library
from tests.chat.fakes import library_of, passage

SECTIONS = {
    "Zylurat tablets": "Zylurat, allopurinol. Read all of this leaflet.",
    "How to take it": "One tablet a day. In gout, drink much.",
    "Your tablets": "Some go home on apixaban.",
    "Your tablets › If you miss a dose": "Take it as soon as you notice.",
    "Your tablets › If you are on rivaroxaban": "You may take two together.",
}
Lacks = Callable[[str, str], bool]


@pytest.fixture
def lacks(tmp_path: Path, real_encoder: Encoder) -> Iterator[Lacks]:
    passages: list[Passage] = []
    for section, text in SECTIONS.items():
        passages.append(passage(text, start=passages[-1].end + 2 if passages else 0, section=section)[0])
    with library_of(tmp_path / "library", real_encoder, {"doc": " ".join(SECTIONS.values())}) as library:
        yield lambda question, section: _lacks(library, passages, question, section)


def _lacks(library: Library, passages: list[Passage], question: str, section: str) -> bool:
    named = Named.of(Understood(question), lambda text: frozenset(library.words(text)), library)
    found = next(passage for passage in passages if passage.section == section)
    return Surroundings(lambda _: passages, named).lack_name(Hit(found, 1, 1.0, 1), [found.text], "Zylurat package leaflet")


def test_a_documents_opening_names_what_its_tablets_are(lacks: Lacks) -> None:
    assert not lacks("How many tablets of allopurinol a day?", "How to take it")


def test_a_section_is_about_what_the_one_above_it_names(lacks: Lacks) -> None:
    assert not lacks("What if a dose of apixaban is missed?", "Your tablets › If you miss a dose")
    assert lacks("What if a dose of apixaban is missed?", "How to take it")


def test_a_section_with_a_medicine_of_its_own_is_about_that_one(lacks: Lacks) -> None:
    assert lacks("What if a dose of apixaban is missed?", "Your tablets › If you are on rivaroxaban")
    assert not lacks("What if a dose of rivaroxaban is missed?", "Your tablets › If you are on rivaroxaban")


def test_an_illness_has_to_be_named_near(lacks: Lacks) -> None:
    assert lacks("What helps in gout?", "Your tablets › If you miss a dose")


def test_medicines_are_known_by_name_or_by_how_they_end() -> None:
    assert set(medicines_in("Allopurinol or zobixaban for gout, with vitamin C")) == {"Allopurinol", "vitamin C", "zobixaban"}


LEAFLET = {
    "Meclozine hydrochloride": "Read all of this leaflet.",
    "What Travelin is": "Travelin contains meclozine. It is used to prevent travel sickness. Some people have a headache as well.",
    "If you forget one": "Take it as soon as you remember.",
    "Other medicines": "With apixaban it is taken later.",
}


@pytest.mark.parametrize(
    ("question", "section", "is_lacking"),
    [
        ("What if I forget the meclozine?", "If you forget one", False),
        ("What if I forget the travel sickness pills?", "If you forget one", False),
        ("What if I forget a tablet for travel sickness?", "If you forget one", False),
        ("Does travel sickness go away?", "If you forget one", True),  # of the illness it tells nothing
        ("What if I forget the migraine pills?", "If you forget one", True),
        ("What if I forget the travel sickness pills?", "Other medicines", True),  # of another medicine
        ("What if I forget the meclozine?", "Other medicines", True),
    ],
)
def test_a_leaflet_is_about_what_it_contains_and_its_medicine_is_for(
    question: str, section: str, is_lacking: bool, tmp_path: Path, real_encoder: Encoder
) -> None:
    passages: list[Passage] = []
    for heading, text in LEAFLET.items():
        passages.append(passage(text, start=passages[-1].end + 2 if passages else 0, section=heading)[0])
    held = {"doc": " ".join((*LEAFLET, *LEAFLET.values())), "other": "Migraine is a headache."}
    with library_of(tmp_path / "library", real_encoder, held) as library:
        assert _lacks(library, passages, question, section) is is_lacking


@pytest.mark.parametrize(
    ("earlier", "is_lacking"),
    [
        (["Take it with water.", "Apixaban thins the blood."], False),
        (["Rivaroxaban is another one.", "Apixaban thins the blood."], True),  # it went on to another
        (["Apixaban is not taken with rivaroxaban."], True),  # and may go on about either
        (["Take it with water."], True),
    ],
)
def test_a_section_goes_on_about_the_medicine_that_it_named_last(
    earlier: list[str], is_lacking: bool, tmp_path: Path, real_encoder: Encoder
) -> None:
    found, _ = passage("Most people feel better after two weeks.", section="Treatment")
    with library_of(tmp_path / "library", real_encoder, {"doc": "Apixaban thins the blood. Rivaroxaban is another one."}) as library:
        named = Named.of(Understood("When do people feel better on apixaban?"), lambda text: frozenset(library.words(text)), library)
        around = Surroundings(lambda _: [found], named)
        assert around.lack_name(Hit(found, 1, 1.0, 1), [found.text], "Clots", earlier=earlier) is is_lacking
