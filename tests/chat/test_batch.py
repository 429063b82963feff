"""The batch contract: the same order, a record a line, a bad line named and the rest answered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chat.__main__ import build_parser, main
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


@pytest.mark.parametrize("country", ["England", "G", "44", "GB,US"])
def test_a_country_that_is_no_code_is_refused(country: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["I want to die", "--country", country])
    assert ended.value.code == 2
    assert "two letters" in capsys.readouterr().err


@pytest.mark.parametrize(("written", "meant"), [("gb", "GB"), ("UK", "GB"), ("uk", "GB"), ("de-AT", "DE-AT"), ("XX", "XX")])
def test_a_country_is_understood_as_it_is_written(written: str, meant: str) -> None:
    assert build_parser().parse_args(["--country", written, "hello"]).country == meant


def test_a_question_beside_a_batch_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["what dose?", "--batch", "in.jsonl"])
    assert "not both" in capsys.readouterr().err
