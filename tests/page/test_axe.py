"""axe-core finds no violation of WCAG 2.2 AA in any view and state, in light and dark, on a desk, a narrow phone and at twice the zoom.

Each colour scheme and each size in every test, not each with each: the one sets colours, the other places.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.page.conftest import Server, violations, visit

ROOMS = {"desk": (1280, 900), "phone": (360, 740), "zoomed": (640, 450)}  # zoomed: what 1280 by 900 is at 200 %
pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize(
        ("room", "dark"), [("desk", True), ("phone", False), ("zoomed", True)], ids=["dark-desk", "light-phone", "dark-zoomed"]
    ),
]


@pytest.mark.parametrize("view", ["ask", "library", "quality"])
def test_each_view(browser: Browser, server: Server, view: str, room: str, dark: bool) -> None:
    width, height = ROOMS[room]
    visitor = visit(browser, server, dark=dark, width=width, height=height, view=view)
    visitor.page.evaluate("document.querySelectorAll('.cw-set').forEach((set) => { set.open = true; })")
    visitor.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")  # where nothing is half beneath the form
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(visitor) == []
    visitor.page.context.close()


def test_an_open_source_and_help_in_danger(browser: Browser, server: Server, room: str, dark: bool) -> None:
    width, height = ROOMS[room]
    visitor = visit(browser, server, dark=dark, width=width, height=height)
    visitor.ask("How long does pain relief last after ketamine?")
    visitor.page.locator(".cw-show").first.click()
    visitor.page.wait_for_selector("#cw-here")
    assert violations(visitor) == []
    visitor.ask("i want to end my life")
    assert violations(visitor) == []
    visitor.page.context.close()


def test_every_state_of_a_conversation(browser: Browser, server: Server, room: str, dark: bool) -> None:
    width, height = ROOMS[room]
    visitor = visit(browser, server, dark=dark, width=width, height=height)
    page = visitor.page
    visitor.ask("How long does relief last after an infusion?")
    page.wait_for_selector(".cw-differ")
    page.locator(".cw-answers [data-around]").first.click()
    page.locator(".cw-answers [data-toggle]").first.click()
    page.locator(".cw-why summary").first.click()
    visitor.ask("and the dose?")  # carries words over
    visitor.ask("and the fifth study?")  # asks what is meant
    page.locator("input[data-source]").last.uncheck()
    visitor.ask("What is the capital of France?")
    visitor.ask("How much ketamine should I take for my fibromyalgia?")
    visitor.ask("hello")
    page.focus("[data-to-answer]")
    assert page.locator("#cw-only").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(visitor) == []
    page.context.close()


def test_the_library_while_files_are_read_and_after(browser: Browser, server: Server, tmp_path: Path, room: str, dark: bool) -> None:
    width, height = ROOMS[room]
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\n" + bytes(200))
    visitor = visit(browser, server, dark=dark, width=width, height=height, view="library")
    page = visitor.page
    with server.reading_held():
        page.locator("[data-files]").first.set_input_files(str(tmp_path / "broken.pdf"))
        page.wait_for_function("document.querySelector('.cw-run-words').textContent.startsWith('Reading')")
        assert page.locator("[data-stop]").is_visible()
        assert violations(visitor) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.wait_for_selector(".cw-outcome-refused")
    page.wait_for_function("document.querySelector('.cw-run').hidden")
    page.locator("[data-edit]").first.click()
    assert violations(visitor) == []
    page.fill("[data-find]", "no document is called so")
    page.wait_for_function("!document.querySelector('.cw-document')")
    assert violations(visitor) == []
    page.fill("[data-find]", "")
    page.wait_for_selector(".cw-document")
    page.context.close()
