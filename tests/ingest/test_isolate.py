"""Whatever a file does, it is read or refused by name, in time, and the next one is read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.document import Document
from ingest.errors import UnreadableDocumentError
from ingest.isolate import Limits, Worker, load_isolated, load_many
from tests.ingest.zoo import files, pdfs

LIMITS = Limits(time_s=6, memory_mib=1024)
UNREADABLE = {**files.NOT_FOR_READERS, **pdfs.NOT_FOR_READERS}


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker(LIMITS) as shared:
        yield shared


@pytest.mark.parametrize("name", UNREADABLE)
def test_the_zoo_is_refused_by_name(worker: Worker, name: str, tmp_path: Path) -> None:
    path = UNREADABLE[name](tmp_path)
    with pytest.raises(UnreadableDocumentError) as refusal:
        worker.load(path)
    assert refusal.value.path == path
    assert refusal.value.reason
    assert refusal.value.remedy


@pytest.mark.parametrize("name", pdfs.STILL_READABLE)
def test_the_odd_ones_are_read(worker: Worker, name: str, tmp_path: Path) -> None:
    document = worker.load(pdfs.STILL_READABLE[name](tmp_path))
    assert "Ketamine was given to twenty women" in document.pages[0]


def test_many_files_come_back_in_order_and_a_bad_one_stops_none(tmp_path: Path) -> None:
    paths = []
    for number in range(12):
        path = tmp_path / f"{number}.txt"
        path.write_text("" if number % 5 == 4 else f"Note {number}\n\nKetamine was given to {number} women with pain.\n")
        paths.append(path)
    results = list(load_many(iter(paths), LIMITS, n_workers=2))
    assert [path for path, _, _ in results] == paths
    assert [isinstance(result, Document) for _, result, _ in results] == [number % 5 != 4 for number in range(12)]


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import os; os.kill(os.getpid(), 11)", "made the program that reads it crash"),
        ("import os; os._exit(3)", "made the program that reads it end"),
        ("while True: pass", "took longer than 1 s"),
        ("b'x' * 10**12", "memory"),
        ("f = lambda n: f(n + 1); f(0)", "nested without end"),
        ("raise ValueError('odd')", "cannot be read .a part of it is not what it should be"),
        ("print('noise'); import sys; sys.stdout.flush(); input()", "cannot be read"),
    ],
)
def test_what_a_parser_may_do_is_that_files_refusal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, reason: str) -> None:
    package = tmp_path / "sitecustomize.py"
    package.write_text(
        "import sys, types\n"
        "module = types.ModuleType('ingest.load')\n"
        f"module.load = lambda path: exec({code!r}, {{}})\n"
        "sys.modules['ingest.load'] = module\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    path = tmp_path / "any.txt"
    path.write_text("words")
    with pytest.raises(UnreadableDocumentError, match=reason):
        load_isolated(path, Limits(time_s=1, memory_mib=512))


def test_a_worker_that_was_lost_is_replaced(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text("Note\n\nKetamine was given to twenty women with pain.\n")
    with Worker(LIMITS) as one:
        assert one.load(good).pages
        process = one._process
        assert process is not None
        process.kill()
        process.wait()
        assert one.load(good).pages


@pytest.mark.parametrize(
    ("limits", "reason"),
    [(Limits(max_chars=10), "characters"), (Limits(max_pages=1), "pages"), (Limits(max_file_mib=0), "larger")],
)
def test_limits_are_options(tmp_path: Path, limits: Limits, reason: str) -> None:
    path = tmp_path / "pages.txt"
    path.write_text("Ketamine was given to women with pain.\n\fKetamine was given to men with pain.\n")
    with pytest.raises(UnreadableDocumentError, match=reason):
        load_isolated(path, limits)


def test_a_large_file_is_read_where_the_limit_allows_it(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.write(b"Ketamine was given to women with pain.\n")
        file.truncate(201 * 1024 * 1024)  # takes no room on the disk
    with pytest.raises(UnreadableDocumentError, match="larger than 200 MiB"):
        load_isolated(path, Limits())
    with pytest.raises(UnreadableDocumentError, match="text") as refused:  # read, and found to hold other things than text
        load_isolated(path, Limits(max_file_mib=300))
    assert "larger" not in refused.value.reason
