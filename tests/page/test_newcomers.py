"""What newcomers found hard: a nurse with a keyboard alone, a patient with a phone, a librarian who asks a few documents only."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.page.conftest import Server, Visitor, visit

pytestmark = pytest.mark.browser
QUESTION = "How long does pain relief last after ketamine?"
IS_SEEN = """selector => { const box = document.querySelector(selector)?.getBoundingClientRect();
    return !!box && box.top >= 0 && box.bottom <= innerHeight; }"""


def wait_for(page: Page, selector: str) -> None:
    """Wait until it stands in view, whole."""
    page.wait_for_function(f"({IS_SEEN})('{selector}')")


def test_a_keyboard_asks_at_once_and_reaches_the_original_in_three_keys(visitor: Visitor) -> None:
    page = visitor.page
    page.wait_for_function("document.activeElement.id === 'cw-question'")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    page.wait_for_selector(".cw-turn:not(.cw-pending) .cw-answers")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('[data-to-answer]')")
    wait_for(page, ".cw-turn .cw-asked")  # the answer has not been scrolled away meanwhile
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('.cw-answers .cw-show')")
    page.keyboard.press("Enter")
    wait_for(page, ".cw-source-bar")
    page.wait_for_selector("#cw-here")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('.cw-answers .cw-show')")


def test_a_phone_keeps_its_keyboard_away_from_the_answer_and_the_way_back_in_view(browser: Browser, server: Server) -> None:
    visitor = visit(browser, server, width=360, height=740, dark=True, is_phone=True)
    page = visitor.page
    assert not page.evaluate("document.activeElement.matches('#cw-question')")
    page.tap("#cw-question")
    visitor.ask(QUESTION)
    assert not page.evaluate("document.activeElement.matches('#cw-question')")
    page.locator(".cw-show").first.tap()
    page.wait_for_selector("#cw-here")
    wait_for(page, ".cw-source-bar [data-back]")
    page.locator(".cw-source .cw-text").evaluate("text => text.lastElementChild.scrollIntoView()")
    wait_for(page, ".cw-source-bar [data-back]")  # however far one has read
    page.tap("[data-back]")
    wait_for(page, ".cw-card-open .cw-show")
    page.context.close()


def test_a_word_that_was_read_otherwise_is_told_before_the_quotations(visitor: Visitor) -> None:
    visitor.ask("how long does the pain releif last after ketamine")
    told = visitor.page.locator(".cw-searched")
    assert "relief" in told.inner_text()
    assert told.evaluate("told => !!(told.compareDocumentPosition(document.querySelector('.cw-answers')) & 4)")  # FOLLOWING


def test_whoever_asks_one_document_only_is_told_so_at_the_question_and_at_the_answer(visitor: Visitor) -> None:
    page = visitor.page
    page.click("[data-nothing]")
    page.wait_for_function("document.querySelectorAll('#cw-documents input:checked').length === 0")
    page.locator("[data-source^='clinic-ketamine']").check()
    page.wait_for_function("document.querySelector('#cw-only').textContent.startsWith('1 of 3')")
    visitor.ask(QUESTION)
    turn = page.locator(".cw-turn").last
    assert "Only the documents you chose were asked." in turn.locator(".cw-searched").inner_text()
    assert set(turn.locator("[data-source]").evaluate_all("cards => cards.map((card) => card.dataset.source)")) == {
        page.locator("#cw-documents input[data-source]:checked").get_attribute("data-source")
    }
    page.locator(".cw-show").first.click()
    page.wait_for_selector("#cw-here")  # the list of documents is out of sight, and yet
    assert page.locator("#cw-only").is_visible()
    page.click("[data-ask-all]")
    page.wait_for_function("document.querySelector('#cw-only').hidden")
