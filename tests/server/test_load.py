"""The measuring of load: its sums by hand, and a few seconds of it against the real server."""

from __future__ import annotations

import pytest

from server.load import Held, Measured, Plan, ask, measure
from tests.server.served import Served

QUESTION = "How long does pain relief last after ketamine?"


def test_the_figures_are_those_of_what_was_measured() -> None:
    held = [Held(0.0, 100 << 20, 20, 0), Held(30.0, 300 << 20, 30, 30), Held(61.0, 320 << 20, 31, 61), Held(99.0, 319 << 20, 31, 99)]
    measured = Measured([number / 100 for number in range(101)], ["OSError: x", "OSError: x"], held, seconds=100.0, processor_s=50.5)
    record = measured.as_record()
    assert (record["p50_s"], record["p95_s"], record["p99_s"]) == (0.5, 0.95, 0.99)
    assert (record["n_answers"], record["n_errors"], record["errors"]) == (101, 2, ["OSError: x"])
    assert record["processor_s_per_answer"] == 0.5
    assert record["memory_mib_each_minute"] == [300, 320]
    assert record["memory_mib_per_thousand_answers_second_half"] == pytest.approx(-1000 / 38, abs=0.1)  # a MiB less after 38 answers
    assert record["open_files_first_and_last"] == [20, 31]


def test_growth_that_cannot_be_told_is_not_said_to_be_none() -> None:
    held = [Held(0.0, 100 << 20, 20, 0), Held(50.0, 300 << 20, 20, 7), Held(99.0, 320 << 20, 20, 7)]
    assert Measured(held=held, seconds=100.0).mib_per_thousand_answers is None


def test_people_who_ask_without_a_pause_are_answered(served: Served) -> None:
    assert ask(served.url, QUESTION) == "answer"
    assert served.process is not None
    measured = measure(Plan(served.url, [QUESTION], n_people=3, seconds=5, think_s=0), pid=served.process.pid, every_s=1)
    assert measured.errors == []
    assert len(measured.waits_s) >= 3
    assert measured.processor_s > 0
    assert min(held.n_bytes for held in measured.held) > 1 << 20
    assert min(held.n_files for held in measured.held) > 3


def test_a_server_that_is_not_there_is_an_error_and_no_answer() -> None:
    with pytest.raises(OSError):
        ask("http://127.0.0.1:1", QUESTION)
