"""A library has one subject where a word that names it stands in every document and in much of what they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from chat import messages
from chat.answer import Assistant
from chat.guard import Guard
from chat.subject import is_of_one_subject
from index.encoder import Encoder
from index.library import Library
from tests.chat.fakes import PLAIN, SharedWordsJudge, library_of

SHINGLES = {
    "leaflet": "Shingles is a painful rash. The rash of shingles takes four weeks to go, and its pain may last longer.",
    "trial": "We gave 80 adults with shingles a tablet. Their pain was licensed to last two weeks.",
}
MANY = {**SHINGLES, "roof": "Our roof tiles come in red. The guarantee may last ten years, and costs nothing."}


@pytest.mark.parametrize(("documents", "is_one"), [(SHINGLES, True), (MANY, False), ({"roof": MANY["roof"]}, True)])
def test_a_library_has_one_subject_or_several(tmp_path: Path, real_encoder: Encoder, documents: dict[str, str], is_one: bool) -> None:
    library = library_of(tmp_path, real_encoder, documents)
    assert is_of_one_subject(library, library.vocabulary()) is is_one


@pytest.fixture
def of_many(tmp_path: Path, real_encoder: Encoder) -> Library:
    return library_of(tmp_path, real_encoder, MANY)


@pytest.mark.parametrize(
    "turns", [["how long may it last?"], ["hello", "is that licensed?"], ["who made it?"], ["for how many weeks of the year may it last?"]]
)
def test_a_pronoun_with_nothing_before_it_is_asked_about(of_many: Library, real_encoder: Encoder, turns: list[str]) -> None:
    reply = Assistant(of_many, Guard(real_encoder), SharedWordsJudge(), PLAIN).reply(turns)
    assert (reply.message, reply.quotes) == (messages.WHAT_IS_MEANT, ())


@pytest.mark.parametrize(
    ("turns", "source_ids"),
    [
        (["what is the guarantee of roof tiles?", "how long may it last?"], None),
        (["how long may the pain of shingles last?"], None),
        (["how long may it last?"], ["leaflet"]),
    ],
)
def test_a_pronoun_that_has_something_to_stand_for_is_not(
    of_many: Library, real_encoder: Encoder, turns: list[str], source_ids: list[str] | None
) -> None:
    reply = Assistant(of_many, Guard(real_encoder), SharedWordsJudge(), PLAIN).reply(turns, source_ids=source_ids)
    assert reply.message != messages.WHAT_IS_MEANT


@pytest.mark.parametrize("question", ["how long may it last?", "for how many weeks may it last?"])
def test_in_a_library_of_one_subject_a_pronoun_means_it(tmp_path: Path, real_encoder: Encoder, question: str) -> None:
    library = library_of(tmp_path, real_encoder, SHINGLES)
    reply = Assistant(library, Guard(real_encoder), SharedWordsJudge(), PLAIN).reply([question])
    assert reply.message != messages.WHAT_IS_MEANT
