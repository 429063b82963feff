"""The shelf: a page at a time, found by words of the record, and without reading any text."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.document import Source
from index.library import Library
from ingest.receipt import Outcome, Receipt, Status
from page.library_view import FEW, PAGE_SIZE, Shelf, Shelved, receipt_view, shelf, shelf_view
from page.texts import texts_in
from tests.conftest import KeywordEncoder
from tests.index.entries import entry

N_DOCUMENTS = 2 * PAGE_SIZE + 7


@pytest.fixture
def library(tmp_path: Path, encoder: KeywordEncoder) -> Library:
    library = Library.open(tmp_path / "library", encoder=encoder, create=True)
    with library.writer() as writer:
        for number in range(N_DOCUMENTS):
            writer.put(*entry(f"paper-{number:03}", f"Sleep helps in case {number}.", title=f"Paper {number:03}"))
    return library


def test_a_page_of_documents_is_shown_and_all_are_counted(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(library), "pages", None)  # no text is read
    monkeypatch.setattr(type(library), "passages", None)
    first, last = shelf(library), shelf(library, page=2)
    assert (len(first.items), len(last.items)) == (PAGE_SIZE, 7)
    assert first.n_documents == first.n_found == first.n_passages == N_DOCUMENTS
    assert {(item.n_pages, item.n_passages) for item in first.items} == {(1, 1)}
    assert {item.source.source_id for item in first.items}.isdisjoint(item.source.source_id for item in last.items)


def test_documents_are_found_by_words_of_their_record(library: Library) -> None:
    found = shelf(library, "042", page=9)  # a page that is not there
    assert [item.source.source_id for item in found.items] == ["paper-042"]
    assert found.page == 0


def test_ways_on_are_offered_only_where_there_are_more_pages(library: Library) -> None:
    english = texts_in("en")
    assert "Documents 51 to 100 of 107" in shelf_view(shelf(library, page=1), english, is_keeper=False)
    assert "cw-pages" not in shelf_view(shelf(library, "paper 00"), english, is_keeper=False)
    assert "No document matches" in shelf_view(shelf(library, "xylophone"), english, is_keeper=False)


def test_a_receipt_shows_what_was_refused_and_folds_the_many_that_went_well() -> None:
    refused = Outcome("a/scan.pdf", Status.REFUSED, reason="scanned: 0 of 1 pages readable", remedy="Run OCR on it first.")
    copied = Outcome("a/old.pdf", Status.DUPLICATE, "new", "a copy of new.pdf")
    added = [Outcome(f"a/paper-{number}.pdf", Status.ADDED, n_pages=1, n_new=4) for number in range(FEW)]
    shown = receipt_view(Receipt([*added, copied, refused]), texts_in("en"))
    refusals, others = shown.split("<details")[1:]
    assert refusals.startswith(" class='cw-fold' open")
    assert "Run OCR" in refusals
    assert others.startswith(" class='cw-fold'><summary>Receipt <span>(6)")
    assert "a copy of new.pdf" in others
    assert "added · Pages: 1 · Passages: 4" in others
    assert " open" in receipt_view(Receipt(added), texts_in("en"))


def test_what_a_run_says_in_english_is_marked_as_english_in_every_language() -> None:
    refused = Outcome("a/scan.pdf", Status.REFUSED, reason="scanned: 0 of 1 pages <readable>.", remedy="Run OCR on it first.")
    added = Outcome("a/paper.pdf", Status.ADDED, n_pages=1, n_new=4, notices=("hidden text on page 3",))
    shown = receipt_view(Receipt([added, refused]), texts_in("de"))
    assert "<span lang='en'>scanned: 0 of 1 pages &lt;readable&gt;</span>. <strong>Was hilft:</strong>" in shown
    assert "<span lang='en'>Run OCR on it first.</span>" in shown
    assert "hinzugefügt · Seiten: 1 · Passagen: 4 · <span lang='en'>hidden text on page 3</span>" in shown


def test_the_health_of_a_document_lists_what_a_keeper_should_know() -> None:
    source = Source("a", "A", inferred=(("kind", "from the words of <its> title"), ("date", "from its file")))
    ailing = Shelf((Shelved(source, 1, 1, ("scanned: 2 of 12 pages without text",)),), 0, 1, 1, 1)
    shown = shelf_view(ailing, texts_in("de"), is_keeper=False)
    assert "<summary>Hinweise: 2</summary>" in shown
    assert "<li><span lang='en'>scanned: 2 of 12 pages without text</span></li>" in shown
    assert "<li>Art erschlossen: <span lang='en'>from the words of &lt;its&gt; title</span></li>" in shown
    well = Source("b", "B", inferred=(("kind", "set by hand"),))
    shown = shelf_view(Shelf((Shelved(well, 1, 1, ()),), 0, 1, 1, 1), texts_in("de"), is_keeper=False)
    assert "✓ gut gelesen" in shown
    assert "<details class='cw-health'" not in shown
