"""Files as bug reports of PDF readers, word processors and browsers hold them: read where their words can be had, refused where not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.document import Document
from ingest.errors import UnreadableDocumentError
from ingest.isolate import Limits, Worker
from tests.ingest.zoo import odd_others, odd_pdfs

READABLE = {**{name: ("a.pdf", data) for name, data in odd_pdfs.READABLE.items()}, **odd_others.READABLE}
REFUSED = {**{name: ("a.pdf", data) for name, data in odd_pdfs.REFUSED.items()}, **odd_others.REFUSED}
SENTENCE = odd_others.SENTENCE.removesuffix(".")
DOUBTFUL = {**{name: ("a.pdf", data) for name, data in odd_pdfs.DOUBTFUL.items()}, **odd_others.DOUBTFUL}


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker(Limits(time_s=30, memory_mib=1024)) as shared:
        yield shared


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def quotable(document: Document) -> str:
    return " ".join(" ".join(document.text_of(block) for block in document.blocks if block.role.is_quotable).split())


@pytest.mark.parametrize("name", READABLE)
def test_words_that_a_reader_sees_are_read(worker: Worker, tmp_path: Path, name: str) -> None:
    assert SENTENCE in quotable(worker.load(written(tmp_path, *READABLE[name])))


@pytest.mark.parametrize("name", REFUSED)
def test_what_holds_no_words_for_a_reader_is_refused(worker: Worker, tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableDocumentError) as refused:
        worker.load(written(tmp_path, *REFUSED[name]))
    assert refused.value.reason
    assert refused.value.remedy


@pytest.mark.parametrize("name", DOUBTFUL)
def test_where_programs_differ_the_words_are_read_or_the_file_is_refused(worker: Worker, tmp_path: Path, name: str) -> None:
    try:
        document = worker.load(written(tmp_path, *DOUBTFUL[name]))
    except UnreadableDocumentError as refused:
        assert refused.reason
        return
    assert SENTENCE in quotable(document)


@pytest.mark.parametrize("length", ["7", "99999999999999"])
def test_a_file_that_had_to_be_written_anew_says_so(worker: Worker, tmp_path: Path, length: str) -> None:
    document = worker.load(written(tmp_path, *READABLE[f"no end of the stream, length /Length {length}"]))
    assert document.notices[0].startswith("damaged: parts of the file do not end where it says")
