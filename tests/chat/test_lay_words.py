"""Everyday words meet clinical ones, as far as the library holds them."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from functools import cache

import pytest

from chat.answer import Assistant
from chat.lay_words import FILE, LayWords, OtherName
from index.encoder import Encoder
from index.lexical import analyser
from index.library import Library
from index.search_text import normalise
from tests.chat.fakes import library_of


def lay_words(held: str) -> LayWords:
    return LayWords.of(str.split, lambda word: word in held.split())


@pytest.mark.parametrize(
    ("held", "asked", "instead"),
    [
        ("hypertension", "is high blood pressure a risk", [("hypertension",)]),
        ("high blood pressure", "hypertension risk", [("high", "blood", "pressure")]),
        ("pressure", "is high blood pressure a risk", []),  # the library has no other name for it
        ("hypertension", "blood pressure that is high", []),  # not the name
        ("low white cell count", "who had low white blood cells", [("low", "white", "cell", "count")]),
        ("fell rose", "how far did it fall", [("fell",)]),
        ("felt", "how far did it fall", []),
        ("allergic rhinitis", "is hayfever worse at night", [("allergic", "rhinitis")]),
        ("allergic", "is hayfever worse at night", []),
        ("intrauterine system", "does the coil hurt", [("intrauterine", "system")]),
    ],
)
def test_a_name_is_searched_for_by_the_other_that_the_library_holds(held: str, asked: str, instead: list[tuple[str, ...]]) -> None:
    assert [name.instead for name in lay_words(held).others(asked.split())] == instead


def test_what_the_question_holds_already_is_not_added() -> None:
    assert lay_words("hypertension").others(["hypertension", "or", "high", "blood", "pressure"]) == ()
    assert lay_words("hypertension").others(["hypertension"]) == ()
    assert OtherName(("myocardial", "infarction"), ("heart", "attack")) in lay_words("heart attack").others(["myocardial", "infarction"])


def test_every_name_of_the_table_is_one_to_the_analyser_and_stands_in_one_line() -> None:
    analyse = analyser().analyze
    lines: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for names in tomllib.loads(FILE.read_text(encoding="utf-8"))["names"]:
        assert len(names) >= 2, names
        for name in names:
            assert name == name.strip()
            lines[tuple(analyse(normalise(name)))].append(name)
    assert () not in lines
    assert [names for names in lines.values() if len(names) > 1] == []


def test_an_everyday_question_finds_the_clinical_word(library: Library, real_encoder: Encoder) -> None:
    documents = {"a": "Dyspnoea was reported by nine patients. Others slept well.", "b": "The clinic opens on Mondays. It has a lift."}
    held = library_of(library.folder / "second", real_encoder, documents)
    found = Assistant(held, None, None).understand("who had shortness of breath")  # type: ignore[arg-type]
    assert ("dyspnoea",) in [name.instead for name in found.also]


ANALYSER = analyser()


@cache
def analysed(text: str) -> tuple[str, ...]:
    return tuple(ANALYSER.analyze(normalise(text)))


def searched_for(held: str, asked: str) -> list[tuple[str, ...]]:
    known = analysed(held)
    return [name.instead for name in LayWords.of(analysed, known.__contains__).others(analysed(asked))]


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ("will I stop feeling low", "depression"),
        ("I was feeling on edge all week", "anxiety"),
        ("does the brain fuzz lift", "brain fog"),
        ("do they knock me out for it", "anaesthesia"),
        ("what if my thoughts keep going round and round", "rumination"),
        ("is it wear and tear", "osteoarthritis"),
        ("has anyone a history of fits", "seizures"),
        ("can a hypo come of it", "hypoglycaemia"),
        ("does a kidney machine matter", "dialysis"),
        ("is it for people of advancing years", "older age"),
        ("who needs OT", "occupational therapy"),
        ("temporomandibular trouble", "jaw joint"),
        ("should I carry on taking it", "continue taking"),
        ("can my mum come along", "mother"),
        ("how strong was the volume of the sound", "loudness"),
        ("what dosage is usual", "dose"),
        ("bunged up since then", "constipation"),
        ("I keep puking", "vomiting"),
    ],
)
def test_what_laypeople_say_is_searched_for_by_the_clinical_name(asked: str, held: str) -> None:
    assert analysed(held) in searched_for(held, asked)


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ("who fits the criteria of the trial", "seizures"),
        ("can I get fit again", "seizures"),
        ("what volume is infused", "loudness"),
        ("is the price so low", "depression"),
        ("the edge of the wound", "anxiety"),
        ("which genes were knocked out in mice", "anaesthesia"),
        ("does it carry a risk", "continue taking"),
        ("must I tear the patch", "weepy"),
        ("is the nervous system involved", "anxiety"),
        ("what is the concept", "get pregnant"),
        ("a glass of water", "spectacles"),
        ("it is over", "binge eating"),
        ("how many weeks", "once a week"),
    ],
)
def test_words_that_only_look_like_it_are_not_searched_for_by_it(asked: str, held: str) -> None:
    assert analysed(held) not in searched_for(held, asked)


@pytest.mark.parametrize("asked", ["what can I eat after the operation", "which vitamin helps"])
def test_a_name_in_one_word_is_none_that_the_analyser_takes_for_a_part_of_it(asked: str) -> None:
    analyse = analyser().analyze
    names = LayWords.of(lambda text: analyse(normalise(text)), lambda word: True)
    others = {word for name in names.others(analyse(normalise(asked))) for word in name.instead}
    assert others.isdisjoint({"meal", "postprandi", "tocopherol"})


@pytest.mark.parametrize(
    ("asked", "other"),
    [("how long after the op", ("surgeri",)), ("when may I get on a plane", ("fli",)), ("is it in the same plane", None)],
)
def test_an_operation_and_a_flight_have_everyday_names(asked: str, other: tuple[str, ...] | None) -> None:
    analyse = analyser().analyze
    names = LayWords.of(lambda text: analyse(normalise(text)), lambda word: True)
    found = [name.instead for name in names.others(analyse(normalise(asked)))]
    assert other in found if other else ("fli",) not in found


@pytest.mark.parametrize(
    ("held", "asked", "told"),
    [
        ("haemorrhoids", "what are piles exactly", (("piles", "haemorrhoids"),)),
        ("hypertension", "is high blood pressure a risk of coeliac", (("high blood pressure", "hypertension"),)),
        ("piles haemorrhoids", "what are piles exactly", ()),  # a document says it so, too
        ("rash", "what are piles exactly", ()),
        ("safety", "is it safe in pregnancy", ()),  # a form of the same word, and the question would be none
        ("haemorrhoids", "the files of the trial", ()),
        ("hypertension", "blood pressure that is high", ()),
    ],
)
def test_the_judge_reads_the_librarys_name_for_one_that_no_document_holds(held: str, asked: str, told: tuple[tuple[str, str], ...]) -> None:
    known = analysed(held)
    names = LayWords.of(analysed, known.__contains__)
    assert names.told_as(asked, names.others(analysed(asked)), analysed) == told


def test_what_the_judge_reads_is_not_what_was_asked(library: Library, real_encoder: Encoder) -> None:
    held = library_of(library.folder / "second", real_encoder, {"a": "Haemorrhoids are swollen veins. They itch."})
    found = Assistant(held, None, None).understand("why do piles itch")  # type: ignore[arg-type]
    assert (found.full_text, found.told_text) == ("why do piles itch", "why do haemorrhoids itch")


@pytest.mark.parametrize(
    ("held", "is_said"),
    [
        ("Exercise keeps you physically active. Relief depends on the dose.", False),  # "physical dependence", as words of the index
        ("Nobody was dependent. Physical dependence was not seen in nine patients.", True),
    ],
)
def test_a_name_of_several_words_is_none_that_the_library_holds_apart(
    library: Library, real_encoder: Encoder, held: str, is_said: bool
) -> None:
    found = Assistant(library_of(library.folder / "second", real_encoder, {"a": held}), None, None).understand(  # type: ignore[arg-type]
        "is it addictive"
    )
    assert (("physic", "depend") in [name.instead for name in found.also]) is is_said
    assert (found.told_text == "is it physical dependence") is is_said
