"""The questions that this project wrote for the judge: well formed, so that training never meets a wrong sentence number."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from training.judge_data import split_of

FOLDER = Path(__file__).parents[2] / "training" / "data" / "judge"
STYLES = {"keyword", "layperson", "paraphrase", "typo", "negation", "number", "yesno", "short", "natural", "why", "researcher"}


def rows(name: str) -> list[dict[str, Any]]:
    """Of all files of this name: `docs.jsonl`, `docs-papers.jsonl` and so on."""
    files = sorted(FOLDER.glob(f"{name}*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def test_texts_are_numbered_sentences_with_their_source() -> None:
    texts = rows("docs")
    assert len({text["pid"] for text in texts}) == len(texts) >= 200
    for text in texts:
        assert set(text) - {"doc"} == {"pid", "topic", "source", "sentences"} and text["topic"] and text["source"]
        assert all(sentence.strip() == sentence and sentence for sentence in text["sentences"])


def test_a_question_points_at_sentences_of_its_text() -> None:
    n_sentences = {text["pid"]: len(text["sentences"]) for text in rows("docs")}
    for row in rows("questions"):
        assert set(row) == {"pid", "q", "style", "gold", "also"} and row["q"].strip() == row["q"] != ""
        assert row["style"] in STYLES
        marked = row["gold"] + row["also"]
        assert len(set(marked)) == len(marked), row
        assert all(0 <= number < n_sentences[row["pid"]] for number in marked), row


def test_no_question_is_asked_twice_of_a_text() -> None:
    asked = Counter((row["pid"], row["q"].casefold()) for row in rows("questions"))
    assert [question for question, count in asked.items() if count > 1] == []


def test_every_text_has_questions_of_both_kinds_and_the_split_leaves_some_on_each_side() -> None:
    answered = {row["pid"] for row in rows("questions") if row["gold"]}
    unanswered = {row["pid"] for row in rows("questions") if not row["gold"]}
    assert answered == unanswered == {text["pid"] for text in rows("docs")}
    assert {split_of(text.get("doc", text["pid"])) for text in rows("docs")} == {"train", "tune", "test"}
