"""Few threads for all models: in order, urgent first, and an error is for whoever sent the batch."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from index.model_threads import ModelThreads

PATIENCE_S = 300.0


def test_what_is_made_comes_in_the_order_of_what_was_given() -> None:
    late = threading.Event()

    def doubled(number: int) -> int:
        late.set() if number else late.wait(PATIENCE_S)
        return 2 * number

    assert list(ModelThreads(2).run(doubled, range(6), is_urgent=True)) == [0, 2, 4, 6, 8, 10]


def test_a_question_goes_before_the_documents_that_wait() -> None:
    threads, begun, go_on, order = ModelThreads(1), threading.Event(), threading.Event(), list[str]()

    def work(name: str) -> None:
        begun.set()
        go_on.wait(PATIENCE_S)
        order.append(name)

    def sent(name: str, *, is_urgent: bool) -> threading.Thread:
        thread = threading.Thread(target=lambda: list(threads.run(work, [name], is_urgent=is_urgent)))
        thread.start()
        return thread

    senders = [sent("under way", is_urgent=False)]
    assert begun.wait(PATIENCE_S)
    for name in ("document", "question"):
        senders.append(sent(name, is_urgent=name == "question"))
        while threads.n_waiting < len(senders) - 1:
            time.sleep(0.001)
    go_on.set()
    for sender in senders:
        sender.join(PATIENCE_S)
    assert order == ["under way", "question", "document"]


def test_no_more_is_taken_than_threads_work_on_and_one_that_waits() -> None:
    taken = []

    def given() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    made = ModelThreads(2).run(str, given(), is_urgent=False)
    assert next(made) == "0"
    assert len(taken) <= 4


def test_an_error_reaches_whoever_sent_the_batch_and_the_threads_go_on() -> None:
    threads = ModelThreads(1)
    with pytest.raises(ZeroDivisionError):
        list(threads.run(lambda number: 1 // number, [0], is_urgent=True))
    assert list(threads.run(lambda number: 1 // number, [1], is_urgent=True)) == [1]
