"""What is shown around a quotation: whole sentences of its own page, and of those that a window cuts none."""

from __future__ import annotations

from index.document import KEPT_BESIDE, Quote
from page.around import WINDOW, Around, around

QUOTED = "It helped."


def quoted_in(before: str, after: str) -> Quote:
    return Quote("source", 1, len(before), len(before) + len(QUOTED), before + QUOTED + after)


def test_a_quote_keeps_more_than_is_looked_at() -> None:
    assert KEPT_BESIDE > WINDOW


def test_the_neighbours_are_shown_up_to_the_ends_of_the_page() -> None:
    assert around(quoted_in("Ten were given it. ", " Nobody fell ill.")) == Around("Ten were given it.", "Nobody fell ill.")
    assert around(quoted_in("", "")) == Around("", "")


def test_a_sentence_that_the_window_cuts_is_not_shown() -> None:
    long = "x" * WINDOW
    found = around(quoted_in(f"One {long} two. Ten were given it. ", f" Nobody fell ill. One {long} two."))
    assert found == Around("Ten were given it.", "Nobody fell ill.")
