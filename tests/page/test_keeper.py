"""A keeper's day in the browser: a folder dropped, questions answered while it is read, the receipt, and what was corrected."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route
from reportlab.pdfgen.canvas import Canvas

from tests.page.conftest import PATIENCE_S, Server, Visitor, visit

pytestmark = [pytest.mark.browser, pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")]
N_PAPERS = 6


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Papers in a folder and in one inside it, a damaged file, and one that no library wants."""
    folder = tmp_path / "ward"
    (folder / "older").mkdir(parents=True)
    for number in range(N_PAPERS):
        path = folder / ("older" if number % 2 else "") / f"paper-{number}.pdf"
        canvas = Canvas(str(path))
        title = f"Warm stones, trial number {number}"
        canvas.setTitle(title)
        canvas.setFont("Helvetica-Bold", 20)
        canvas.drawString(72, 760, title)
        canvas.setFont("Helvetica", 11)
        for line in range(25):
            canvas.drawString(72, 720 - 16 * line, f"On day {line + 1} of trial {number} the {line + 9} volunteers held a warm stone.")
        canvas.save()
    (folder / "damaged.pdf").write_bytes(b"%PDF-1.7\n" + bytes(200))
    (folder / ".DS_Store").write_bytes(b"x")
    return folder


def drop(page: Page, path: Path) -> None:
    """Let files or a folder fall on the view, as a hand does: the browser itself reads what is in it."""
    box = page.locator(".cw-drop").bounding_box()
    assert box is not None
    data = {"items": [], "files": [str(path)], "dragOperationsMask": 1}
    session = page.context.new_cdp_session(page)
    for step in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": step, "x": box["x"] + box["width"] / 2, "y": box["y"] + 20, "data": data})


def remove_all(page: Page) -> None:
    """Leave the library as it was found: others use it too."""
    page.fill("[data-find]", "warm stones")
    for left in range(N_PAPERS, 0, -1):
        page.wait_for_function("n => document.querySelectorAll('.cw-document').length === n", arg=left)
        page.locator("[data-remove]").first.click()
        page.wait_for_selector("[data-restore]")
        page.evaluate("document.querySelector('.cw-said').replaceChildren()")


@pytest.mark.usefixtures("as_found")
def test_questions_are_answered_while_a_dropped_folder_is_read(visitor: Visitor, server: Server, folder: Path) -> None:
    page = visitor.page
    page.click("[data-view='library']")
    page.wait_for_selector(".cw-document")
    page.evaluate("document.querySelector('.cw-drop').dataset.most = 4")  # what one run takes: seven files need two
    with server.reading_held():
        drop(page, folder)
        page.wait_for_function("document.querySelector('.cw-said').textContent.startsWith('7 files: they are added in 2 runs')")
        page.wait_for_function("document.querySelector('.cw-run-words').textContent.startsWith('Reading')")
        page.click("[data-view='ask']")
        visitor.ask("What are the risk factors for fibromyalgia?")
        assert page.evaluate("!document.querySelector('.cw-run').hidden")  # answered before the folder was done
    assert page.locator(".cw-answers .cw-card").count() >= 1

    page.click("[data-view='library']")
    page.wait_for_function("document.querySelectorAll('.cw-receipt > p').length === 2 && document.querySelector('.cw-run').hidden")
    assert page.locator(".cw-outcome-added").count() == N_PAPERS
    assert "What to do" in page.locator(".cw-outcome-refused").inner_text()
    page.wait_for_function("document.querySelector('.cw-chosen').textContent === '9 of 9 documents are asked.'")  # not all are in sight
    assert page.evaluate("document.querySelector('#cw-only').hidden")
    page.reload()  # who comes back finds the receipt
    page.wait_for_selector(".cw-receipt details")

    page.fill("[data-find]", "warm stones 3")
    page.wait_for_function("document.querySelectorAll('.cw-document').length === 1")
    page.locator(".cw-document [data-edit]").first.click()
    page.locator("input[name='date']").fill("2021-05")
    page.locator(".cw-edit [type='submit']").click()
    page.wait_for_function("document.querySelector('.cw-document')?.textContent.includes('2021-05')")
    assert page.locator(".cw-document").count() == 1  # what was looked for is still looked for
    page.wait_for_function("document.activeElement.matches('.cw-document [data-edit]')")  # the keyboard stays where it was
    remove_all(page)


@pytest.mark.usefixtures("as_found")
def test_a_killed_reader_costs_one_file_and_keeps_nobody_waiting(visitor: Visitor, server: Server, pdf: Path, browser: Browser) -> None:
    page, other = visitor.page, visit(browser, server)
    page.click("[data-view='library']")
    page.wait_for_selector(".cw-document")
    try:
        with server.reading_held():
            page.set_input_files("[data-files]", str(pdf))
            page.wait_for_function("document.querySelector('.cw-run-words').textContent.startsWith('Reading')")
            until = time.monotonic() + PATIENCE_S
            while not (readers := readers_of(server)):
                assert time.monotonic() < until
                time.sleep(0.05)
            other.ask("What are the risk factors for fibromyalgia?")
            assert other.page.locator(".cw-answers .cw-card").count() >= 1
            for reader in readers:
                os.kill(reader, signal.SIGKILL)
            page.wait_for_selector(".cw-outcome-refused")  # it is told although no file can be read yet
        refused = page.locator(".cw-outcome-refused").inner_text()
        assert pdf.name in refused
        assert "made the program that reads it crash" in refused
        other.ask("What are the risk factors for fibromyalgia?")
        assert other.page.locator(".cw-turn").last.locator(".cw-card").count() >= 1
        page.wait_for_function("document.querySelector('.cw-run').hidden")
        page.set_input_files("[data-files]", str(pdf))
        page.wait_for_selector(".cw-outcome-added")
        page.fill("[data-find]", "sea salt")
        page.wait_for_function("document.querySelectorAll('.cw-document').length === 1")
        page.locator("[data-remove]").first.click()
        page.wait_for_selector("[data-restore]")
    finally:
        other.page.context.close()


@pytest.mark.usefixtures("as_found")
def test_what_is_typed_while_the_list_is_fetched_anew_is_still_looked_for(visitor: Visitor, pdf: Path) -> None:
    page, held = visitor.page, list[Route]()
    page.click("[data-view='library']")
    page.wait_for_selector(".cw-document")
    page.route(
        "**/component_server/", lambda route: held.append(route) if '"show"' in (route.request.post_data or "") else route.continue_()
    )
    page.set_input_files("[data-files]", str(pdf))
    page.wait_for_selector(".cw-outcome-added")
    until = time.monotonic() + PATIENCE_S
    while not held:
        assert time.monotonic() < until
        page.wait_for_timeout(50)
    page.fill("[data-find]", "sea salt")
    page.wait_for_function("document.querySelectorAll('.cw-document').length === 1")
    page.evaluate("document.querySelector('.cw-shelf-page').dataset.before = ''")
    for route in held:
        route.continue_()
    page.wait_for_function("!document.querySelector('[data-before]')")
    assert page.input_value("[data-find]") == "sea salt"
    assert page.evaluate("document.activeElement.matches('[data-find]')")
    page.wait_for_function("document.querySelectorAll('.cw-document').length === 1")


def readers_of(server: Server) -> list[int]:
    """The processes in which the server reads files: its children, as /proc tells them."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended meanwhile
            parent = place.joinpath("stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1]
            if int(parent) == server.process.pid and b"ingest.isolate" in place.joinpath("cmdline").read_bytes():
                found.append(int(place.name))
    return found


def test_two_quick_clicks_take_out_one_document_and_undo_leads_back_to_it(visitor: Visitor) -> None:
    page = visitor.page
    page.click("[data-view='library']")
    page.wait_for_selector(".cw-document")
    n_documents = page.locator(".cw-document").count()
    first = page.locator(".cw-document").first.get_attribute("data-id")
    box = page.locator("[data-remove]").first.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_selector("[data-restore]")
    page.wait_for_function("n => document.querySelectorAll('.cw-document').length === n", arg=n_documents - 1)
    box = page.locator("[data-remove]").first.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down(click_count=2)  # what a browser makes of a second click within the time of a double one
    page.mouse.up(click_count=2)
    page.click("[data-restore]")  # had it been taken for another removal, that one would come back
    page.wait_for_function("n => document.querySelectorAll('.cw-document').length === n", arg=n_documents)
    page.wait_for_function("id => document.activeElement.closest('.cw-document')?.dataset.id === id", arg=first)


def test_a_form_is_in_sight_as_a_whole_and_escape_closes_it_unchanged(browser: Browser, server: Server) -> None:
    visitor = visit(browser, server, view="library", height=700)
    page = visitor.page
    document = page.locator(".cw-document").last
    title = document.locator("input[name='title']")
    before = title.input_value()
    document.locator(".cw-actions [data-edit]").first.click()
    page.wait_for_function("document.querySelector('.cw-edit:not([hidden])').getBoundingClientRect().bottom <= innerHeight")
    title.fill("Something else")
    page.keyboard.press("Escape")
    assert document.locator(".cw-edit").is_hidden()
    assert document.locator(".cw-actions [data-edit]").first.evaluate(
        "button => button === document.activeElement && button.getAttribute('aria-expanded') === 'false'"
    )
    assert title.input_value() == before
    page.context.close()


def test_what_is_said_is_in_sight_beneath_a_long_receipt(browser: Browser, server: Server) -> None:
    visitor = visit(browser, server, view="library", width=390, height=844, is_phone=True)
    page = visitor.page
    page.evaluate("document.querySelector('.cw-receipt').style.height = '3000px'")
    page.evaluate("document.querySelector('.cw-said').textContent = 'Another change to the library is under way.'")
    rectangle = page.locator(".cw-said").bounding_box()
    assert rectangle is not None
    assert rectangle["y"] + rectangle["height"] <= 844
    page.context.close()
