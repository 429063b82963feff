"""Checking a quotation again: what is said is what was checked, and no more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.document import Source
from index.library import Library
from ingest.errors import UnreadableDocumentError
from ingest.keep import add, remove, restore
from page import certificate as certificate_module
from page.address import Address
from page.calls import Calls
from page.certificate import Certificate, Verdict, check_again, quote_hash
from page.next_questions import NextQuestions
from page.standing import Standing
from page.texts import languages, texts_in

TEXT = "Pain was measured each week.\n\nSleep was better after the second dose of zinc in eleven of forty women.\n"
QUOTED = "Sleep was better after the second dose of zinc in eleven of forty women."


@pytest.fixture
def paper(tmp_path: Path, library: Library) -> Path:
    """A file that the library has read."""
    path = tmp_path / "papers" / "zinc.txt"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    add([path], library)
    return path


@pytest.fixture
def certificate(paper: Path, library: Library) -> Certificate:
    """What a card states of the quotation."""
    (source,) = library.sources()
    start = library.pages(source.source_id)[0].index(QUOTED)
    quote = library.quote(source.source_id, 1, start, start + len(QUOTED))
    return Certificate(Address.of(quote), source.sha256, quote_hash(quote))


def test_it_holds_when_the_original_read_anew_has_the_words_there(certificate: Certificate, library: Library) -> None:
    assert check_again(certificate, library) is Verdict.HOLDS


def test_other_words_and_places_do_not_hold_though_the_file_is_the_same(certificate: Certificate, library: Library) -> None:
    here = certificate.address
    assert check_again(replace(certificate, quote_hash="0" * 64), library) is Verdict.OTHERWISE
    for other in (replace(here, start=here.start + 1), replace(here, page=2), replace(here, end=here.end + 9999)):
        assert check_again(replace(certificate, address=other), library) is Verdict.OTHERWISE


def test_the_original_decides_and_not_the_librarys_copy(
    certificate: Certificate, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(certificate_module, "_read_anew", lambda path, file_hash: (TEXT.replace("eleven", "twelve"),))
    assert check_again(certificate, library) is Verdict.OTHERWISE


def test_a_changed_file_is_told_as_changed_and_as_replaced_once_it_was_read_again(
    certificate: Certificate, paper: Path, library: Library
) -> None:
    paper.write_text(TEXT.replace("eleven", "twelve"), encoding="utf-8")
    assert check_again(certificate, library) is Verdict.CHANGED
    add([paper], library)
    assert check_again(certificate, library) is Verdict.REPLACED


def test_a_file_that_is_gone_leaves_the_librarys_copy(certificate: Certificate, paper: Path, library: Library) -> None:
    paper.unlink()
    assert check_again(certificate, library) is Verdict.MISSING
    paper.mkdir()  # something else of its name
    assert check_again(certificate, library) is Verdict.MISSING


def test_a_removed_document_is_told_as_removed_and_holds_again_when_it_is_back(certificate: Certificate, library: Library) -> None:
    remove([certificate.address.source_id], library)
    assert check_again(certificate, library) is Verdict.REMOVED
    restore([certificate.address.source_id], library)
    assert check_again(certificate, library) is Verdict.HOLDS


def test_a_file_that_cannot_be_read_anew_is_not_said_to_have_been(
    certificate: Certificate, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, limits: object) -> Source:
        raise UnreadableDocumentError(path, "made the parser crash", "")

    certificate_module._read_anew.cache_clear()
    monkeypatch.setattr(certificate_module, "load_isolated", refuse)
    assert check_again(certificate, library) is Verdict.UNREAD
    monkeypatch.setattr(certificate_module, "PATIENCE_S", 0.0)
    with certificate_module._AT_ONCE:  # another check is under way, and takes longer than anybody waits
        assert check_again(certificate, library) is Verdict.UNREAD


@pytest.mark.parametrize("language", languages())
def test_each_verdict_has_a_sentence_of_its_own_in_each_language(language: str) -> None:
    checked = texts_in(language).checked
    assert set(checked) == set(Verdict)
    assert len(set(checked.values())) == len(checked)


def test_a_visitor_is_told_in_the_pages_language(certificate: Certificate, library: Library) -> None:
    here = certificate.address
    asked = {"source": here.source_id, "page": here.page, "start": here.start, "end": here.end, "language": "de"}
    asked |= {"file": certificate.file_hash, "proof": certificate.quote_hash}
    calls = Calls(library, NextQuestions.__new__(NextQuestions), Standing())
    german = texts_in("de")
    assert calls.check(asked) == german.checked["holds"]
    remove([here.source_id], library)
    assert calls.check(asked) == german.checked["removed"]
    assert calls.check({"language": "de"}) == german.reader_failed
