"""Short forms on the page: underlined where they stand first, explained in a document's words by pointer and by keyboard."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from chat import messages
from chat.reply import Difference, Differing, Meaning, QuotedPassage, Reply, Route
from index.document import Quote, Source
from page.meanings import with_names_explained
from page.talk import conversation
from page.texts import texts_in
from page.turn import Turn
from tests.page.conftest import Visitor

PAGE = "The <b>brain</b> factor (BF) & others."
QUOTE = Quote("one", 1, 4, 28, PAGE)
BF = Meaning("BF", "<b>brain</b> factor", QUOTE, Source("one", "A <title>"))


TEXTS = texts_in("en")


def test_only_the_first_place_of_a_name_is_underlined_and_no_word_changes() -> None:
    text = "ABF, BFs and BF: more & <less> BF"
    shown, notes = map(str, with_names_explained(text, {"more"}, [BF], "k", TEXTS))
    assert shown.count("cw-short") == notes.count("cw-told'") == 1
    assert shown.startswith("ABF, <span class='cw-short'")
    assert re.sub(r"<[^>]+>", "", shown).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text
    assert "<mark class='asked'>more</mark>" in shown


def test_of_names_that_overlap_the_longer_is_explained_and_the_shorter_where_it_stands_alone() -> None:
    longer = replace(BF, name="BF-R")
    shown, _ = with_names_explained("The BF-R and later the BF.", (), [BF, longer], "k", TEXTS)
    assert re.findall(r"data-note='(.*?)'.*?>(BF.*?)</span>", str(shown)) == [("cw-note-k-1", "BF-R"), ("cw-note-k-0", "BF")]


def test_a_name_that_does_not_stand_there_has_no_note() -> None:
    assert with_names_explained("the bf", (), [BF], "k", TEXTS) == ("the bf", "")
    shown, notes = with_names_explained("the bf", (), [BF], "k", TEXTS, as_typed=True)
    assert "bf</span>" in shown
    assert "cw-note-k-0" in notes


def test_a_note_is_hidden_and_its_words_are_only_words() -> None:
    _, notes = map(str, with_names_explained("BF", (), [BF], "k", TEXTS))
    assert "hidden" in notes.partition(">")[0]
    assert "data-start='4' data-end='28'" in notes
    assert "&lt;b&gt;brain&lt;/b&gt; factor (BF)" in notes
    assert "<b>brain</b>" not in notes
    assert "A &lt;title&gt;" in notes


def test_each_underlined_name_of_a_conversation_has_its_one_note() -> None:
    quoted = QuotedPassage(QUOTE, BF.source, "", 1, 0.5, meanings=(BF,))
    other = QuotedPassage(Quote("two", 1, 4, 28, PAGE), Source("two", "Two"), "", 1, 0.5, meanings=(replace(BF, name="factor"),))
    searched = messages.SEARCHED_FOR.format(text="bf (factor)")
    reply = Reply(
        Route.ANSWER, "x", (quoted,), (other,), (searched,), differences=(Difference(quoted, other, Differing.NUMBERS),), meanings=(BF,)
    )
    drawn = conversation([Turn("bf", reply), Turn("bf", reply)], TEXTS)
    names, notes = re.findall(r"data-note='(.*?)'", drawn), re.findall(r"<div class='cw-told' id='(.*?)'", drawn)
    assert len(names) == len(set(names)) >= 6
    assert sorted(names) == sorted(notes)


@pytest.mark.browser
def test_pointer_and_keyboard_show_what_a_short_form_stands_for(visitor: Visitor) -> None:
    page = visitor.page
    visitor.ask("What does the FIQ measure?")
    name = page.locator(".cw-read .cw-short", has_text="FIQ").first
    note = page.locator(f"#{name.get_attribute('data-note')}")
    expect(note).to_be_hidden()
    name.hover()
    expect(note).to_be_visible()
    expect(note).to_contain_text("Fibromyalgia Impact Questionnaire (FIQ)")
    note.hover()  # the pointer can go onto it
    page.wait_for_timeout(400)
    expect(note).to_be_visible()
    page.mouse.move(2, 2)
    expect(note).to_be_hidden()
    name.focus()
    expect(note).to_be_visible()
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()
    expect(name).to_be_focused()
    page.keyboard.press("Enter")
    expect(note.locator("button")).to_be_focused()
    expect(note).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("#cw-here")).to_contain_text("Fibromyalgia Impact Questionnaire (FIQ)")
    page.keyboard.press("Escape")
    expect(name).to_be_focused()  # back where one came from
    page.keyboard.press("Enter")
    page.mouse.move(300, 300)
    page.wait_for_timeout(400)
    expect(note).to_be_visible()  # a pointer takes nothing from the keyboard


@pytest.mark.browser
def test_a_tap_explains_and_another_puts_it_away(visitor: Visitor) -> None:
    page = visitor.page
    visitor.ask("what is fiq")
    name = page.locator(".cw-read .cw-short")
    expect(name).to_have_text("fiq")
    name.click()
    note = page.locator(f"#{name.get_attribute('data-note')}")
    expect(note).to_be_visible()
    page.locator(".cw-message").first.click()
    expect(note).to_be_hidden()
    name.evaluate("name => name.click()")  # as what reads the page aloud does it
    expect(note.locator("button")).to_be_focused()
