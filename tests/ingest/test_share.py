"""Shares of a folder: each file in exactly one, the same on every machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.library import Library
from ingest.share import Share
from ingest.sync import sync
from tests.conftest import KeywordEncoder


@pytest.mark.parametrize("text", ["0/4", "5/4", "1", "a/b", "1/0", "-1/4"])
def test_what_is_no_share_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="Write for instance 2/4"):
        Share.parse(text)


def test_shares_together_bring_in_each_file_once(tmp_path: Path, encoder: KeywordEncoder) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number}.txt").write_text(f"Study {number}\n\nPain and sleep were measured in study {number}.\n", encoding="utf-8")
    library = Library.open(tmp_path / "library", encoder=encoder, create=True)
    added = [len(sync([folder], library, share=Share(number, 3)).outcomes) for number in (1, 2, 3)]
    assert sum(added) >= 12 and max(added) < 12
    assert library.counts().n_documents == 12
