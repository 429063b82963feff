"""Which of two likely answers a question means, by its own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from chat.bearing import Bearing
from chat.evidence import Features
from chat.named import Named
from chat.understand import Understood
from chat.word_weights import WordWeights
from index.document import Source
from index.encoder import Encoder
from index.hit import Hit
from index.library import Library
from tests.chat.fakes import PLAIN, evidence, library_of, passage

DOCUMENTS = {
    "zinc": "In this randomised trial of zinc 120 adults took zinc or sugar for colds.",
    "honey": "In this randomised trial of honey 80 children took honey for cough.",
}


@pytest.fixture
def library(tmp_path: Path, real_encoder: Encoder) -> Library:
    return library_of(tmp_path / "library", real_encoder, DOCUMENTS)


def bearing_of(library: Library, question: str) -> Bearing:
    """What a question asks for of the two documents."""

    def words_of(text: str) -> frozenset[str]:
        return frozenset(library.words(text))

    words = WordWeights.of(library.words(question), (), library, words_of)
    named = Named.of(Understood(question), words_of, library)
    hits: Sequence[Hit] = [Hit(passage(told, source_id=name)[0], row, 1.0, row) for row, (name, told) in enumerate(DOCUMENTS.items())]
    sources: dict[str, Source] = {source.source_id: source for source in library.sources()}
    return Bearing.of(question, words, named, hits, sources, library)


def gain(library: Library, question: str, text: str, *, source_id: str = "zinc", section: str = "") -> float:
    """What is added to a sentence that stands in one of the two documents."""
    return bearing_of(library, question).on(
        text, Hit(passage(text, source_id=source_id, section=section)[0], 9, 1.0, 9), leads_in=text.endswith(":")
    )


def test_the_document_named_comes_before_another(library: Library) -> None:
    told = "Eight people left early."
    assert gain(library, "How many left the zinc trial?", told) > gain(library, "How many left the zinc trial?", told, source_id="honey")
    assert gain(library, "How many left the trial?", told) == gain(library, "How many left the trial?", told, source_id="honey") == 0.0


def test_the_section_asked_for_comes_first_where_the_document_speaks_of_what_is_named(library: Library) -> None:
    question, told = "What are the side effects of zinc?", "A bad taste."
    assert gain(library, question, told, section="Unwanted effects") > gain(library, question, told, section="How to take it")
    beneath = gain(library, question, told, section="Unwanted effects")
    assert beneath > gain(library, question, told, section="Unwanted effects", source_id="honey") + 1.0


def test_what_announces_the_list_of_that_section_comes_before_its_items(library: Library) -> None:
    question = "What are the limitations?"
    assert gain(library, question, "There are two:", section="Limitations") > gain(
        library, question, "It was short.", section="Limitations"
    )


def test_a_range_that_leaves_the_value_out_falls(library: Library) -> None:
    question = "What if the score is above 8?"
    assert gain(library, question, "Score above 8: rest.") > 0.0 > gain(library, question, "Score 5 to 8: walk.")


def test_the_header_of_a_table_holds_no_value(library: Library) -> None:
    hit = Hit(passage("Drug | Score above 8", source_id="zinc")[0], 9, 1.0, 9)
    bearing = bearing_of(library, "How much zinc at a score above 8?")
    assert bearing.on("Drug | Score above 8", hit) > bearing.on("Drug | Score above 8", hit, is_header=True)


def test_a_chance_is_told_by_a_share(library: Library) -> None:
    question = "What is the chance of a cold?"
    assert gain(library, question, "One in ten gets one.") == 0.0 > gain(library, question, "Wet feet raise the chance.")
    assert gain(library, "What raises the chance of a cold?", "Wet feet do.") <= 0.0


def test_a_namesake_and_an_opposite_fall(library: Library) -> None:
    assert gain(library, "How many joined NETTED?", "NETTED-2 has 90 villages.") < 0.0
    assert (
        gain(library, "Are small babies rarer?", "Large babies were rarer.") < 0.0 == gain(library, "Are babies rarer?", "Large ones were.")
    )


def test_the_order_changes_and_how_likely_it_is_answered_does_not() -> None:
    one, other = (replace(evidence("Zinc helps. Sugar helps.", place), features=features(judged)) for place, judged in ((0, 1.0), (1, 0.9)))
    before = PLAIN.ranked([one, other])
    after = PLAIN.ranked([one, replace(other, bearing=3.0)])
    assert [item.position for item in before] == [0, 1]
    assert [item.position for item in after] == [1, 0]
    assert after[0].probability == pytest.approx(before[0].probability)


def features(judged: float) -> Features:
    return replace(evidence("Zinc.", 0).features, judged=judged)


def test_a_document_that_never_says_what_another_is_about_comes_after_it(library: Library) -> None:
    told = "The trial lasted ten days."
    assert gain(library, "How long did honey last?", told, source_id="zinc") < gain(
        library, "How long did honey last?", told, source_id="honey"
    )
    assert gain(library, "How long did it last?", told, source_id="zinc") == gain(library, "How long did it last?", told, source_id="honey")
