"""Which sentences the judge gets to read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from chat import candidates
from chat.candidates import Chosen, likeliest
from chat.word_weights import WordWeights
from index.encoder import Encoder
from index.library import Library
from tests.chat.fakes import library_of

WALK = "Walking helps most people. Does it hurt? Pain may rise at first. It settles within a month. Shoes matter little."
CATS = "Cats sleep a good deal. They hunt at dusk."


@pytest.fixture
def library(tmp_path: Path, real_encoder: Encoder) -> Library:
    return library_of(tmp_path / "library", real_encoder, {"walk": WALK, "cats": CATS})


def chosen(library: Library, query: str) -> tuple[list[Chosen], list[str]]:
    asked = library.question(query)
    hits = library.search_for(asked)
    found = library.sentences_of(hits)
    best = likeliest(hits, found, asked, WordWeights.of(asked.words, (), library, lambda text: frozenset(library.words(text))), library)
    return best, [found[one.hit.passage.passage_id][one.position].text for one in best]


def test_the_likeliest_comes_first_and_a_question_never(library: Library) -> None:
    _, texts = chosen(library, "Within how many months does it settle?")
    assert texts[0] == "It settles within a month."
    assert "Does it hurt?" not in texts


def test_the_best_of_another_document_is_read_however_far_behind(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "MOST_BEHIND", 0.0)
    monkeypatch.setattr(candidates, "N_LEAST", 1)
    best, _ = chosen(library, "Does walking help?")
    assert {one.hit.passage.source_id for one in best} == {"walk", "cats"}


def test_so_many_are_read_however_far_behind_one_that_repeats_the_question(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "MOST_BEHIND", 0.0)
    monkeypatch.setattr(candidates, "N_LEAST", 1)
    few, _ = chosen(library, "Does walking help most people?")
    monkeypatch.setattr(candidates, "N_LEAST", 4)
    more, _ = chosen(library, "Does walking help most people?")
    assert len(few) < 4 <= len(more)
    assert few[0] == more[0]


def test_half_as_many_neighbours_as_are_chosen_for_themselves(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "MOST_BEHIND", 9.0)
    monkeypatch.setattr(candidates, "N_BEST", 2)
    best, _ = chosen(library, "When does the pain settle?")
    assert len(best) == 3
    row, position = best[2].place
    assert {(row, position - 1), (row, position + 1)} & {one.place for one in best[:2]}


def test_cosines_are_with_the_adapted_question(library: Library) -> None:
    asked = library.question("How soon does the pain settle?")
    hits = library.search_for(asked)
    vectors = library.sentence_vectors_of(hits)
    turned = replace(asked, sentence_vector=np.roll(asked.sentence_vector, 1))
    for question in (asked, turned):
        for one in likeliest(hits, library.sentences_of(hits), question, WordWeights.of((), (), library, frozenset), library):
            assert one.cosine == pytest.approx(
                float(vectors[one.hit.passage.passage_id][one.position] @ question.sentence_vector), abs=1e-5
            )


def test_a_word_that_asks_whether_something_may_be_is_missed_only_where_the_library_says_it(library: Library) -> None:
    def weights(question: str) -> WordWeights:
        return WordWeights.of(library.words(question), (), library, lambda text: frozenset(library.words(text)))

    assert weights("walking permissible").unknown == 0.0
    assert weights("walking permissible").covered_by(WALK) == 1.0
    assert weights("walking haunted").unknown > 0.0
    assert weights("permissible").unknown > 0.0  # nothing else is asked about
