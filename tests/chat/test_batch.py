"""The batch contract: the same order, a record a line, a bad line named and the rest answered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chat.__main__ import main
from chat.answer import Assistant
from chat.batch import answer_lines
from index.library import Library

KEYS = {"id", "route", "message", "quotes", "related", "notices"}
QUOTE_KEYS = {"source_id", "title", "kind", "publisher", "section", "page", "start", "end", "text", "score", "flags"}


def test_each_line_is_answered_in_order(assistant: Assistant) -> None:
    lines = [
        json.dumps({"id": "q1", "turns": ["What study dose of ketamine was given?"]}),
        "",
        "{not json",
        json.dumps({"id": "q2", "turns": "not a list"}),
        json.dumps({"id": "q3", "turns": []}),
        json.dumps([1]),
        json.dumps({"id": 4, "turns": ["hello"]}),
    ]
    records = list(answer_lines(lines, assistant))
    assert [record["id"] for record in records] == ["q1", None, "q2", "q3", None, 4]
    assert [("error" in record) for record in records] == [False, True, True, True, True, False]
    assert set(records[0]) == KEYS
    assert set(records[0]["quotes"][0]) == QUOTE_KEYS
    assert json.loads(json.dumps(records[0])) == records[0]


@pytest.mark.slow
def test_the_command_answers_and_reports(library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    batch = tmp_path / "in.jsonl"
    batch.write_text(json.dumps({"id": "a", "turns": ["I want to die"]}) + "\nbroken\n", encoding="utf-8")
    assert main(["--batch", str(batch), "--library", str(library.folder)]) == 1
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (records[0]["route"], records[0]["quotes"], "error" in records[1]) == ("crisis", [], True)
    assert main(["What dose was studied?", "--library", str(library.folder)]) == 0
    assert main(["anything", "--library", str(tmp_path / "nowhere")]) == 1
    assert "python -m ingest" in capsys.readouterr().err
