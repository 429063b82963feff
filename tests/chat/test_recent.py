"""What was found lately is found again, and forgotten in its turn."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from chat.recent import Recent


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


def test_what_was_put_is_found_and_nothing_found_is_an_answer_too() -> None:
    recent = Recent[int | None]()
    recent.put(["library 1", "ginger?"], None)
    assert recent.find(["library 1", "ginger?"], lambda: 3) is None
    assert recent.find(["library 2", "ginger?"], lambda: 3) == 3


def test_what_is_not_sound_is_read_again() -> None:
    recent = Recent[int]()
    assert recent.find(["a"], lambda: 1, is_sound=lambda: False) == 1
    assert recent.find(["a"], lambda: 2) == 2
