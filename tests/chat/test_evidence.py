"""Candidate sentences and what speaks for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from chat.calibration import shipped_calibration
from chat.evidence import Evidence, _candidate, gather
from chat.named import Named
from chat.understand import Understood
from index.document import Role, Source
from index.encoder import Encoder
from index.hit import Hit
from index.library import Library
from tests.chat.fakes import SharedWordsJudge, library_of, passage

TRIAL = "We tested whether pool walking eases the knee. Pool walking eased the knee by two points. No serious harms were reported."
LEAFLET = "Uncommon, in one person in 100: cramp. Zylurat can also dry the mouth. Give adults 75 mg of Zylurat."


@pytest.fixture
def library(tmp_path: Path, real_encoder: Encoder) -> Library:
    return library_of(tmp_path / "library", real_encoder, {"trial": TRIAL, "leaflet": LEAFLET})


def found(question: str, library: Library) -> dict[str, Evidence]:
    asked = Understood(question)
    named = Named.of(asked, lambda text: frozenset(library.words(text)), library)
    sources = {source.source_id: source for source in library.sources()}
    embed = library.encoder.encode_query
    evidence = gather(asked, named, library=library, judge=SharedWordsJudge(), embed=embed, sources=sources)
    return {item.sentence.text: item for item in evidence}


def test_what_was_to_be_found_out_is_read_only_where_that_is_asked(library: Library) -> None:
    aim = TRIAL.split(". ")[0] + "."
    assert aim not in found("Does pool walking ease the knee?", library)
    assert aim in found("What was the aim of the trial of pool walking?", library)


def test_a_figure_of_something_else_is_lacking(library: Library) -> None:
    assert found("How common is a dry mouth with Zylurat?", library)["Zylurat can also dry the mouth."].features.lacking == 1.0
    assert found("How common is cramp?", library)["Uncommon, in one person in 100: cramp."].features.lacking == 0.0


def test_an_adults_dose_lacks_the_child(library: Library) -> None:
    dose = "Give adults 75 mg of Zylurat."
    assert found("What is the dose of Zylurat for a child?", library)[dose].features.lacking == 1.0
    assert found("What is the dose of Zylurat for adults?", library)[dose].features.lacking == 0.0


def test_that_nothing_bad_was_seen_is_said_only_of_what_is_named_there(library: Library) -> None:
    safe = "No serious harms were reported."
    assert found("Is a dark mole dangerous?", library)[safe].features.lacking == 1.0
    assert found("Is it dangerous for the knee?", library)[safe].features.lacking == 0.0


def test_a_sentence_lacks_the_matter_that_is_asked_about(library: Library) -> None:
    assert found("Is a weak knee hereditary?", library)["Pool walking eased the knee by two points."].features.lacking >= 0.6
    assert found("Is a weak knee common?", library)["Pool walking eased the knee by two points."].features.lacking == 0.0


def test_who_is_to_say_it_is_neither_searched_for_nor_judged_nor_missed(library: Library) -> None:
    plain, asked = (found(question, library) for question in ("what about cramp", "what does the preprint say about cramp"))
    assert {text: item.features for text, item in asked.items()} == {text: item.features for text, item in plain.items()}


def test_a_word_for_a_document_is_no_name_that_its_sentences_lack(tmp_path: Path, real_encoder: Encoder) -> None:
    library = library_of(tmp_path / "library", real_encoder, {"early": "This preprint is on cramp. Cramp was received badly in May."})
    sentence = "Cramp was received badly in May."
    own = found("when was the preprint on cramp received", library)[sentence].features
    assert own.unnamed == 0.0


def test_what_is_lacking_speaks_more_strongly_against_an_answer_than_against_a_sentence() -> None:
    calibration = shipped_calibration()
    assert calibration.answer[3] < calibration.order[5] < 0.0


def test_the_judge_reads_an_item_with_its_lead_in_and_neighbours_with_theirs() -> None:
    covered, sentences = passage("Not covered:\n• lost aids\n• batteries", roles=(Role.PARAGRAPH, Role.LIST_ITEM, Role.LIST_ITEM))
    read = _candidate(sentences, 1, Hit(covered, 1, 1.0, 1), {"doc": Source("doc", "Hearing aids")})
    assert (read.before, read.sentence, read.after) == (
        "Not covered: lost aids; batteries.",
        "Not covered: lost aids",
        "Not covered: batteries",
    )


def test_what_a_neighbour_tells_is_lacking(tmp_path: Path, real_encoder: Encoder) -> None:
    told = (
        "Skin irritation occurs in 26% with the old cream. At week 24 the new cloth had eased itching in 75%. Relief begins within 3 days."
    )
    with library_of(tmp_path / "cloths", real_encoder, {"cloths": told}) as cloths:
        eased = "At week 24 the new cloth had eased itching in 75%."
        assert found("How often does skin irritation happen with the new cloth?", cloths)[eased].features.lacking == 1.0
        assert found("In how many had the cloth eased itching by week 12?", cloths)[eased].features.lacking == 1.0
        assert found("In how many had the cloth eased itching by week 24?", cloths)[eased].features.lacking == 0.0
        quick = found("How quickly does the cloth work?", cloths)
        assert quick["Relief begins within 3 days."].bearing > quick[eased].bearing
