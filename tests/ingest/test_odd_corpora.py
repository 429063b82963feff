"""Files as bug reports of PDF readers, word processors and browsers hold them: read where their words can be had, refused where not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.document import Document
from ingest.errors import UnreadableDocumentError
from ingest.isolate import Limits, Worker
from tests.ingest.zoo import odd_more, odd_others, odd_pdfs

READABLE = {**{name: ("a.pdf", data) for name, data in odd_pdfs.READABLE.items()}, **odd_others.READABLE, **odd_more.READABLE}
REFUSED = {**{name: ("a.pdf", data) for name, data in odd_pdfs.REFUSED.items()}, **odd_others.REFUSED, **odd_more.REFUSED}
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


@pytest.mark.parametrize("name", ["each line drawn twice for bold", "each line with a shadow", "two files glued", "codes of fields"])
def test_nothing_is_read_twice_or_from_behind_the_page(worker: Worker, tmp_path: Path, name: str) -> None:
    text = quotable(worker.load(written(tmp_path, *READABLE[name])))
    assert text.count("twenty women") == 1
    assert not any(told in text for told in ("Other words stood here", "HYPERLINK"))


@pytest.mark.parametrize("name", ["text with the colours of a terminal", "text encoded twice in part"])
def test_letters_are_those_that_were_written(worker: Worker, tmp_path: Path, name: str) -> None:
    text = quotable(worker.load(written(tmp_path, *READABLE[name])))
    assert not any(told in text for told in ("\x1b", "[0m", "Ã¼", "â€“"))


@pytest.mark.parametrize("length", ["7", "99999999999999"])
def test_a_file_that_had_to_be_written_anew_says_so(worker: Worker, tmp_path: Path, length: str) -> None:
    document = worker.load(written(tmp_path, *READABLE[f"no end of the stream, length /Length {length}"]))
    assert document.notices[0].startswith("damaged: parts of the file do not end where it says")
