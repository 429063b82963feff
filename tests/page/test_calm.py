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
const note = (entries) => window.shifts.push(...entries.map(told));
const watching = new PerformanceObserver((list) => note(list.getEntries()));
watching.observe({type: 'layout-shift', buffered: true});
window.shifted = async () => { // all that has moved until now, also what a browser would excuse because it came soon after a key
    await new Promise((drawn) => { requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn))); });
    note(watching.takeRecords());
    return window.shifts.splice(0);
};"""
SEEN = """window.seen = [];
const look = () => {
    for (const element of document.querySelectorAll('.cw-ask, .cw-welcome h2, .cw-nav a, .cw-documents h2'))
        if (getComputedStyle(element).visibility === 'visible') window.seen.push(element.textContent);
    requestAnimationFrame(look);
};
look();"""


def assert_still(page: Page, while_: str) -> None:
    """Little has moved since this was last asked, up to what has been drawn by now."""
    found: list[list[Any]] = page.evaluate("window.shifted()")
    assert sum(value for value, *_ in found) < MOST, (while_, found)


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 844)], ids=["desk", "phone"])
def test_nothing_jumps_when_a_question_is_answered_and_a_source_opened(browser: Browser, server: Server, width: int, height: int) -> None:
    page = look(browser, server, SHIFTS, width=width, height=height)
    page.wait_for_selector(".cw-example")  # each is asked first
    assert_still(page, "loading")
    for number in range(1, 3):
        page.click("#cw-question")
        page.keyboard.type(QUESTION)
        page.keyboard.press("Enter")
        page.evaluate("window.shifted()")  # the box grows with what is typed and is empty again: the visitor's own doing
        page.wait_for_function("n => document.querySelectorAll('.cw-turn:not(.cw-pending)').length === n", arg=number)
        assert_still(page, "answering")
        page.locator(".cw-turn").last.locator(".cw-next-question").first.wait_for()
        assert_still(page, "suggesting")
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


AT_ONCE = """const ask = () => {
    const field = document.querySelector('#cw-question');
    if (!field || getComputedStyle(field).visibility !== 'visible') { requestAnimationFrame(ask); return; }
    field.value = 'How long does relief last after an infusion?';
    field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true}));
};
ask();"""


def test_a_question_asked_the_moment_the_page_is_seen_is_answered(browser: Browser, server: Server) -> None:
    page = look(browser, server, AT_ONCE, locale="de-DE")
    page.wait_for_selector(".cw-answers .cw-card")
    assert page.locator(".cw-turn").count() == 1
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


@pytest.mark.parametrize(("width", "locale"), [(390, "en-GB"), (390, "de-DE"), (360, "fr-FR"), (320, "es-ES")])
def test_what_can_be_done_with_a_conversation_is_whole_on_a_phone(browser: Browser, server: Server, width: int, locale: str) -> None:
    visitor = visit(browser, server, width=width, height=844, locale=locale)
    visitor.ask(QUESTION)
    visitor.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    buttons = visitor.page.locator(".cw-tools button")
    assert buttons.count() == 4
    for box in buttons.evaluate_all("buttons => buttons.map((button) => button.getBoundingClientRect())"):
        assert box["left"] >= 0
        assert box["right"] <= width
    assert visitor.page.locator(".cw-tools").evaluate("tools => tools.scrollWidth <= tools.clientWidth")
    visitor.page.context.close()
