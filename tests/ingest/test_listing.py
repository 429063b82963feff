"""Files named in a list rather than on the command line."""

from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace

import pytest

from index.library import Library
from ingest.__main__ import main
from ingest.listing import read_listing
from ingest.receipt import Status
from ingest.share import Share
from ingest.sync import sync
from tests.conftest import KeywordEncoder


@pytest.mark.parametrize("content", [b"a.txt\nb c.txt\n", b"a.txt\r\n\r\nb c.txt", b"a.txt\0b c.txt\0"])
def test_a_listing_is_a_path_a_line_or_ends_each_with_a_nul(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "listing").write_bytes(content)
    assert read_listing(str(tmp_path / "listing")) == [Path("a.txt"), Path("b c.txt")]


def test_standard_input_is_a_listing_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"one\ntwo")))
    assert read_listing("-") == [Path("one"), Path("two")]


def test_listed_files_are_divided_by_content_and_come_in_once(tmp_path: Path, encoder: KeywordEncoder) -> None:
    for number in range(12):
        (tmp_path / f"{number}.txt").write_text(f"Study {number}\n\nPain and sleep were measured in study {number}.\n", encoding="utf-8")
    listing = tmp_path / "listing"
    listing.write_text("".join(f"{tmp_path / f'{number}.txt'}\n" for number in range(9)), encoding="utf-8")
    library = Library.open(tmp_path / "library", encoder=encoder, create=True)
    for number in (1, 2):
        receipt = sync(read_listing(str(listing)), library, share=Share(number, 2))
        assert 0 < len(receipt.outcomes) < 9
    assert library.counts().n_documents == 9


def test_a_listed_file_that_is_not_there_is_refused_by_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "listing").write_text(f"{tmp_path}/gone.txt\n", encoding="utf-8")
    assert main(["--library", str(tmp_path / "library"), "sync", "--listing", str(tmp_path / "listing")]) == 1
    assert "gone.txt" in capsys.readouterr().err


@pytest.mark.parametrize("address", ["https://example.org/a.pdf", "s3://bucket/papers/a.pdf", "gs://bucket/a.pdf", "file:///tmp/a.pdf"])
def test_a_listed_address_is_refused_as_one_and_the_files_beside_it_come_in(tmp_path: Path, encoder: KeywordEncoder, address: str) -> None:
    (tmp_path / "a.txt").write_text("Pain and sleep were measured in one study.\n", encoding="utf-8")
    (tmp_path / "listing").write_text(f"{address}\n{tmp_path / 'a.txt'}\n", encoding="utf-8")
    library = Library.open(tmp_path / "library", encoder=encoder, create=True)
    added, refused = sorted(sync(read_listing(str(tmp_path / "listing")), library).outcomes, key=lambda outcome: outcome.status)
    assert added.status is Status.ADDED
    assert refused.reason.startswith(f"an address ({address.partition(':')[0]}://…)")
    assert "mount the bucket" in refused.remedy


@pytest.mark.parametrize("order", [("--library", "{}", "list"), ("list", "--library", "{}")])
def test_the_library_may_be_named_before_the_command_or_behind_it(tmp_path: Path, encoder: KeywordEncoder, order: tuple[str, ...]) -> None:
    Library.open(tmp_path / "library", encoder=encoder, create=True)
    assert main([word.format(tmp_path / "library") for word in order]) == 0
