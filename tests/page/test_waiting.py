"""Nobody's question is lost: neither while the models are still being read, nor when the connection goes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from ingest.__main__ import main as ingest
from page.texts import texts_in
from tests.page.conftest import IS_AT, PATIENCE_S, ROOT, Server, Visitor
from tests.server.held import HELD

pytestmark = pytest.mark.browser
FIRST, SECOND = "How does ketamine relieve pain in fibromyalgia?", "What are the risk factors for fibromyalgia?"
ENGLISH = texts_in("en")
A_MINUTE = 60_000  # more than the page waits for a question that the server does not work on


@pytest.fixture
def getting_ready(tmp_path: Path) -> Iterator[Server]:
    """A server that is up and reads no model until the file "hold" beside its output has gone."""
    assert ingest(["--library", str(tmp_path / "library"), str(ROOT / "sources")]) == 0
    (tmp_path / "hold").touch()
    output = tmp_path / "output.txt"
    command = [sys.executable, "-c", HELD, "--library", str(tmp_path / "library"), "--port", "0"]
    with output.open("wb") as file:
        process = subprocess.Popen(command, cwd=ROOT, stdout=file, stderr=subprocess.STDOUT, env=os.environ | {"PYTHONPATH": str(ROOT)})
    try:
        deadline = time.monotonic() + PATIENCE_S
        while not (found := IS_AT.search(output.read_text(errors="replace"))):
            assert process.poll() is None and time.monotonic() < deadline, output.read_text(errors="replace")
            time.sleep(0.1)
        yield Server(found[1], output, process)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE_S)


def asked(page: Page) -> list[str]:
    return [
        str(words)
        for words in page.locator(".cw-turn:not(.cw-pending) .cw-asked").evaluate_all(
            "titles => titles.map((title) => title.lastChild.textContent)"
        )
    ]


def test_what_is_asked_while_the_models_are_read_is_answered_and_what_is_typed_stays(browser: Browser, getting_ready: Server) -> None:
    page = browser.new_page(locale="en-GB")
    page.set_default_timeout(PATIENCE_S * 1000)
    page.clock.install()
    page.goto(getting_ready.url)
    page.locator("#cw-hint", has_text=ENGLISH.not_ready_yet).wait_for()
    page.fill("#cw-question", FIRST)
    page.press("#cw-question", "Enter")
    told = page.locator(".cw-pending .cw-searching", has_text=ENGLISH.getting_ready)
    told.wait_for()
    page.fill("#cw-question", SECOND)
    page.press("#cw-question", "Enter")
    for _ in range(3):
        with page.expect_response(lambda response: "component_server" in response.url):
            page.clock.fast_forward(A_MINUTE)
    assert page.input_value("#cw-question") == SECOND
    assert page.inner_text("#cw-hint") == ENGLISH.one_at_a_time
    assert told.is_visible()
    getting_ready.output.with_name("hold").unlink()
    page.locator(".cw-turn:not(.cw-pending) .cw-answers").first.wait_for()
    page.press("#cw-question", "Enter")
    page.wait_for_function("document.querySelectorAll('.cw-turn:not(.cw-pending) .cw-answers').length === 2")
    assert asked(page) == [FIRST, SECOND]
    page.close()


def lose_the_connection(page: Page, question: str, *, then: str = "") -> None:
    """Ask while nothing comes through, and type something else; then it comes through again, and Gradio loads the page anew."""
    page.evaluate("window.isAsItWas = true")
    for address in ("**/gradio_api/**", "**/health"):
        page.route(address, lambda route: route.abort())
    page.fill("#cw-question", question)
    page.press("#cw-question", "Enter")
    page.fill("#cw-question", then)
    page.locator("#cw-hint", has_text=ENGLISH.no_connection).wait_for()
    assert page.input_value("#cw-question") == (then or question)
    page.unroute_all()
    page.wait_for_function("!window.isAsItWas && document.querySelector('#cw-question')?.value")


def test_a_question_that_the_connection_lost_can_be_asked_again_and_the_next_one_stays(visitor: Visitor) -> None:
    page = visitor.page
    lose_the_connection(page, FIRST, then=SECOND)
    page.locator("#cw-unanswered", has_text=FIRST).get_by_role("button", name=ENGLISH.ask_again).click()
    page.wait_for_function("document.querySelectorAll('.cw-turn:not(.cw-pending)').length === 1")
    assert asked(page) == [FIRST]
    assert page.locator("#cw-unanswered").is_hidden()
    assert page.input_value("#cw-question") == SECOND
    page.fill("#cw-question", "")
    page.reload()
    page.wait_for_selector("#cw-question")
    assert page.locator("#cw-unanswered").is_hidden()


def test_a_question_that_the_connection_lost_is_back_in_an_empty_box(visitor: Visitor) -> None:
    page = visitor.page
    lose_the_connection(page, FIRST)
    assert page.input_value("#cw-question") == FIRST
    assert page.locator("#cw-unanswered").is_hidden()
    page.press("#cw-question", "Enter")
    page.wait_for_function("document.querySelectorAll('.cw-turn:not(.cw-pending)').length === 1")


def test_who_is_only_told_to_ask_less_often_keeps_waiting(visitor: Visitor) -> None:
    page = visitor.page
    page.route(re.compile("component_server"), lambda route: route.fulfill(status=429, body="That was too much at once."))
    page.route(re.compile("run/predict"), lambda route: None)  # its answer takes long
    page.fill("#cw-question", FIRST)
    page.press("#cw-question", "Enter")
    for _ in range(4):  # one more than what would count as a lost connection
        page.wait_for_event("request", lambda request: request.url.endswith("/health"))
    assert page.locator(".cw-pending .cw-asked").inner_text() == FIRST
    assert page.inner_text("#cw-hint") == ""


def test_words_in_the_box_stay_when_an_example_is_asked(visitor: Visitor) -> None:
    page = visitor.page
    page.locator(".cw-example").first.wait_for()
    page.fill("#cw-question", SECOND)
    page.locator(".cw-example").first.click()
    page.wait_for_function("document.querySelectorAll('.cw-turn:not(.cw-pending)').length === 1")
    assert page.input_value("#cw-question") == SECOND
