"""Short forms on the page: underlined where they stand first, explained in a document's words by pointer and by keyboard."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from chat.reply import Meaning
from index.document import Quote, Source
from page.meanings import notes, with_names_marked
from page.texts import texts_in
from tests.page.conftest import Visitor

PAGE = "The <b>brain</b> factor (BF) & others."
QUOTE = Quote("one", 1, 4, 28, PAGE)
BF = Meaning("BF", "<b>brain</b> factor", QUOTE, Source("one", "A <title>"))


def test_only_the_first_place_of_a_name_is_underlined_and_no_word_changes() -> None:
    text = "ABF, BFs and BF: more & <less> BF"
    shown = str(with_names_marked(text, {"more"}, [BF], "k"))
    assert shown.count("cw-short") == 1
    assert shown.startswith("ABF, <span class='cw-short'")
    assert re.sub(r"<[^>]+>", "", shown).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text
    assert "<mark class='asked'>more</mark>" in shown


def test_a_note_is_hidden_and_its_words_are_only_words() -> None:
    note = str(notes([BF], "k", texts_in("en")))
    assert "hidden" in note.partition(">")[0]
    assert "data-start='4' data-end='28'" in note
    assert "&lt;b&gt;brain&lt;/b&gt; factor (BF)" in note
    assert "<b>brain</b>" not in note
    assert "A &lt;title&gt;" in note


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
