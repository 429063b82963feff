"""In a page of another language, what is wrong is said in that language; what the program has in English only is marked as such."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from page.texts import texts_in
from tests.page.conftest import Server, visit

pytestmark = pytest.mark.browser
WORDS = texts_in("de").library


def test_a_wrong_date_is_told_with_its_english_reason_marked(browser: Browser, server: Server) -> None:
    visitor = visit(browser, server, locale="de-DE", view="library")
    document = visitor.page.locator(".cw-document").first
    document.locator("[data-edit]").first.click()
    document.locator("input[name='date']").fill("2021-13")
    document.locator("[type='submit']").click()
    document.locator(".cw-hint [lang='en']").wait_for()
    assert document.locator(".cw-hint [lang='en']").inner_text() == "'2021-13' is no date. Write it as 2024, 2024-06 or 2024-06-30."
    assert document.locator(".cw-hint").inner_text().startswith(WORDS["failed"].removesuffix("{reason}"))
    visitor.page.context.close()


UNMARKED = """() => {
    const found = new Set(), walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const holder = node.parentElement;
        if (holder.closest('script, style') || holder.closest('[lang]').lang === 'en') continue;
        if (/\\b(the|and|of|with|from)\\b/i.test(node.textContent)) found.add(`${holder.className || holder.tagName}: ${node.textContent}`);
    }
    return [...found];
}"""
OWN_WORDS = (  # of the visitor, and names: of publishers and files
    "cw-asked: ", "cw-searched: Gesucht wurde: ", "LI: Gesucht wurde: ", "cw-searched: Gemeint ist wohl", "cw-place: ", "DD: ",
)  # fmt: skip


def test_what_is_english_is_marked_as_english(browser: Browser, server: Server) -> None:
    visitor = visit(browser, server, locale="de-DE")
    for question in (
        "How long does relief last after an infusion?",
        "what about the second study?",
        "What is the capital of France?",
        "How much ketamine should I take for my fibromyalgia?",
        "i want to end my life",
    ):
        visitor.ask(question)
    assert visitor.page.locator("#cw-alert [lang='en']").count() >= 1  # help in danger is said in the asker's language
    visitor.page.locator(".cw-show[data-quote]").first.click()
    visitor.page.wait_for_selector("#cw-here")
    for view in ("ask", "library", "quality"):
        visitor.page.click(f"[data-view='{view}']")
        visitor.page.wait_for_selector({"ask": "#cw-here", "library": ".cw-document", "quality": ".cw-limits"}[view])
        assert [words for words in visitor.page.evaluate(UNMARKED) if not words.startswith(OWN_WORDS)] == []
    visitor.page.context.close()


@pytest.mark.parametrize(
    ("status", "shown", "language"),
    [(507, WORDS["no_room"], "de"), (413, WORDS["too_large"], "de"), (418, "HTTP 418: a reason that nobody foresaw", "en")],
)
def test_a_file_that_was_not_taken_is_told(
    browser: Browser, server: Server, tmp_path: Path, status: int, shown: str, language: str
) -> None:
    visitor = visit(browser, server, locale="de-DE", view="library")
    (tmp_path / "salt.txt").write_text("Salt and sleep.", encoding="utf-8")
    visitor.page.route("**/upload*", lambda route: route.fulfill(status=status, body="a reason that nobody foresaw"))
    visitor.page.locator("[data-files]").first.set_input_files(str(tmp_path / "salt.txt"))
    line = visitor.page.locator(".cw-said p", has_text="salt.txt")
    line.wait_for()
    assert line.inner_text() == f"salt.txt: {shown}"
    marked = line.locator(f"xpath=descendant-or-self::*[text()[contains(., '{shown[:20]}')]]/ancestor-or-self::*[@lang][1]")
    assert marked.get_attribute("lang") == language
    visitor.page.context.close()
