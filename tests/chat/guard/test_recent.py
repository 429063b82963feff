from __future__ import annotations

import gc
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chat.guard import Guard
from chat.guard.classifier import Array, load_classifier
from chat.guard.reader import load_reader
from chat.guard.recent import Recent
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


def test_what_was_found_is_found_again_without_reading() -> None:
    recent = Recent[int]()
    assert recent.find(["a", "b"], lambda: 1) == recent.find(["a", "b"], lambda: 2) == 1
    assert recent.find(["ab"], lambda: 3) == 3
    assert recent.find(["ab", ""], lambda: 4) == 4


def test_what_was_not_asked_for_longest_leaves_first() -> None:
    recent = Recent[int](most=2)
    for text in ("a", "b", "a", "c"):
        recent.find([text], lambda: 1)
    assert (recent.find(["a"], lambda: 9), recent.find(["b"], lambda: 9)) == (1, 9)


def test_the_same_text_has_another_hash_in_each_process_and_guard() -> None:
    assert Recent[int]()._hashed(["a"]) != Recent[int]()._hashed(["a"])


def test_threads_find_the_same() -> None:
    recent = Recent[int](most=8)
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda number: recent.find([str(number % 20)], lambda: number % 20), range(2000)))
    assert found == [number % 20 for number in range(2000)]


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
