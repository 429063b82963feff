"""Whatever is done to a file, it is read with something to quote, or refused with a reason and a remedy, in time.

A few hundred files by default; `pytest tests/ingest/test_mutants.py --mutants 5000` for a longer campaign.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from index.document import Document
from ingest.errors import UnreadableDocumentError
from ingest.isolate import Limits, Worker
from ingest.split import split
from tests.ingest.zoo.mutants import FORMATS, mutate

CLASS_NAME = re.compile(r"\b\w*(?:Error|Exception|Warning|Object)\b|\b(?:pypdf|lxml|NoneType|xref|zlib)\b")  # nobody's words
KEPT = (  # (format, seed): whose refusals named a class of the reader once, or showed its bytes
    *(("pdf", seed) for seed in (5, 47, 83, 108)),
    *(("pdf printed", seed) for seed in (0, 65)),
    *(("pdf object streams", seed) for seed in (1, 2, 32, 45, 58, 67, 140, 143)),
    *(("docx", seed) for seed in (22, 74)),
    ("epub", 74),
)
LIMITS = Limits(time_s=5, memory_mib=1024)


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker(LIMITS) as shared:
        yield shared


@pytest.fixture(scope="module")
def originals() -> dict[str, bytes]:
    return {name: make() for name, (_, make) in FORMATS.items()}


@pytest.mark.parametrize("name", FORMATS)
def test_the_originals_are_read(worker: Worker, originals: dict[str, bytes], tmp_path: Path, name: str) -> None:
    path = tmp_path / FORMATS[name][0]
    path.write_bytes(originals[name])
    assert "Ketamine was given to twenty women with long-standing pain" in " ".join(" ".join(worker.load(path).pages).split())


def test_no_mutant_hangs_crashes_or_is_read_as_nothing(
    worker: Worker, originals: dict[str, bytes], tmp_path: Path, pytestconfig: pytest.Config, record_property: Callable[[str, object], None]
) -> None:
    n_mutants = pytestconfig.getoption("mutants")
    outcomes = {"read": 0, "refused": 0}

    @settings(
        max_examples=n_mutants,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
        print_blob=False,
    )
    @given(name=st.sampled_from(sorted(FORMATS)), seed=st.integers(0, 2**32 - 1))
    def check(name: str, seed: int) -> None:
        path = tmp_path / FORMATS[name][0]
        path.write_bytes(mutate(originals[name], random.Random(seed)))
        outcomes["read" if outcome_is_sound(worker, path) else "refused"] += 1

    for kept_name, kept_seed in KEPT:
        check = example(name=kept_name, seed=kept_seed)(check)
    check()
    for outcome, number in outcomes.items():
        record_property(outcome, number)
    assert outcomes["read"] > n_mutants // 10
    assert outcomes["refused"] > n_mutants // 20


def outcome_is_sound(worker: Worker, path: Path) -> bool:
    """Whether it was read; a refusal, and what was read, are held to what they promise."""
    try:
        document = worker.load(path)
    except UnreadableDocumentError as refusal:
        assert refusal.reason and refusal.remedy
        assert not CLASS_NAME.search(f"{refusal.reason} {refusal.remedy}"), refusal
        assert not any(told in refusal.reason for told in ("crash", "longer than", "memory", "reads it end", "cannot be read ("))
        return False
    check_document(document)
    return True


def check_document(document: Document) -> None:
    parts = split(document)
    assert parts.passages, "read, but nothing in it can be quoted"
    for sentence in parts.sentences:
        assert document.pages[sentence.page - 1][sentence.start : sentence.end] == sentence.text
