"""What a short form in a text stands for: its own document's word first, then most others'."""

from __future__ import annotations

from pathlib import Path

import pytest

from chat.meanings import Explained, Ledgers
from chat.understand import Lexicon
from index.library import Library
from index.records import Records
from tests.conftest import KeywordEncoder
from tests.index.entries import entry

SAID = {
    "own": ["Beside a calcium\ninflux (CI), a rise was seen.", "The CI was large in mice, and SSRIs did not change it."],
    "first": [
        "The confidence interval (CI) was wide.",
        "Selective serotonin reuptake inhibitors (SSRIs) help.",
        "Milnacipran (Savella) too.",
    ],
    "second": ["A confidence interval (CI) is given.", "A selective serotonin reuptake inhibitor (SSRI) was given."],
}


@pytest.fixture
def library(tmp_path: Path, encoder: KeywordEncoder) -> Library:
    library = Library.open(tmp_path / "library", encoder=encoder, create=True)
    with library.writer() as writer:
        for source_id, paragraphs in SAID.items():
            writer.put(*entry(source_id, *paragraphs))
    return library


def told(text: str, library: Library, source_id: str = "") -> list[tuple[str, str, str]]:
    explained = Explained(library, Lexicon.of(library), Records(library), Ledgers(library))
    found = explained.within(text, source_id) if source_id else explained.names(text.split())
    assert all(one.quote.text == f"{one.stands_for} ({one.name})" for one in found)
    return [(one.name, one.stands_for, one.source.source_id) for one in found]


@pytest.mark.parametrize(
    ("text", "source_id", "expected"),
    [
        ("The CI was large.", "own", [("CI", "calcium influx", "own")]),
        ("The CI was large.", "second", [("CI", "confidence interval", "second")]),
        ("CI and Savella", "", [("CI", "confidence interval", "first"), ("Savella", "Milnacipran", "first")]),
        (
            "CI-based, non-CI/SSRI.",
            "second",
            [("CI", "confidence interval", "second"), ("SSRI", "selective serotonin reuptake inhibitor", "second")],
        ),
        ("SSRIs did nothing.", "own", [("SSRIs", "Selective serotonin reuptake inhibitors", "first")]),
        ("Two SSRIs.", "second", [("SSRI", "selective serotonin reuptake inhibitor", "second")]),
        ("Savella and CI.", "first", [("Savella", "Milnacipran", "first"), ("CI", "confidence interval", "first")]),
        ("The confidence interval (CI) was wide.", "first", []),  # it says so itself
        ("A calcium influx (CI) again.", "own", []),
        ("A ci, a SCI and a CIA.", "own", []),
    ],
)
def test_a_name_is_explained_by_its_own_document_else_by_most(
    library: Library, text: str, source_id: str, expected: list[tuple[str, str, str]]
) -> None:
    assert told(text, library, source_id) == expected


def test_a_name_that_is_not_agreed_on_is_not_explained_by_another_document(library: Library) -> None:
    with library.writer() as writer:
        writer.put(*entry("third", "The cardiac index (CI) fell."))
        writer.put(*entry("fourth", "The cochlear implant (CI) was new."))
        writer.put(*entry("fifth", "Not a word of that."))
    assert told("The CI was large.", library, "fifth") == []
    assert [one[1] for one in told("The CI was large.", library, "third")] == ["cardiac index"]


def test_documents_that_are_not_asked_explain_nothing(library: Library) -> None:
    lexicon, sources, ledgers = Lexicon.of(library), Records(library), Ledgers(library)
    assert Explained(library, lexicon, sources, ledgers, ["second"]).within("The CI was large.", "second")
    assert Explained(library, lexicon, sources, ledgers, ["first", "second"]).within("Savella helps.", "second")
    assert not Explained(library, lexicon, sources, ledgers, ["second"]).within("Savella helps.", "second")


def test_a_document_that_is_gone_explains_nothing(library: Library) -> None:
    lexicon = Lexicon.of(library)
    with library.writer() as writer:
        writer.remove("first")
    assert Explained(library, lexicon, Records(library), Ledgers(library)).within("Savella helps.", "second") == ()


def test_a_brand_of_two_words_is_one_name(library: Library) -> None:
    with library.writer() as writer:
        writer.put(*entry("third", "A gabapentin enacarbil (Horizant ER) tablet.", "Take Horizant ER at five."))
    assert told("Take Horizant ER at five.", library, "third") == [("Horizant ER", "enacarbil", "third")]
