"""Who wrote a document is known, though no text names them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from chat.answer import Assistant
from index.encoder import Encoder
from tests.chat.fakes import library_of

DOCUMENTS = {
    "lithium": "Thirst is a common side effect of lithium. Lithium can cause a fine tremor.",
    "thirst": "Thirst is a common side effect of sweating. Tremor is not.",
}


@pytest.fixture
def assistant(tmp_path: Path, real_encoder: Encoder) -> Iterator[Assistant]:
    authors = {"lithium": ("Quennell, B.", "Ostrander, Pia")}
    with library_of(tmp_path / "library", real_encoder, DOCUMENTS, authors=authors) as library:
        yield Assistant.over(library)


@pytest.mark.parametrize("asked", ["What does Quennell say is a common side effect?", "What is Ostrander's common side effect?"])
def test_what_an_author_says_is_looked_for_in_what_they_wrote(asked: str, assistant: Assistant) -> None:
    found = assistant.find([asked])
    assert {item.hit.passage.source_id: item.features.unnamed for item in found.ranked} == {"lithium": 0.0, "thirst": 1.0}
    assert {item.features.unknown for item in found.ranked} == {0.0}


def test_an_author_is_not_told_to_be_missing_and_another_name_is(assistant: Assistant) -> None:
    asked = "What does {} say about insulin?"
    assert not any("Quennell" in notice for notice in assistant.reply([asked.format("Quennell")]).notices)
    assert any("Quarrington" in notice for notice in assistant.reply([asked.format("Quarrington")]).notices)


def test_the_name_of_an_author_is_not_corrected(assistant: Assistant) -> None:
    assert assistant.understand("What does Tremer say?").corrected == (("Tremer", "tremor"),)
    assert assistant.understand("What does Ostrander say?").authors == frozenset(assistant.library.words("Ostrander"))


def test_initials_name_nobody(assistant: Assistant) -> None:
    assert not assistant.understand("Is vitamin B good?").authors
