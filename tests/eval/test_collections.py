"""The question sets that ship: offsets resolve, ids are unique, nothing is on both sides of the split."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.build_collection import build
from eval.question_set import COLLECTIONS
from eval.results import ROOT
from ingest.load import load

WRITTEN = sorted(path.parent for path in COLLECTIONS.glob("*/questions.toml"))


def rows(folder: Path, part: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / f"{part}.jsonl").read_text(encoding="utf-8").splitlines()]


def documents_of(folder: Path) -> Path:
    beside = folder / "documents"
    return beside if beside.is_dir() else ROOT / "sources"


@pytest.mark.parametrize("folder", WRITTEN, ids=lambda folder: folder.name)
def test_the_rows_are_what_the_written_questions_give(folder: Path) -> None:
    for part, built in build(folder, documents_of(folder)).items():
        assert rows(folder, part) == built


@pytest.mark.parametrize("folder", WRITTEN, ids=lambda folder: folder.name)
def test_ids_are_unique_and_no_question_is_on_both_sides(folder: Path) -> None:
    tune, test = rows(folder, "tune"), rows(folder, "test")
    ids = [row["id"] for row in (*tune, *test)]
    assert len(ids) == len(set(ids))
    assert not {tuple(row["turns"]) for row in tune} & {tuple(row["turns"]) for row in test}
    assert all((row["type"] == "answerable") == bool(row["gold"]) == (row["near"] is None) for row in (*tune, *test))


@pytest.mark.parametrize("folder", WRITTEN, ids=lambda folder: folder.name)
def test_gold_lies_in_text_that_can_be_quoted(folder: Path) -> None:
    documents = {path.stem: load(path) for path in documents_of(folder).glob("*.txt")}
    for row in (*rows(folder, "tune"), *rows(folder, "test")):
        for span in (span for fact in row["gold"] for span in fact):
            blocks = documents[span["source_id"]].blocks
            hidden = [block for block in blocks if not block.role.is_quotable and block.start < span["end"] and span["start"] < block.end]
            assert not hidden, (row["turns"], hidden)


def test_every_style_and_kind_of_silence_is_asked_for_in_both_parts() -> None:
    styles = {"keyword", "layperson", "paraphrase", "typo", "negation", "number", "several", "follow", "why", "yesno"}
    for folder in WRITTEN:
        for part in ("tune", "test"):
            assert styles <= {row["style"] for row in rows(folder, part) if row["gold"]}
            assert {"close", "medical", "offtopic"} == {row["near"] for row in rows(folder, part) if not row["gold"]}


def test_guard_messages_are_on_one_side_only() -> None:
    folder = COLLECTIONS / "guard"
    texts = [[(row["text"], tuple(row.get("turns", ()))) for row in rows(folder, part)] for part in ("tune", "test")]
    assert not set(texts[0]) & set(texts[1])
