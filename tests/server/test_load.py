"""The measuring of load: its sums by hand, and a few seconds of it against the real server."""

from __future__ import annotations

import pytest

from server.load import Measured, Plan, ask, measure
from tests.server.served import Served

QUESTION = "How long does pain relief last after ketamine?"


def test_the_figures_are_those_of_what_was_measured() -> None:
    memory = [(0.0, 100 << 20), (30.0, 300 << 20), (45.0, 320 << 20), (90.0, 310 << 20)]
    measured = Measured([number / 100 for number in range(101)], ["OSError: x", "OSError: x"], memory, seconds=100.0, processor_s=50.5)
    record = measured.as_record()
    assert (record["p50_s"], record["p95_s"], record["p99_s"]) == (0.5, 0.95, 0.99)
    assert (record["n_answers"], record["n_errors"], record["errors"]) == (101, 2, ["OSError: x"])
    assert record["processor_s_per_answer"] == 0.5
    assert record["memory_mib_at_s"] == "100@0 300@30 320@45 310@90"
    assert record["memory_mib_second_and_last_quarter"] == [320, 310]


def test_people_who_ask_without_a_pause_are_answered(served: Served) -> None:
    assert ask(served.url, QUESTION) == "answer"
    assert served.process is not None
    measured = measure(Plan(served.url, [QUESTION], n_people=3, seconds=5, think_s=0), pid=served.process.pid, every_s=1)
    assert measured.errors == []
    assert len(measured.waits_s) >= 3
    assert measured.processor_s > 0
    assert min(n_bytes for _, n_bytes in measured.memory) > 1 << 20


def test_a_server_that_is_not_there_is_an_error_and_no_answer() -> None:
    with pytest.raises(OSError):
        ask("http://127.0.0.1:1", QUESTION)
