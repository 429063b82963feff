"""Passages and sentences: verbatim, inside one section and one page, with ids that stay."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.document import Document, Passage, Role, Sentence, Source
from ingest.split import MAX_CHARS, Split, split
from ingest.structure import blocks_of_text

PAGE = """A title of the page

What is it?

Pain is common. It is
often worse at night.

Typical options include:

  • rest and sleep
  • exercise: walk daily. Swim often.

Doses:

The dose was 0.5 mg/kg/hr.


Nobody knows why.

Smith, J.; Doe, A. A trial of sleep. Pain Notes 2019, 5, 15.
"""


def document(*pages: str) -> Document:
    blocks = tuple(block for number, page in enumerate(pages, start=1) for block in blocks_of_text(page, page=number))
    return Document(Source("notes", "Notes"), pages, blocks)


@pytest.fixture
def parts() -> Split:
    return split(document(PAGE))


def test_passages_stay_inside_their_section(parts: Split) -> None:
    assert [(passage.section, passage.text.split()[0]) for passage in parts.passages] == [
        ("What is it?", "Pain"),
        ("What is it? › Doses", "The"),
        ("What is it? › Doses", "Nobody"),
    ]


def test_sentences_join_broken_lines_and_leave_bullets_out(parts: Split) -> None:
    assert [(sentence.role, sentence.text) for sentence in parts.sentences][1:6] == [
        (Role.PARAGRAPH, "It is\noften worse at night."),
        (Role.PARAGRAPH, "Typical options include:"),
        (Role.LIST_ITEM, "rest and sleep"),
        (Role.LIST_ITEM, "exercise: walk daily."),
        (Role.LIST_ITEM, "Swim often."),
    ]


def test_a_reference_is_no_passage(parts: Split) -> None:
    assert not any("Smith" in passage.text for passage in parts.passages)


def test_a_lead_in_goes_with_its_list() -> None:
    long = "Word after word goes on and on without an end. " * (MAX_CHARS // 47 - 1)
    items = "\n".join(f"  • item number {number} of the list" for number in range(20))
    last = split(document(f"A title\n\n{long}\n\nThese are the options:\n\n{items}\n")).passages[-1]
    assert last.text.startswith("These are the options:")


def test_text_that_stays_keeps_its_ids() -> None:
    before = split(document("Title of it\n\nFirst heading\n\nPain is common.\n\nSecond heading\n\nSleep is good.\n"))
    after = split(document("Title of it\n\nFirst heading\n\nPain is rare.\n\nSecond heading\n\nSleep is good.\n"))
    assert before.passages[0].passage_id != after.passages[0].passage_id
    assert before.passages[1].passage_id == after.passages[1].passage_id
    assert before.sentences[1].sentence_id == after.sentences[1].sentence_id


def test_the_same_words_twice_have_two_ids() -> None:
    parts = split(document("Title of it\n\nHeading\n\nPain is common.\n\nHeading\n\nPain is common.\n"))
    assert len({passage.passage_id for passage in parts.passages}) == len(parts.passages) == 2


_LINES = st.sampled_from(
    [
        "A heading",
        "Is it?",
        "Pain is common. It hurts.",
        "• item of a list",
        "1) first",
        "  • (wrapped) item",
        "",
        "",
        "goes on here",
        "Dose:",
    ]
) | st.text(alphabet=st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=60)


@given(st.lists(st.lists(_LINES, max_size=12).map("\n".join), min_size=1, max_size=3))
def test_every_span_is_verbatim_ordered_and_inside_its_passage(pages: list[str]) -> None:
    parts = split(document(*pages))
    passages = {passage.passage_id: passage for passage in parts.passages}
    assert len(passages) == len(parts.passages)
    assert len({sentence.sentence_id for sentence in parts.sentences}) == len(parts.sentences)
    spans: list[Passage | Sentence] = [*parts.passages, *parts.sentences]
    for span in spans:
        assert pages[span.page - 1][span.start : span.end] == span.text
    for sentence in parts.sentences:
        passage = passages[sentence.passage_id]
        assert passage.page == sentence.page
        assert passage.start <= sentence.start < sentence.end <= passage.end
    places = [(sentence.page, sentence.start, sentence.end) for sentence in parts.sentences]
    assert all(before[0] < after[0] or before[2] <= after[1] for before, after in pairwise(places))


@given(st.lists(_LINES, max_size=15).map("\n".join))
def test_every_letter_of_a_page_belongs_to_one_block(page: str) -> None:
    blocks = blocks_of_text(page)
    covered = [place for block in blocks for place in range(block.start, block.end)]
    assert len(covered) == len(set(covered))
    assert {place for place, character in enumerate(page) if character.isalnum()} <= set(covered)
