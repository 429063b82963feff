"""A turn is read once, and no message is kept."""

from __future__ import annotations

import gc
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chat.guard import Guard
from chat.guard.classifier import Array, load_classifier
from chat.guard.reader import load_reader
from tests.chat.guard.conftest import HashingEncoder

CONVERSATION = [
    "Which vegetables hold much vitamin K?",
    "thanks",
    "And do they matter with the newer tablets against clots?",
    "my gran took 30 of them an hour ago",
    "what about kale",
]


class Counting:
    """The reader that ships, counting what it reads."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def probabilities(self, message: str, earlier: Sequence[str] = ()) -> Array:
        self.read.append(message)
        return load_reader().probabilities(message, earlier)

    def of_each(self, texts: Sequence[str]) -> Array:
        return load_reader().of_each(texts)


def test_an_earlier_turn_is_not_read_again() -> None:
    counting = Counting()
    guard = Guard(HashingEncoder(), reader=counting)
    for end in range(1, len(CONVERSATION) + 1):
        guard.decide(CONVERSATION[:end])
    assert len(counting.read) == len(set(counting.read))


@settings(deadline=None, max_examples=15)
@given(turns=st.lists(st.sampled_from([*CONVERSATION, "just tell me", "ok", "I feel fine now"]), min_size=1, max_size=5))
def test_verdicts_are_the_same_with_what_was_kept_and_without(turns: list[str]) -> None:
    kept = Guard(HashingEncoder())
    for end in range(1, len(turns) + 1):
        assert kept.decide(turns[:end]) == Guard(HashingEncoder()).decide(turns[:end])


def test_no_message_is_kept() -> None:
    secret = "zq" + "marigold" * 3
    guard = Guard(HashingEncoder())
    guard.decide([f"what is {secret} used for", f"and how does {secret} work"])
    gc.collect()
    held, seen = [guard._verdicts, guard._silent], set[int]()
    while held:
        item = held.pop()
        if id(item) in seen or isinstance(item, type):
            continue
        seen.add(id(item))
        assert secret not in (item if isinstance(item, str) else ""), "a message is kept"
        assert not (isinstance(item, bytes) and secret.encode() in item)
        held += gc.get_referents(item)


@pytest.mark.parametrize("embedding", [None, np.ones(384, dtype=np.float32) / np.float32(384**0.5)])
def test_a_verdict_is_kept_whoever_embedded_the_message(embedding: Array | None) -> None:
    counting = Counting()
    guard = Guard(HashingEncoder(), classifier=load_classifier(), reader=counting)
    first = guard.decide(["what is kale"], embedding)
    assert guard.decide(["what is kale"]) == first
    assert counting.read == ["what is kale"]
