"""What a reader sees of the documents that ship: labels, marked words, differing sources, and each view as it is drawn."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from page.quote_card import flags
from page.texts import languages, texts_in
from tests.page.conftest import Server, Visitor, visit

VIEWS = ["library", "quality"]


@pytest.mark.parametrize("language", languages())
def test_each_label_is_said_in_the_pages_language(language: str) -> None:
    texts = texts_in(language)
    shown = flags(["number of patients", "table"], texts)
    assert f"<li>{texts.flags['number of patients']}</li><li>{texts.flags['table']}</li>" in shown
    assert language == "en" or "<li>table</li>" not in shown


@pytest.mark.browser
def test_a_card_has_its_labels_and_the_words_of_the_question_marked(visitor: Visitor) -> None:
    visitor.ask("How many patients were studied?")
    card = visitor.page.locator(".cw-answers .cw-card", has_text="11 female fibromyalgia patients")
    assert "number of patients" in card.locator(".cw-flags li").all_inner_texts()
    marked = card.locator(".cw-words mark.asked").all_inner_texts()
    assert "patients" in marked
    assert all(word.casefold().startswith(("patie", "stud")) for word in marked)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("question", "label", "words"),
    [
        ("What is the infusion schedule for ketamine?", "different figures", {"1-hour", "90 minutes"}),
        (
            "Does ketamine raise or lower pain threshold?",
            "opposite direction",
            {"improvements in pain threshold", "decreased pain threshold"},
        ),
        ("Is ketamine effective for fibromyalgia?", "different confidence", {"effective and safe", "literature review"}),
    ],
    ids=["schedule", "threshold", "evidence"],
)
def test_the_documents_that_ship_are_seen_to_differ(visitor: Visitor, question: str, label: str, words: set[str]) -> None:
    visitor.ask(question)
    pair = visitor.page.locator(".cw-differ .cw-pair").first
    assert pair.locator(".cw-pair-label").inner_text() == label
    sides = [side.replace("\n", " ") for side in pair.locator(".cw-side").all_inner_texts()]
    assert len(sides) == len(set(pair.locator("cite").all_inner_texts())) == 2
    assert pair.locator(".cw-side .cw-badge").count() == 2  # each side's kind
    dates = [place.split(" · ")[-1] for place in pair.locator(".cw-side .cw-place").all_inner_texts()]
    assert len(dates) == 2
    assert all(date == "undated" or date[:4].isdigit() for date in dates)
    shown = [*sides, *visitor.page.locator(".cw-answers blockquote").all_inner_texts()]
    assert [each for each in words if not any(each in text for text in shown)] == []


@pytest.mark.browser
def test_the_second_study_is_the_one_shown_before_and_a_fifth_is_asked_about(visitor: Visitor) -> None:
    visitor.ask("which studies of ketamine were there?")
    visitor.ask("what about the second study?")
    turn = visitor.page.locator(".cw-turn").last
    assert any("ketamine" in chip for chip in turn.locator(".cw-chip").all_inner_texts())
    quoted = turn.locator(".cw-answers .cw-card").first
    assert "18 fibromyalgia patients" in quoted.inner_text()  # words of neither question
    assert quoted.get_attribute("data-source") == "clinic-what-is-fibromyalgia-ketamine"
    assert quoted.locator("cite").inner_text() in turn.locator(".cw-searched").first.inner_text()  # what it was taken to mean
    visitor.ask("what about the fifth document?")
    last = visitor.page.locator(".cw-turn").last
    assert "I am not sure what this refers to" in last.inner_text()
    assert last.locator(".cw-related .cw-card").first.is_visible()  # what there is to choose from


@pytest.mark.browser
def test_the_health_of_each_document_is_told(browser: Browser, server: Server) -> None:
    visitor = visit(browser, server, view="library")
    documents = visitor.page.locator(".cw-document")
    assert documents.locator(".cw-health").count() == documents.count()
    visitor.page.context.close()


@pytest.mark.browser
def test_the_quality_view_draws_tiles_a_matrix_and_charts(browser: Browser, server: Server) -> None:
    visitor = visit(browser, server, view="quality")
    page = visitor.page
    assert page.locator(".cw-tile strong").count() >= 3
    matrix = page.locator(".cw-matrix").first
    n_routes = matrix.locator("tbody tr").count()
    assert n_routes >= 5
    assert matrix.locator("tbody td").count() == n_routes**2
    assert matrix.locator("td.cw-hit").count() == n_routes
    drawn = page.locator(".cw-set[open] .cw-chart svg").evaluate_all("charts => charts.map((chart) => chart.getBoundingClientRect())")
    assert drawn
    rows = page.locator(".cw-set[open] .cw-by-group tr")
    assert rows.count() >= 5
    assert rows.locator("b").evaluate_all("dots => dots.every((dot) => dot.getBoundingClientRect().width > 5)")
    assert all(box["width"] > 100 and box["height"] > 50 for box in drawn)
    page.context.close()


SMALLEST_PX = 11  # of what is written in a chart
WRITTEN = """() => [...document.querySelectorAll('.cw-chart :is(text, th, td, p)')].map((each) => {
    const chart = each.ownerSVGElement, {left, right} = each.getBoundingClientRect();
    const scale = chart ? chart.getBoundingClientRect().width / chart.viewBox.baseVal.width : 1;
    return [each.textContent, parseFloat(getComputedStyle(each).fontSize) * scale, left, right];
}).filter(([words]) => words.trim())"""
# Words of a chart that lie on others; a line's box is a little higher than its letters.
OVERLAPPING = """() => [...document.querySelectorAll('.cw-chart svg')].flatMap((chart) => {
    const written = [...chart.querySelectorAll('text')].map((text) => [text.textContent, text.getBoundingClientRect()]);
    const apart = (a, b) => a.right <= b.left + 3 || b.right <= a.left + 3 || a.bottom <= b.top + 4 || b.bottom <= a.top + 4;
    const laterOnes = (n) => written.slice(n + 1);
    return written.flatMap(([words, box], n) => laterOnes(n).filter(([, other]) => !apart(box, other)).map(([others]) => [words, others]));
})"""


@pytest.mark.browser
@pytest.mark.parametrize("locale", ["en-GB", "de-DE"])
def test_charts_can_be_read_on_a_phone(browser: Browser, server: Server, locale: str) -> None:
    visitor = visit(browser, server, width=390, height=844, view="quality", locale=locale)
    page = visitor.page
    assert page.evaluate("document.documentElement.scrollHeight") < 5_000  # the rest is folded
    page.evaluate("document.querySelectorAll('.cw-set').forEach((set) => { set.open = true; })")
    written = page.evaluate(WRITTEN)
    assert len(written) > 50
    assert [words for words, size_px, *_ in written if size_px < SMALLEST_PX] == []
    assert [words for words, _, left, right in written if left < 0 or right > 390] == []
    assert page.evaluate(OVERLAPPING) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.context.close()


IN_ONE_LINE = """cells => cells.map((cell) => {
    const words = document.createRange();
    words.selectNodeContents(cell);
    return new Set([...words.getClientRects()].map(({top}) => Math.round(top))).size;
})"""


@pytest.mark.browser
def test_no_number_of_the_guards_matrix_is_broken_on_a_phone_and_it_moves_in_its_own_box(browser: Browser, server: Server) -> None:
    visitor = visit(browser, server, width=390, height=844, view="quality", locale="de-DE")
    page = visitor.page
    page.evaluate("document.querySelectorAll('.cw-set').forEach((set) => { set.open = true; })")
    assert set(page.locator(".cw-matrix td").evaluate_all(IN_ONE_LINE)) == {1}
    assert page.locator(".cw-matrix thead th").evaluate_all("heads => heads.every((head) => head.scrollWidth <= head.clientWidth)")
    assert page.locator(".cw-wide", has=page.locator(".cw-matrix")).evaluate("box => box.scrollWidth > box.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.context.close()


@pytest.mark.browser
def test_the_figures_of_a_set_are_unfolded_by_keyboard_and_stay_so_in_another_language(browser: Browser, server: Server) -> None:
    visitor = visit(browser, server, view="quality")
    guard = visitor.page.locator(".cw-set", has=visitor.page.locator(".cw-matrix"))
    assert guard.locator("summary strong").first.inner_text().endswith("%")  # what matters most can be read without unfolding
    assert not guard.locator(".cw-matrix").is_visible()
    guard.locator("summary").first.focus()
    visitor.page.keyboard.press("Enter")
    assert guard.locator(".cw-matrix").is_visible()
    visitor.page.select_option("[data-choose-language]", "de")
    visitor.page.locator(".cw-set h3", has_text="Die Vorprüfung").wait_for()
    assert guard.locator(".cw-matrix").is_visible()
    visitor.page.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 640])
@pytest.mark.parametrize("view", VIEWS)
def test_a_narrow_view_needs_no_scrolling_sideways(browser: Browser, server: Server, view: str, width: int) -> None:
    visitor = visit(browser, server, width=width, height=450, view=view)
    assert visitor.page.evaluate("document.documentElement.scrollWidth") <= width
    visitor.page.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("view", VIEWS)
def test_nothing_of_a_view_is_loaded_from_elsewhere(browser: Browser, server: Server, view: str) -> None:
    visitor = visit(browser, server, view=view)
    visitor.page.wait_for_load_state("load")
    assert {urlsplit(url).hostname for url in visitor.requests if urlsplit(url).scheme not in {"data", "blob"}} == {"127.0.0.1"}
    visitor.page.context.close()


WAITING = (
    """document.querySelector('.cw-turn').insertAdjacentHTML('beforeend', "<div class='cw-ghost'><i class='cw-ghost-line'></i></div>")"""
)
MOVING = """() => [...document.querySelectorAll('*')].filter((each) => {
    const {animationName, transitionDuration} = getComputedStyle(each);
    return animationName !== 'none' || transitionDuration.split(',').some((part) => parseFloat(part) > 0);
}).map((each) => each.className || each.nodeName).filter((name) => String(name).includes('cw-'))"""


@pytest.mark.browser
def test_nothing_of_ours_moves_for_whoever_wants_no_motion(browser: Browser, server: Server) -> None:
    for is_still in (True, False):
        visitor = visit(browser, server, is_still=is_still)
        visitor.ask("How many patients were studied?")
        visitor.page.evaluate(WAITING)  # as it looks while an answer is on its way
        moving = visitor.page.evaluate(MOVING)
        assert moving == [] if is_still else "cw-ghost-line" in moving
        visitor.page.context.close()


SEEN_FOCUS = """() => {
    const at = document.activeElement, holder = at.closest('.cw-field, .cw-drop label') ?? at;
    const marked = (each) => { const {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(each);
        return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || boxShadow !== 'none'; };
    return [at.className || at.id || at.nodeName, marked(at) || marked(holder)];
}"""


@pytest.mark.browser
@pytest.mark.parametrize("view", ["ask", *VIEWS])
def test_where_the_keyboard_is_can_be_seen(browser: Browser, server: Server, view: str) -> None:
    visitor = visit(browser, server, view=view)
    if view == "ask":
        visitor.ask("How many patients were studied?")
        visitor.page.evaluate("document.activeElement.blur()")
    stops = []
    for _ in range(25):
        visitor.page.keyboard.press("Tab")
        if not visitor.page.evaluate("document.activeElement.matches('body, .cw-skip')"):  # the way past the head comes into view instead
            stops.append(visitor.page.evaluate(SEEN_FOCUS))
    assert len(stops) > 10
    assert [name for name, is_seen in stops if not is_seen] == []
    visitor.page.context.close()
