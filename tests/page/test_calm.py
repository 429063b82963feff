"""Nothing jumps and nothing flickers: measured in the browser as it draws."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.page.conftest import Server, Visitor, look, visit

pytestmark = pytest.mark.browser
QUESTION = "How long does relief last after an infusion?"
MOST = 0.02  # cumulative layout shift; https://web.dev/articles/cls calls 0.1 good
SHIFTS = """window.shifts = [];
const told = ({value, sources}) => [value, ...sources.map(({node}) => node?.id || node?.className || node?.nodeName)];
new PerformanceObserver((list) => window.shifts.push(...list.getEntries().filter((entry) => !entry.hadRecentInput).map(told)))
    .observe({type: 'layout-shift', buffered: true});"""
SEEN = """window.seen = [];
const look = () => {
    for (const element of document.querySelectorAll('.cw-ask, .cw-welcome h2, .cw-nav a, .cw-documents h2'))
        if (getComputedStyle(element).visibility === 'visible') window.seen.push(element.textContent);
    requestAnimationFrame(look);
};
look();"""


def assert_still(page: Page, while_: str) -> None:
    """Little has shifted since this was last asked; what has been drawn is waited for."""
    page.wait_for_timeout(700)  # longer than input excuses a shift
    found: list[list[Any]] = page.evaluate("window.shifts.splice(0)")
    assert sum(value for value, *_ in found) < MOST, (while_, found)


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 844)], ids=["desk", "phone"])
def test_nothing_jumps_when_a_question_is_answered_and_a_source_opened(browser: Browser, server: Server, width: int, height: int) -> None:
    page = look(browser, server, SHIFTS, width=width, height=height)
    page.wait_for_selector(".cw-example", timeout=120_000)  # each is asked first
    assert_still(page, "loading")
    for number in range(2):
        page.click("#cw-question")
        page.keyboard.type(QUESTION)
        page.keyboard.press("Enter")
        page.wait_for_function(f"document.querySelectorAll('.cw-turn:not(.cw-pending)').length > {number}", timeout=60_000)
        assert_still(page, "answering")
        page.locator(".cw-turn").last.locator(".cw-show").first.click()
        page.wait_for_selector("#cw-here")
        assert_still(page, "opening a source")
    page.context.close()


@pytest.mark.parametrize(("locale", "words"), [("de-DE", "Was möchten Sie wissen?"), ("en-GB", "What would you like to know?")])
def test_nobody_sees_the_page_in_another_language_first(browser: Browser, server: Server, locale: str, words: str) -> None:
    page = look(browser, server, SEEN, locale=locale)
    page.wait_for_function("words => window.seen.includes(words)", arg=words)
    seen = set(page.evaluate("window.seen"))
    assert seen.isdisjoint({"Ask", "Library", "Documents", "What would you like to know?"} - {words} if locale != "en-GB" else set())
    page.context.close()


def test_the_form_leaves_the_answer_room_on_a_phone(browser: Browser, server: Server) -> None:
    visitor: Visitor = visit(browser, server, width=390, height=844)
    visitor.ask(QUESTION)
    visitor.page.evaluate("scrollTo(0, document.querySelector('.cw-answers').offsetTop)")
    top = visitor.page.evaluate("document.querySelector('#cw-ask').getBoundingClientRect().top")
    assert top > 844 * 0.88  # what is read has the rest
    visitor.page.locator("[data-clear]").scroll_into_view_if_needed()
    assert visitor.page.locator("[data-clear]").is_visible()
    visitor.page.context.close()
