"""The choice of documents: short to say, true for documents that are not drawn, and quick however many there are."""

from __future__ import annotations

import re

import pytest

from index.document import Source, SourceKind
from page.choice import EVERYTHING, Choice, choice_from, chosen
from page.documents import N_AT_A_GLANCE, N_SHOWN, documents, listed
from page.texts import texts_in

ENGLISH = texts_in("en")
KINDS = (SourceKind.ARTICLE, SourceKind.GUIDELINE)
SOURCES = [
    Source(source_id=f"paper-{number:03}", title=f"Paper {number:03}", kind=KINDS[number % 2], authors=("Ada Byron",))
    for number in range(2 * N_SHOWN)
]


def ids(markup: str) -> list[str]:
    return re.findall(r"data-source='([^']+)'", markup)


@pytest.mark.parametrize(
    ("choice", "n"),
    [
        (Choice(), None),
        (Choice(flipped=frozenset(["paper-000"])), 99),
        (Choice(kinds_out=frozenset(["article"])), 50),
        (Choice(kinds_out=frozenset(["article"]), flipped=frozenset(["paper-000", "paper-001"])), 50),  # one back in, one out
        (Choice(kinds_out=frozenset(["article", "guideline"]), flipped=frozenset(["paper-007"])), 1),
        (Choice(kinds_out=frozenset(["article", "guideline"])), 0),
        (Choice(flipped=frozenset(["gone"])), None),
    ],
)
def test_kinds_and_single_documents_are_chosen_together(choice: Choice, n: int | None) -> None:
    found = chosen(choice, SOURCES)
    assert (None if found is None else len(found)) == n


@pytest.mark.parametrize("data", [None, [], "all", {"kinds_out": "article"}, {"flipped": {"a": 1}}, {"flipped": [1, None]}])
def test_what_is_no_choice_chooses_everything(data: object) -> None:
    assert choice_from(data) == EVERYTHING


def test_only_the_first_of_many_are_drawn_and_all_on_demand() -> None:
    shown = documents(SOURCES, ENGLISH)
    assert len(ids(shown)) == N_SHOWN
    assert "Show all 100" in shown
    assert "data-find-document" in shown
    assert len(ids(listed(SOURCES, ENGLISH, is_all=True))) == len(SOURCES)
    few = documents(SOURCES[:N_SHOWN], ENGLISH)
    assert "data-show-all" not in few
    assert "data-find-document" in few
    assert "data-find-document" not in documents(SOURCES[:N_AT_A_GLANCE], ENGLISH)


def test_documents_are_found_by_words_of_their_records() -> None:
    assert ids(listed(SOURCES, ENGLISH, find="BYRON 042")) == ["paper-042"]
    assert "No document matches" in listed(SOURCES, ENGLISH, find="xylophone")


def test_a_document_that_was_chosen_singly_stands_first_with_its_box_as_it_was_left() -> None:
    only = Choice(kinds_out=frozenset(["article", "guideline"]), flipped=frozenset(["paper-098"]))
    shown = listed(SOURCES, ENGLISH, only)
    assert ids(shown)[0] == "paper-098"
    assert shown.count(" checked ") == 1
    assert listed(SOURCES, ENGLISH).count(" checked ") == N_SHOWN


def test_no_title_turns_the_direction_of_writing_around() -> None:
    turned = Source(source_id="turned", title="Leaflet \u202efdp.exe\u2066", kind=SourceKind.GUIDELINE)
    shown = documents([turned], ENGLISH)
    assert "Leaflet fdp.exe" in shown
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", shown)
