"""What was found lately is found again without a search, and forgotten in its turn."""

from __future__ import annotations

from chat.recalled import MAX_KEPT, Place, Recalled

HERE = Place("doc/0", 1, 2)


def never() -> Place | None:
    raise AssertionError("searched again")


def test_what_was_kept_is_not_searched_for_again_and_nowhere_is_an_answer_too() -> None:
    recalled = Recalled()
    recalled.put(1, "zinc?", HERE)
    recalled.put(1, "ginger?", None)
    assert recalled.get(1, "zinc?", never) == HERE
    assert recalled.get(1, "ginger?", never) is None


def test_another_state_of_the_library_or_another_choice_of_documents_is_searched() -> None:
    recalled = Recalled()
    recalled.put((1, None), "zinc?", HERE)
    assert recalled.get((2, None), "zinc?", lambda: None) is None
    assert recalled.get((1, ["doc"]), "zinc?", lambda: None) is None


def test_the_least_recently_used_is_given_up_first() -> None:
    recalled = Recalled()
    for number in range(MAX_KEPT):
        recalled.put(1, f"question {number}", HERE)
    assert recalled.get(1, "question 0", never) == HERE
    recalled.put(1, "one more", HERE)
    assert recalled.get(1, "question 0", never) == HERE
    assert recalled.get(1, "question 1", lambda: None) is None


def test_no_word_is_kept_and_another_process_would_not_find_it() -> None:
    one, other = Recalled(), Recalled()
    for recalled in (one, other):
        recalled.put(1, "do I have scurvy?", HERE)
    assert "scurvy" not in repr(list(one._places))
    assert list(one._places) != list(other._places)
