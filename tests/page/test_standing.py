"""How it stands with a question that waits: it is kept as long as it is worked on, and whoever waits is told why."""

from __future__ import annotations

import pytest

from page.standing import LONG_S, Standing
from page.texts import texts_in

ENGLISH = texts_in("en")


def test_a_request_is_under_way_until_each_of_its_number_is_done() -> None:
    standing = Standing()
    with standing.under_way(7):
        with standing.under_way(7):
            assert 7 in standing
        assert 7 in standing
        assert 8 not in standing
    assert 7 not in standing


def test_one_that_fails_is_not_under_way_any_more() -> None:
    standing = Standing()
    with pytest.raises(ValueError, match="odd"), standing.under_way(7):
        raise ValueError("odd")
    assert 7 not in standing


def test_who_waits_is_told_why_and_who_comes_that_they_may_ask() -> None:
    reasons = ["The models are still being read."]
    standing = Standing(lambda: "".join(reasons))
    assert standing.said(7, 0, ENGLISH) == ENGLISH.getting_ready
    assert standing.said(0, 0, ENGLISH) == ENGLISH.not_ready_yet
    reasons.clear()
    assert standing.said(0, 0, ENGLISH) == ""
    with standing.under_way(7):
        assert standing.said(7, LONG_S - 1, ENGLISH) == ""
        assert standing.said(7, LONG_S, ENGLISH) == ENGLISH.still_searching
    assert standing.said(7, LONG_S, ENGLISH) == ""
