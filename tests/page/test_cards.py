"""A card as a reader meets it: where it is from, each label that rules see, what waiting looks like, and what can be taken along."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from page.texts import texts_in
from tests.page.conftest import Server, Visitor, look, visit

pytestmark = pytest.mark.browser
TEXTS = texts_in("en")
TITLE = "Violet extract for restless legs"
HTML = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{TITLE}</title>
<link rel="canonical" href="https://violets.example/restless-legs"><meta name="citation_publication_date" content="2019-03-02">
<meta name="citation_title" content="{TITLE}"></head><body><article><h1>{TITLE}</h1>
<h2>Methods</h2>
<p>The trial of violet extract included 44 patients with restless legs from three towns in the hills. Adults in the trial swallowed 20 mg
of violet extract twice a day for as long as six weeks.</p>
<h2>Results</h2>
<p>Violet extract did not change the blood pressure of anybody who took part in the trial. In mice, violet extract calmed the
animals within an hour of being fed. Violet extract may ease restless legs in the evening, as the authors suggest.</p>
<table><tr><th>Group</th><th>Hours slept</th></tr><tr><td>violet extract</td><td>6.2 hours slept</td></tr>
<tr><td>sugar pill</td><td>5.1 hours slept</td></tr></table>
</article></body></html>"""
LABELS = {
    "How many patients with restless legs did the trial of violet extract include?": "number of patients",
    "How much violet extract did adults in the trial swallow?": "dose reported in the source, for its study population",
    "Did violet extract change blood pressure?": "negated",
    "Did violet extract calm mice?": "animal study",
    "Does violet extract ease restless legs in the evening?": "hedged",
    "How many hours slept the violet extract group?": "table",
}


@pytest.fixture(scope="module")
def about_violets(browser: Browser, server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The page when a document about violets has been added, which alone is asked; it is taken out again."""
    path = tmp_path_factory.mktemp("violets") / "violets.html"
    path.write_text(HTML, encoding="utf-8")
    visitor = visit(browser, server, view="library")
    page = visitor.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator("[data-files]").first.set_input_files(str(path))
    page.wait_for_selector(".cw-outcome-added")
    page.locator(".cw-document", has_text=TITLE).locator("[data-only]").click()
    page.wait_for_function("document.querySelector('#cw-only').textContent.startsWith('1 of 4')")
    yield page
    page.click("[data-view='library']")
    page.locator(".cw-document", has_text=TITLE).locator("[data-remove]").click()
    page.wait_for_selector("[data-restore]")
    page.context.close()


@pytest.mark.parametrize(("question", "label"), LABELS.items(), ids=LABELS.values())
def test_each_label_is_on_the_card_that_it_is_about(about_violets: Page, question: str, label: str) -> None:
    Visitor(about_violets, [], []).ask(question)
    card = about_violets.locator(".cw-turn").last.locator(".cw-answers .cw-card").first
    assert TEXTS.flags[label] in card.locator(".cw-flags li").all_inner_texts()
    assert card.get_attribute("data-source") is not None


def test_a_card_says_where_it_is_from(about_violets: Page) -> None:
    Visitor(about_violets, [], []).ask("Did violet extract change blood pressure?")
    card = about_violets.locator(".cw-turn").last.locator(".cw-answers .cw-card").first
    assert card.locator("cite").inner_text() == TITLE
    assert card.locator(".cw-badge").inner_text() in TEXTS.kinds.values()
    assert re.fullmatch(r".*Results · line \d+ · 2019-03-02", card.locator(".cw-place").inner_text())


def test_a_copy_holds_the_words_and_their_reference(about_violets: Page) -> None:
    Visitor(about_violets, [], []).ask("Did violet extract change blood pressure?")
    card = about_violets.locator(".cw-turn").last.locator(".cw-answers .cw-card").first
    card.locator("[data-copy]").click()
    about_violets.wait_for_function("words => document.querySelector('#cw-live').textContent === words", arg=TEXTS.copied)
    copied = about_violets.evaluate("navigator.clipboard.readText()")
    assert "Violet extract did not change the blood pressure" in copied
    assert TITLE in copied


WITHOUT_TLS = """Object.defineProperty(Navigator.prototype, 'clipboard', {value: undefined});
window.copied = [];
document.addEventListener('copy', () => window.copied.push(document.activeElement.value));"""


def test_a_page_that_came_without_tls_copies_all_the_same(browser: Browser, server: Server) -> None:
    page = look(browser, server, WITHOUT_TLS)
    page.wait_for_selector("#cw-question")
    Visitor(page, [], []).ask("How long does pain relief last after ketamine?")
    button = page.locator(".cw-answers [data-copy]").first
    button.click()
    page.wait_for_function("words => document.querySelector('#cw-live').textContent === words", arg=TEXTS.copied)
    assert page.evaluate("window.copied") == [button.get_attribute("data-copy")]
    assert button.evaluate("button => button === document.activeElement")  # the keyboard stays where it was
    page.click("[data-link]")
    page.wait_for_function("words => document.querySelector('#cw-hint').textContent === words", arg=TEXTS.link_copied)
    assert "#c=" in page.evaluate("window.copied")[1]
    page.context.close()


def test_the_original_is_one_click_away_at_the_words_quoted(about_violets: Page) -> None:
    Visitor(about_violets, [], []).ask("Did violet extract change blood pressure?")
    about_violets.locator(".cw-turn").last.locator(".cw-answers .cw-show").first.click()
    link = about_violets.locator("a.cw-original")
    link.wait_for()
    address = link.get_attribute("href") or ""
    assert address.startswith("https://violets.example/restless-legs#:~:text=Violet%20extract%20did%20not%20change,")
    about_violets.click("[data-close]")


def test_waiting_shows_life_and_related_passages_lie_folded(visitor: Visitor) -> None:
    page, held = visitor.page, list[Route]()
    page.route("**/run/predict*", lambda route: held.append(route))
    page.fill("#cw-question", "How long does pain relief last after ketamine?")
    page.press("#cw-question", "Enter")
    page.wait_for_selector(".cw-pending .cw-ghost")
    waiting = page.locator(".cw-pending")
    assert "How long does pain relief last" in waiting.inner_text()
    assert waiting.locator(".cw-searching").inner_text() == TEXTS.searching
    assert page.locator("#cw-live").text_content() == TEXTS.searching
    assert waiting.locator(".cw-ghost i").first.evaluate("line => getComputedStyle(line).animationName") != "none"
    for route in held:
        route.continue_()
    page.wait_for_selector(".cw-turn:not(.cw-pending) .cw-answers")
    related = page.locator(".cw-related")
    assert related.get_attribute("open") is None
    assert not related.locator(".cw-card").first.is_visible()
    related.locator("summary").click()
    related.locator(".cw-card").first.wait_for()


def test_a_source_opens_beside_the_answer_and_below_it_on_a_phone(browser: Browser, server: Server) -> None:
    for width, beside in ((1280, True), (390, False)):
        visitor = visit(browser, server, width=width)
        visitor.ask("How long does pain relief last after ketamine?")
        visitor.page.locator(".cw-show").first.click()
        visitor.page.wait_for_selector("#cw-here")
        card, source = (
            visitor.page.locator(name).first.evaluate("each => each.getBoundingClientRect().toJSON()")
            for name in (".cw-answers", ".cw-source")
        )
        assert (source["left"] >= card["right"]) is beside
        assert (source["top"] >= card["bottom"]) is not beside
        visitor.page.context.close()


def test_a_saved_page_needs_nothing_else(visitor: Visitor, browser: Browser, tmp_path: Path) -> None:
    visitor.ask("How long does pain relief last after ketamine?")
    shown = visitor.page.locator(".cw-answers .cw-words").first.inner_text()
    with visitor.page.expect_download() as download:
        visitor.page.click("[data-save='html']")
    download.value.save_as(tmp_path / "citewell.html")
    context = browser.new_context(offline=True)
    page, asked = context.new_page(), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "citewell.html").as_uri())
    assert shown in page.inner_text("blockquote >> nth=0")
    assert [url for url in asked if not url.startswith("file:")] == []
    context.close()


LEVELS = "[...document.querySelectorAll('h1, h2, h3, h4')].filter((each) => each.checkVisibility()).map((each) => +each.tagName[1])"


@pytest.mark.parametrize("view", ["ask", "library", "quality"])
def test_headings_go_down_one_step_at_a_time(browser: Browser, server: Server, view: str) -> None:
    visitor = visit(browser, server, view=view)
    if view == "ask":
        visitor.ask("How long does relief last after an infusion?")
        visitor.page.locator(".cw-next-question").first.wait_for()
        visitor.page.locator(".cw-show").first.click()
        visitor.page.wait_for_selector("#cw-here")
    levels = visitor.page.evaluate(LEVELS)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    visitor.page.context.close()


SAID = """window.said = [];
new MutationObserver(() => { const said = document.querySelector('#cw-live').textContent; if (said) window.said.push(said); })
    .observe(document.querySelector('#cw-live'), {childList: true, characterData: true, subtree: true});"""


def test_an_answer_is_announced_once(visitor: Visitor) -> None:
    visitor.page.evaluate(SAID)
    visitor.ask("How long does pain relief last after ketamine?")
    visitor.page.locator(".cw-next-question").first.wait_for()
    said = visitor.page.evaluate("window.said")
    assert said[0] == TEXTS.searching
    assert len(said) == 2
    assert visitor.page.locator(".cw-answers .cw-words").first.inner_text()[:40] in said[1]
    assert visitor.page.locator("#cw-alert").text_content() == ""
