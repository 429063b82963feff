"""The page as a person meets it, in a real browser against the real server."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from page.texts import texts_in
from tests.page.conftest import Server, Visitor, violations, visit

pytestmark = pytest.mark.browser
QUESTION = "How long does pain relief last after ketamine?"
IN_VIEW = """selector => { const box = document.querySelector(selector)?.getBoundingClientRect();
    return !!box && box.bottom > 0 && box.top < innerHeight; }"""


def test_a_question_gives_cards_with_their_sources(visitor: Visitor) -> None:
    visitor.ask(QUESTION)
    cards = visitor.page.locator(".cw-answers .cw-card")
    assert 1 <= cards.count() <= 3
    assert "clinic page, commercial interest" in cards.first.inner_text()
    assert "Not medical advice" in visitor.last


def test_a_click_opens_the_source_with_the_quotation_in_view(visitor: Visitor) -> None:
    visitor.ask(QUESTION)
    quoted = visitor.page.locator(".cw-answers blockquote").first.inner_text().strip("“”\n ")
    visitor.page.locator(".cw-show").first.click()
    visitor.page.wait_for_selector("#cw-here")
    visitor.page.wait_for_function(f"({IN_VIEW})('#cw-here')")
    marked = " ".join(visitor.page.locator("mark.cw-quoted").all_inner_texts())
    assert " ".join(marked.split()) == " ".join(quoted.split())


def test_the_same_question_gives_the_same_cards(visitor: Visitor) -> None:
    visitor.ask(QUESTION)
    first = visitor.page.locator(".cw-turn").last.locator("blockquote").all_inner_texts()
    visitor.page.click("[data-clear]")
    visitor.page.wait_for_selector(".cw-welcome")
    visitor.ask(QUESTION)
    assert visitor.page.locator(".cw-turn").last.locator("blockquote").all_inner_texts() == first


def test_nothing_leaves_the_machine_and_nothing_asked_is_logged(visitor: Visitor, server: Server) -> None:
    visitor.ask("What does xylophonium do to the spinal cord?")
    visitor.page.locator(".cw-show").first.click()
    visitor.page.wait_for_selector("#cw-here")
    hosts = {urlsplit(url).hostname for url in visitor.requests if urlsplit(url).scheme in {"http", "https", "ws", "wss"}}
    assert hosts == {"127.0.0.1"}
    assert "xylophonium" not in server.output.read_text(errors="replace")


@pytest.mark.parametrize("width", [390, 360])
def test_a_phone_shows_all_without_scrolling_sideways(browser: Browser, server: Server, width: int) -> None:
    visitor = visit(browser, server, width=width, height=800)
    visitor.ask(QUESTION)
    visitor.page.locator(".cw-show").first.click()
    visitor.page.wait_for_selector("#cw-here")
    visitor.page.wait_for_function(f"({IN_VIEW})('#cw-here')")
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width
    visitor.page.context.close()


def test_the_keyboard_alone_is_enough(visitor: Visitor) -> None:
    visitor.page.focus("#cw-question")
    visitor.page.keyboard.type(QUESTION)
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_selector(".cw-turn:not(.cw-pending) .cw-answers .cw-show")
    for _ in range(40):
        visitor.page.keyboard.press("Shift+Tab")
        if visitor.page.evaluate("document.activeElement.matches('.cw-show')"):
            break
    assert visitor.page.evaluate("document.activeElement.matches('.cw-show')")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_selector("#cw-here")


def test_somebody_in_danger_sees_numbers_to_call_and_no_quotation(visitor: Visitor) -> None:
    visitor.ask("i want to end my life")
    turn = visitor.page.locator(".cw-turn").last
    assert turn.locator("a[href='tel:116123']").count() == 1  # the browser's language is British English
    assert turn.locator("blockquote").count() == 0
    turn.locator("select[data-country]").select_option("US")
    visitor.page.wait_for_selector(".cw-turn a[href='tel:988']")


def test_a_personal_question_shows_no_dose(visitor: Visitor) -> None:
    visitor.ask("How much ketamine should I take for my fibromyalgia?")
    turn = visitor.page.locator(".cw-turn").last
    assert turn.locator(".cw-answers").count() == 0
    assert "mg/kg" not in turn.inner_html()


@pytest.mark.parametrize(
    "question",
    [
        "<script>alert(1)</script><img src=x onerror=alert(2)> ketamine",
        "![a](http://example.invalid/x.png) [b](javascript:alert(3)) ketamine",
        "${alert(4)} {{constructor.constructor('alert(5)')()}} `ketamine`",
        "ما هي جرعة الكيتامين؟ 🙂 \u202eketamine",
        "pain " * 20_000,
    ],
)
def test_hostile_and_odd_questions_do_nothing_but_get_a_reply(visitor: Visitor, question: str) -> None:
    visitor.ask(question)
    assert visitor.dialogs == []
    assert not any("example.invalid" in url for url in visitor.requests)
    assert visitor.page.locator(".cw-turn img, .cw-turn script, .cw-turn a[href^='javascript']").count() == 0
    visitor.ask(QUESTION)
    assert visitor.page.locator(".cw-answers .cw-card").count() >= 1


def test_an_empty_question_is_not_sent(visitor: Visitor) -> None:
    visitor.page.press("#cw-question", "Enter")
    visitor.page.wait_for_function("document.querySelector('#cw-hint').textContent.length > 0")
    assert visitor.page.locator(".cw-turn").count() == 0


def test_what_was_answered_before_stays_as_it_was_left(visitor: Visitor) -> None:
    visitor.ask(QUESTION)
    first = visitor.page.locator(".cw-turn").first
    first.locator("[data-around]").first.click()
    first.locator(".cw-why summary").click()
    visitor.page.evaluate("document.querySelector('.cw-turn').isTheSame = true")
    visitor.ask("What are the risk factors for fibromyalgia?")
    assert visitor.page.evaluate("document.querySelector('.cw-turn').isTheSame")  # not drawn anew: only what is new was sent
    assert first.locator(".cw-near").first.is_visible()
    visitor.page.locator("[data-choose-language]").select_option("de")
    visitor.page.wait_for_function("document.querySelector('.cw-turn')?.textContent.includes('Warum sehe ich das?')")
    assert not visitor.page.evaluate("document.querySelector('.cw-turn').isTheSame")  # drawn anew, in other words
    assert first.locator(".cw-near").first.is_visible()
    assert first.locator(".cw-why").get_attribute("open") is not None
    assert visitor.page.locator(".cw-turn").count() == 2


def test_neighbours_are_one_tap_away(visitor: Visitor) -> None:
    visitor.ask(QUESTION)
    card = visitor.page.locator(".cw-answers .cw-card").first
    assert not card.locator(".cw-near").first.is_visible()
    card.locator("[data-around]").click()
    card.locator(".cw-near").first.wait_for()
    assert card.locator("[data-around]").get_attribute("aria-expanded") == "true"


def test_a_quotation_is_checked_again_against_its_original(visitor: Visitor) -> None:
    visitor.ask(QUESTION)
    card = visitor.page.locator(".cw-answers .cw-card").first
    card.locator("[data-toggle]").click()
    assert "SHA-256" in card.locator(".cw-certificate").inner_text()
    card.locator("[data-check]").click()
    visitor.page.wait_for_function(
        "document.querySelector('.cw-checked').textContent.startsWith('It holds: the original file is unchanged, and read again')"
    )


def test_documents_that_differ_stand_side_by_side(visitor: Visitor) -> None:
    visitor.ask("How long does relief last after an infusion?")
    pair = visitor.page.locator(".cw-differ .cw-pair").first
    assert pair.locator(".cw-side").count() == 2
    assert pair.locator("cite").nth(0).inner_text() != pair.locator("cite").nth(1).inner_text()
    whole = visitor.page.locator(".cw-answers blockquote, .cw-differ blockquote").all_text_contents()
    assert len(whole) == len(set(whole))  # nothing is quoted twice
    side = pair.locator(".cw-side:has([data-to])").first  # one that stands in full above
    words = side.locator(".cw-pieces").inner_text().split(" … ")[0].strip("“”")
    side.locator("[data-to]").first.click()
    above = visitor.page.locator(".cw-card:has(button:focus)")
    above.wait_for()
    assert words in above.locator("blockquote").inner_text()
    assert pair.locator("[data-around], [data-spread]").count() == 2  # before and after of each, here or where it stands in full
    side.locator("[data-spread]").click()
    visitor.page.wait_for_selector(".cw-answers .cw-card:has(button:focus[aria-expanded=true]) .cw-near")


def test_matches_are_stepped_through_and_sections_reached(visitor: Visitor) -> None:
    visitor.ask(QUESTION)
    visitor.page.locator(".cw-show").first.click()
    visitor.page.wait_for_selector(".cw-steps")
    first = visitor.page.locator("mark.cw-quoted").first.inner_text()
    way = "1" if visitor.page.locator("[data-step='1']").is_enabled() else "-1"
    visitor.page.click(f"[data-step='{way}']")
    visitor.page.wait_for_function("before => document.querySelector('mark.cw-quoted')?.innerText !== before", arg=first)
    visitor.page.click(".cw-outline summary")
    visitor.page.locator(".cw-outline a").last.click()
    visitor.page.wait_for_function("document.activeElement.matches('.cw-text h3')")


def test_kinds_and_documents_are_left_out_and_all_asked_again(visitor: Visitor) -> None:
    page = visitor.page
    page.uncheck("[data-all='clinic_page']")
    page.wait_for_function("document.querySelector('.cw-chosen').textContent.startsWith('1 of 3')")
    visitor.ask(QUESTION)
    badges = page.locator(".cw-turn .cw-badge").all_inner_texts()
    assert set(badges) <= {"preprint, not peer reviewed"}
    page.click("[data-everything]")
    page.wait_for_function("document.querySelectorAll('#cw-documents input:checked').length === 5")  # three documents, two kinds
    visitor.ask(QUESTION)
    assert "clinic page, commercial interest" in page.locator(".cw-turn").last.locator(".cw-badge").all_inner_texts()


def test_a_carried_word_is_shown_and_can_be_taken_away(visitor: Visitor) -> None:
    visitor.ask("Does ketamine help against fibromyalgia?")
    visitor.ask("and the dose?")
    chips = visitor.page.locator(".cw-turn").last.locator(".cw-chip")
    before = chips.count()
    assert before >= 1
    chips.first.click()
    visitor.page.wait_for_function(
        f"[...document.querySelectorAll('.cw-turn')].at(-1).querySelectorAll('.cw-chip').length === {before - 1}"
    )


def test_a_link_gives_the_same_answer_and_refuses_another_library(browser: Browser, server: Server, visitor: Visitor) -> None:
    visitor.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.ask(QUESTION)
    shown = visitor.page.locator(".cw-answers blockquote").all_inner_texts()
    visitor.page.click("[data-link]")
    visitor.page.wait_for_function("document.querySelector('#cw-hint').textContent.length > 0")
    link = visitor.page.evaluate("navigator.clipboard.readText()")
    other = visit(browser, server)
    other.page.goto(link)
    other.page.reload()
    other.page.wait_for_selector(".cw-turn:not(.cw-pending) blockquote")
    assert other.page.locator(".cw-answers blockquote").all_inner_texts() == shown
    assert not any(QUESTION.split()[2] in url for url in other.requests if "#" not in url)
    packed = json.dumps({"v": 1, "l": "another", "a": [{"q": QUESTION}]}).encode()
    other.page.goto(f"{server.url}#c={base64.urlsafe_b64encode(packed).decode()}")
    other.page.reload()
    other.page.wait_for_selector(".cw-boxed")
    assert other.page.locator(".cw-turn:not(.cw-pending)").count() == 0
    assert other.page.locator(".cw-welcome [data-ask]").inner_text().startswith(QUESTION)
    other.page.context.close()


def test_a_question_sent_while_another_is_answered_stays_in_the_box_and_is_told_why(visitor: Visitor) -> None:
    second = "What does it cost?"
    send_both = """questions => {
        const field = document.querySelector('#cw-question');
        for (const question of questions) { field.value = question; document.querySelector('#cw-form').requestSubmit(); }
        return [document.querySelector('#cw-hint').textContent, field.value];
    }"""
    assert visitor.page.evaluate(send_both, [QUESTION, second]) == [texts_in("en").one_at_a_time, second]
    visitor.page.wait_for_selector(".cw-turn:not(.cw-pending) blockquote")
    assert visitor.page.input_value("#cw-question") == second
    assert visitor.page.inner_text("#cw-hint") == ""
    visitor.page.press("#cw-question", "Enter")
    visitor.page.wait_for_function("document.querySelectorAll('.cw-turn:not(.cw-pending)').length === 2")


@pytest.mark.parametrize(("what", "name", "mark"), [("html", "citewell.html", "<blockquote>"), ("md", "citewell.md", "## References")])
def test_a_conversation_is_saved_with_its_references(visitor: Visitor, what: str, name: str, mark: str) -> None:
    visitor.ask(QUESTION)
    with visitor.page.expect_download() as download:
        visitor.page.click(f"[data-save='{what}']")
    assert download.value.suggested_filename == name
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert mark in text
    assert "SHA-256" in text
    assert QUESTION in text


def test_next_questions_are_answered_when_asked(visitor: Visitor) -> None:
    visitor.ask(QUESTION)
    visitor.page.wait_for_selector(".cw-next-question")
    question = visitor.page.locator(".cw-next-question").first
    asked = question.inner_text()
    question.click()
    visitor.page.wait_for_function("document.querySelectorAll('.cw-turn:not(.cw-pending)').length === 2")
    last = visitor.page.locator(".cw-turn").last
    assert asked in last.locator(".cw-asked").inner_text()
    assert last.locator(".cw-answers .cw-card").count() >= 1


@pytest.mark.parametrize(("locale", "word"), [("de-DE", "Fragen"), ("es-ES", "Preguntar"), ("fr-FR", "Demander")])
def test_the_page_speaks_the_browsers_language_and_says_what_to_expect(browser: Browser, server: Server, locale: str, word: str) -> None:
    visitor = visit(browser, server, locale=locale)
    visitor.page.wait_for_function(f"document.documentElement.lang === '{locale[:2]}'")
    visitor.page.wait_for_function(f"document.querySelector('.cw-ask').textContent === '{word}'")
    assert visitor.page.locator(".cw-language-note").inner_text()
    visitor.page.select_option("[data-choose-language]", "en")
    visitor.page.wait_for_function("document.querySelector('.cw-ask').textContent === 'Ask'")
    visitor.page.reload()
    visitor.page.wait_for_function("document.querySelector('.cw-ask')?.textContent === 'Ask' && document.documentElement.lang === 'en'")
    visitor.page.context.close()


@pytest.mark.usefixtures("as_found")
def test_a_keeper_adds_edits_removes_and_brings_back_while_the_page_answers(visitor: Visitor, pdf: Path, tmp_path: Path) -> None:
    page = visitor.page
    refused = tmp_path / "broken.pdf"
    refused.write_bytes(b"%PDF-1.7\n" + bytes(200))
    page.click("[data-view='library']")
    page.wait_for_selector(".cw-document")
    page.locator("[data-files]").first.set_input_files([str(pdf), str(refused)])
    page.wait_for_selector(".cw-outcome-added")
    assert "What to do" in page.locator(".cw-outcome-refused").inner_text()
    added = page.locator(".cw-document", has_text="Sea salt baths")
    added.wait_for()
    added.locator("[data-edit]").first.click()
    assert violations(visitor) == []
    added.locator("input[name='title']").fill("Sea salt baths, corrected")
    added.locator("input[name='date']").fill("2021-05")
    added.locator("select[name='kind']").select_option("guideline")
    added.locator("[type='submit']").click()
    page.wait_for_function("[...document.querySelectorAll('.cw-document')].some(each => each.textContent.includes('2021-05'))")
    assert page.locator(".cw-document", has_text="Sea salt baths").locator("h3").inner_text() == "Sea salt baths, corrected"
    page.click("[data-view='ask']")
    visitor.ask("How long did the patients sit in the salt water bath?")
    card = page.locator(".cw-answers .cw-card", has_text="salt water").first
    assert card.locator("cite").inner_text() == "Sea salt baths, corrected"
    card.locator("[data-quote]").click()
    page.wait_for_selector(".cw-flowing .cw-paragraph")  # no line ends where the paper did
    page.click("button[data-view-picture]")
    page.wait_for_selector(".cw-sheet img")
    assert page.locator(".cw-box").count() >= 1
    assert violations(visitor) == []
    assert page.evaluate("document.querySelector('.cw-source-bar').getBoundingClientRect().top >= 0")  # the way back is not pushed out
    page.set_viewport_size({"width": 360, "height": 740})  # the page is wider than a phone: it is shown from where the marked lines begin
    card.locator("[data-quote]").click()
    page.wait_for_function("!document.querySelector('#cw-reader[aria-busy]') && document.querySelector('.cw-sheet img')")
    page.wait_for_function("(document.querySelector('.cw-box')?.getBoundingClientRect().left ?? -1) >= 0")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.click("[data-view='library']")
    page.locator(".cw-document", has_text="Sea salt baths").locator("[data-remove]").click()
    page.wait_for_selector("[data-restore]")
    assert page.locator(".cw-document", has_text="Sea salt baths").count() == 0
    page.click("[data-restore]")
    page.locator(".cw-document", has_text="Sea salt baths").wait_for()
    page.locator(".cw-document", has_text="Sea salt baths").locator("[data-remove]").click()
    page.wait_for_selector("[data-restore]")


def test_twice_the_zoom_still_fits(browser: Browser, server: Server) -> None:
    visitor = visit(browser, server, width=640, height=450)  # what 1280 by 900 is at 200 %
    visitor.ask(QUESTION)
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= 640
    assert visitor.page.locator(".cw-answers .cw-show").first.is_visible()
    visitor.page.context.close()


def test_every_event_gets_its_reply_however_soon_the_next_one_follows(browser: Browser, server: Server) -> None:
    """Events through Gradio's queue share an event stream: one sent while that stream is being ended is never answered."""
    for _ in range(3):
        visitor = visit(browser, server)
        visitor.page.locator("[data-choose-language]").select_option("de")
        visitor.ask(QUESTION)
        visitor.page.locator("[data-choose-language]").select_option("en")
        visitor.ask(QUESTION)
        assert not [address for address in visitor.requests if "/queue/" in address]
        visitor.page.context.close()
