"""The select contract: rows in, spans out; a bad line never stops the rest."""

from __future__ import annotations

import json

import pytest

from chat.judge.select import Selection
from eval.select import Spans, select_lines


def first_sentence(question: str, text: str, spans: Spans) -> Selection:
    return Selection(tuple(spans[:1]), 0.75)


def test_spans_are_those_of_the_given_text() -> None:
    row = {"id": "r1", "question": "What helps?", "text": "  Sleep helps. Work does not."}
    (record,) = select_lines([json.dumps(row)], first_sentence)
    assert record == {"id": "r1", "spans": [[2, 14]], "score": 0.75}


@pytest.mark.parametrize(("question", "text"), [("What?", "  "), (" ", "Sleep helps."), ("", "")])
def test_nothing_asked_or_nothing_given_selects_nothing(question: str, text: str) -> None:
    row = {"id": 1, "question": question, "text": text}
    assert list(select_lines([json.dumps(row)], first_sentence)) == [{"id": 1, "spans": [], "score": 0.0}]


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "r", "question": 1, "text": "x"}', '{"id": "r", "text": "x"}', "[" * 100_000])
def test_a_bad_line_is_an_error_and_the_rest_goes_on(line: str) -> None:
    good = json.dumps({"id": "after", "question": "What helps?", "text": "Sleep helps."})
    bad, after = select_lines([line, "", good], first_sentence)
    assert "error" in bad
    assert after["id"] == "after"
