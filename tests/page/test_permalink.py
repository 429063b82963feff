from __future__ import annotations

import base64
import json

import pytest

from chat.reply import Reply, Route
from index.library import Library
from page.permalink import PREFIX, Asked, library_state, link_to, read_link
from page.turn import Turn
from tests.conftest import KeywordEncoder


@pytest.fixture
def library(tmp_path_factory: pytest.TempPathFactory, encoder: KeywordEncoder) -> Library:
    return Library.open(tmp_path_factory.mktemp("library"), encoder=encoder, create=True)


def turn(question: str, **more: object) -> Turn:
    return Turn(question, Reply(Route.ANSWER, "said"), **more)  # type: ignore[arg-type]


def test_a_link_asks_what_was_asked_of_the_same_library(library: Library) -> None:
    link = read_link(link_to([turn("Wie „lange“? 🙂"), turn("and the dose?", source_ids=("a",), kept=("ketamine",))], library))
    assert link is not None
    assert link.state == library_state(library)
    assert link.asked == (Asked("Wie „lange“? 🙂"), Asked("and the dose?", ("a",), ("ketamine",)))


def test_nothing_asked_is_no_link(library: Library) -> None:
    assert link_to([], library) == ""


def packed(record: object) -> str:
    return PREFIX + base64.urlsafe_b64encode(json.dumps(record).encode()).decode()


@pytest.mark.parametrize(
    "fragment",
    [None, 7, "", "c=", "c=%%%", "x=abc", "c=AAAA", packed([]), packed({"v": 1, "l": "x", "a": []}),
     packed({"v": 2, "l": "x", "a": [{"q": "q"}]}),
     packed({"v": 1, "l": "x", "a": [{"q": 7}]}), packed({"v": 1, "l": "x", "a": "text"})],
)  # fmt: skip
def test_a_damaged_link_is_none(fragment: object) -> None:
    assert read_link(fragment) is None
