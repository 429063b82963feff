"""What is measured and drafted from a library in Milvus, by its address."""

from __future__ import annotations

from pathlib import Path

import pytest

from chat.feedback import FILE_NAME
from eval.__main__ import main
from index.address import kept_folder
from index.library import Library
from index.milvus.library import MilvusLibrary
from tests.conftest import KeywordEncoder
from tests.index.entries import entry
from tests.index.milvus_server import MilvusServer

PASSAGE = "Ketamine lowered pain in 60 women within an hour, and " + "they slept longer in each of the following nights, " * 6 + "as told."


@pytest.fixture
def address(milvus_server: MilvusServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(MilvusLibrary, "encoder", property(lambda _: KeywordEncoder()))
    address = f"{milvus_server.address}/measured_{tmp_path.name.replace('-', '_')}"
    with Library.open(address, encoder=KeywordEncoder(), create=True) as library, library.writer() as writer:
        writer.put(*entry("one", PASSAGE, title="Pain"))
    return address


def test_a_collection_is_brought_in_and_searched(address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "corpus.jsonl").write_text('{"_id": "d1", "title": "Pain", "text": "Ketamine lowers pain."}\n', encoding="utf-8")
    (tmp_path / "queries.jsonl").write_text('{"_id": "q1", "text": "ketamine pain"}\n', encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text("q1\td1\t1\n", encoding="utf-8")
    for _ in range(2):  # the second time it is there
        assert main(["retrieval", "--collection", ".", "--out", "out", "--library", f"{address}_collection"]) == 0
        assert "nDCG@10                1" in capsys.readouterr().out


def test_a_sheet_of_questions_is_drafted(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["questions", "--library", address, "--n", "1"]) == 0
    assert f"python -m eval answers questions.csv --library {address}" in capsys.readouterr().out
    assert PASSAGE in Path("questions.csv").read_text(encoding="utf-8")


def test_opinions_are_read_from_where_the_page_keeps_them(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    kept = kept_folder(address)
    kept.mkdir(parents=True)
    (kept / FILE_NAME).write_text("", encoding="utf-8")
    assert main(["feedback", "--library", address]) == 0
    assert "feedback.csv: 0 rows" in capsys.readouterr().out
    assert not Path("milvus:").exists()
