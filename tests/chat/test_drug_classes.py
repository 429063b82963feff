"""A medicine met by the class that documents speak of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from chat.drug_classes import ClassName, class_names, is_of_another
from chat.named import Named
from chat.surroundings import Surroundings
from chat.understand import Lexicon
from index.encoder import Encoder
from index.hit import Hit
from index.library import Library
from tests.chat.fakes import library_of, passage

BONES = (
    "SSRIs raise the risk of fracture. Tricyclic antidepressants raise it less. Proton pump inhibitors may do so. "
    "Loop diuretics wash out calcium. The anti-inflammatory drugs (NSAIDs) do not. Naproxen was studied most. Stay on your feet."
)


@pytest.fixture
def library(tmp_path: Path, real_encoder: Encoder) -> Iterator[Library]:
    with library_of(tmp_path / "library", real_encoder, {"bones": BONES}) as made:
        yield made


def as_written(name: str) -> str | None:
    return name if name in {"SSRI", "antidepressant", "statin", "loop diuretic", "diuretic", "NSAID", "ACE inhibitor", "opioid"} else None


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("I'm on sertraline, does it matter?", ["SSRI", "antidepressant"]),
        ("does Ibuprofen thin the bones", ["NSAID"]),
        ("is pravastatin bad", ["statin"]),  # by its ending
        ("Is lisinopril a problem?", ["ACE inhibitor"]),
        ("Does furosemide or codeine matter?", ["loop diuretic", "diuretic", "opioid"]),
        ("Does venlafaxine raise it?", ["antidepressant"]),  # no SSRI
        ("Does nystatin help?", []),
        ("What can be used instead of ibuprofen?", []),  # another is asked for
        ("alternatives to sertraline", []),
        ("I cannot take ibuprofen: what else?", []),
        ("Can I take ibuprofen without risk?", ["NSAID"]),
        ("Does aripiprazole help?", []),
        ("Is it worse in April?", []),
        ("Do SSRIs raise the risk?", []),  # not the other way round
        ("What is the dose of sertraline?", []),  # each medicine has its own
        ("How much does sertraline cost?", []),
        ("How often is sertraline taken?", []),
        ("What if I missed a sertraline tablet?", []),
        ("How long does sertraline take to work?", ["SSRI", "antidepressant"]),
        ("How long do I take sertraline?", []),
        ("How much bone is lost on sertraline?", ["SSRI", "antidepressant"]),
    ],
)
def test_a_medicine_has_the_classes_that_the_library_names(question: str, names: list[str]) -> None:
    assert [one.name for one in class_names(question, as_written)] == names


@pytest.mark.parametrize(
    ("medicine", "sentence", "above", "is_another"),
    [
        ("sertraline", "SSRIs raise the risk.", "", False),
        ("sertraline", "The risk is highest in the first year.", "SSRIs", False),
        ("sertraline", "Fluoxetine stays in the body for weeks.", "SSRIs", True),  # another of them
        ("sertraline", "Tricyclic antidepressants raise it less.", "Antidepressants", True),  # a class beside it
        ("sertraline", "SSRIs such as fluoxetine raise the risk.", "", False),
        ("sertraline", "With NSAIDs bleeding is commoner.", "SSRIs", False),  # of sertraline with those
        ("ibuprofen", "Proton pump inhibitors may weaken the effect.", "Other medicines", True),  # stands after NSAIDs, not beneath
        ("ibuprofen", "Ibuprofen and naproxen are alike.", "", False),
        ("furosemide", "Thiazides protect bone.", "Diuretics", True),
        ("furosemide", "Diuretics are taken in the morning.", "", False),
        ("loratadine", "First-generation antihistamines impair driving.", "", True),
        ("loratadine", "Second-generation antihistamines act within two hours.", "", False),
        ("loratadine", "Antihistamines ease sneezing.", "", False),
        ("prednisolone", "Nasal steroids are safe for years.", "", True),
        ("prednisolone", "Steroids thin the bones.", "", False),
        ("haloperidol", "Atypical antipsychotics cause weight gain.", "", True),
        ("metformin", "Thiazides protect bone.", "", False),  # of no class that we know
        ("sertraline", "SSRIs helped many: 38 % of those who took fluoxetine slept.", "", True),
        ("sertraline", "SSRIs (fluoxetine, paroxetine) raise the risk.", "", False),
        ("sertraline", "SSRIs, for example fluoxetine and paroxetine, raise the risk.", "", False),
        ("sertraline", "Fluoxetine and other SSRIs raise the risk.", "", False),
    ],
)
def test_what_is_told_of_another_medicine(medicine: str, sentence: str, above: str, is_another: bool) -> None:
    assert is_of_another(sentence, above, [medicine]) is is_another


def test_the_library_tells_how_it_writes_a_class(library: Library) -> None:
    lexicon = Lexicon.of(library)
    assert lexicon.understand("does citalopram harm bones").classes == (
        ClassName("citalopram", "SSRIs"),
        ClassName("citalopram", "antidepressants"),
    )
    assert lexicon.understand("does citalopram harm bones").full_text == "does citalopram harm bones (SSRIs)"
    assert lexicon.understand("does naproxen harm bones").full_text == "does naproxen harm bones"  # named itself; the class counts, too
    assert lexicon.understand("does naproxen harm bones").classes == (ClassName("naproxen", "NSAIDs"),)
    assert not lexicon.understand("does spironolactone inhibit it").classes[1:]  # "diuretics", and no "receptor" with "antagonist" apart


@pytest.mark.parametrize(
    ("question", "said", "lacks"),
    [
        ("Does citalopram harm bones?", ["SSRIs raise the risk of fracture."], False),
        ("Does citalopram harm bones?", ["Tricyclic antidepressants raise it less.", "SSRIs raise the risk of fracture."], True),
        ("Does omeprazole harm bones?", ["Proton pump inhibitors may do so."], False),
        ("Does omeprazole harm bones?", ["Loop diuretics wash out calcium.", "Proton pump inhibitors may do so."], True),
        ("Does metformin harm bones?", ["SSRIs raise the risk of fracture."], True),
    ],
)
def test_a_sentence_names_a_medicine_by_its_class(question: str, said: list[str], lacks: bool, library: Library) -> None:
    named = Named.of(Lexicon.of(library).understand(question), lambda text: frozenset(library.words(text)), library)
    found, _ = passage(BONES)
    assert Surroundings(lambda _: [found], named).lack_name(Hit(found, 1, 1.0, 1), said, "Bones") is lacks


def test_what_the_library_tells_of_a_class_is_not_missing_everywhere(library: Library) -> None:
    lexicon = Lexicon.of(library)

    def is_missing(question: str) -> bool:
        return Named.of(lexicon.understand(question), lambda text: frozenset(library.words(text)), library).is_missing_everywhere(library)

    assert not is_missing("Does citalopram harm bones?")
    assert is_missing("What is the dose of citalopram?")
    assert is_missing("Does warfarin harm bones?")
