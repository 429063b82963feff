"""How far a run is, in words: the time left never grows by waiting, and each step is said in the page's language."""

from __future__ import annotations

import pytest

from ingest.progress import Counter
from page.additions import Run
from page.library_view import run_words, step_words
from page.texts import languages, texts_in


def test_the_time_left_runs_down_until_more_is_known() -> None:
    run = Run(n_files=10, began=100.0, done=5.0, told=120.0)
    assert run.seconds_left(120.0) == 20
    assert run.seconds_left(135.0) == 5
    assert run.seconds_left(150.0) is None  # it should have been done: nothing can be said


def test_nothing_is_said_of_the_time_left_before_enough_is_done() -> None:
    assert Run(n_files=100, began=100.0, done=1.0, told=120.0).seconds_left(121.0) is None


def test_long_times_are_told_in_minutes() -> None:
    run = Run(n_files=10, began=0.0, done=1.0, told=60.0)
    assert run_words(run, 60.0, texts_in("en")).endswith("about 9 min left")


@pytest.mark.parametrize("language", languages())
def test_each_step_that_reading_tells_of_is_said_in_each_language(language: str) -> None:
    told: list[str] = []
    counter = Counter(1, lambda done, of, step: told.append(step))
    counter.reading("paper.pdf")
    counter.embedding(3, 10)
    reading, embedding = (step_words(step, texts_in(language)) for step in told)
    assert reading == texts_in(language).library["step_reading"].format(what="paper.pdf")
    assert embedding == texts_in(language).library["step_embedding"].format(what="7")
