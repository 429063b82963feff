"""Every command that keeps a library, on one in Milvus; and what those say that only know folders."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest

import ingest.__main__
from index.__main__ import main as index
from index.address import kept_folder
from ingest.__main__ import main
from tests.conftest import KeywordEncoder
from tests.index.milvus_server import MilvusServer, closed_port

Said = pytest.CaptureFixture[str]


@pytest.fixture
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(ingest.__main__, "encoder_for", lambda **_: nullcontext(KeywordEncoder()))
    papers = tmp_path / "papers"
    papers.mkdir()
    for number, drug in enumerate(("Ketamine", "Exercise", "Caffeine")):
        (papers / f"study-{number}.txt").write_text(f"A study of sleep\n\n{drug} was given to {number + 30} adults.\n", encoding="utf-8")
    return papers


def test_a_library_is_kept_by_the_same_commands(milvus_server: MilvusServer, papers: Path, capsys: Said) -> None:
    address = f"{milvus_server.address}/kept"

    def said(*arguments: str, status: int = 0) -> str:
        found = main(["--library", address, *arguments])
        told = capsys.readouterr()
        assert found == status, told.err
        return told.out + told.err

    assert f"{address}: no library here" in said("list", status=1)
    assert "would be 3 added" in said("sync", "papers", "--dry-run")
    assert "no library here" in said("list", status=1)  # nothing was made
    assert "3 added" in said("sync", "papers")
    assert "3 unchanged" in said("sync", "papers")
    (papers / "study-3.txt").write_text("A study of memory\n\nMemory got better.\n", encoding="utf-8")
    assert "1 added" in said("add", "papers/study-3.txt", "--copy")
    assert said("list").count("\n") == 4
    assert "Ketamine was given to 30 adults." in said("show", "study-0")
    assert "A study of sleep" in said("show", "study-0", "--sections")
    assert "Sleep and ketamine" in said("edit", "study-0", "--title", "Sleep and ketamine")
    assert "taken out" in said("remove", "study-1")
    assert "study-1" in said("list", "--removed") and "study-1" not in said("list")
    assert "brought back" in said("restore", "study-1")
    assert "study-1" in said("list")
    (papers / "study-2.txt").unlink()
    assert "1 removed" in said("sync", "papers")
    assert kept_folder(address).is_dir()  # receipts and copies
    assert not Path("milvus:").exists()


def test_a_copy_of_a_library_in_milvus_is_made_by_moving_it(milvus_server: MilvusServer, papers: Path, capsys: Said) -> None:
    address = f"{milvus_server.address}/copied"
    assert main(["--library", address, "sync", "papers"]) == 0
    for command in (["--library", address, "backup", "copy"], ["--library", address, "restore", "copy"]):
        assert index(command) == 1
        assert f"{address}: a library in Milvus is copied, and brought back, with: python -m ingest move" in capsys.readouterr().err
    assert main(["move", address, "copy"]) == 0
    assert "0 differences" in capsys.readouterr().out
    assert main(["--library", "copy", "show", "study-0"]) == 0
    assert "Ketamine was given to 30 adults." in capsys.readouterr().out


@pytest.mark.usefixtures("papers")
def test_a_server_that_is_not_there_is_told_by_each_command(capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.milvus.client._WAITS_S", (0.0,))
    with closed_port() as port:
        address = f"milvus://127.0.0.1:{port}/nothing"
        for command in (["sync", "papers"], ["add", "papers"], ["list"], ["show", "x"], ["remove", "x"], ["verify"], ["doctor"]):
            assert main(["--library", address, *command]) == 1
            assert f"ingest: {address}: the server does not answer" in capsys.readouterr().err
        assert main(["move", address, "copy"]) == 1
        assert "does not answer" in capsys.readouterr().err
