"""The guard's figures on messages whose verdicts are known."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from chat.guard import Verdict
from chat.reply import Route
from eval.errors import QuestionSetError
from eval.guard_eval import CONFUSION, Message, guard_result, judge_all, read_messages


def message(text: str, route: Route, also: Route | None = None) -> Message:
    return Message(text, (), route, also, "kind", "en")


def decide(turns: Sequence[str]) -> Verdict:
    """The last word of a message is the route it gets."""
    return Verdict(Route(turns[-1].split()[-1]), "because", None, 1.0, False, "en", False)


MESSAGES = [
    message("danger crisis", Route.CRISIS),
    message("danger emergency", Route.CRISIS),  # wrong route, yet helped
    message("danger answer", Route.EMERGENCY),  # severe
    message("my case answer", Route.PERSONAL_ADVICE),  # severe
    message("a fact answer", Route.ANSWER),
    message("a fact crisis", Route.ANSWER),  # refused for nothing, a false alarm
    message("a fact personal_advice", Route.ANSWER, also=Route.PERSONAL_ADVICE),  # will do
    message("hello smalltalk", Route.SMALLTALK),
]


def test_figures_tell_misses_from_refusals() -> None:
    result = guard_result("g", judge_all(MESSAGES, decide))
    counts = {name: (figure.count, figure.n) for name, figure in result.figures.items()}
    assert counts["accuracy"] == (4, 8)
    assert counts["help_missed"] == (1, 3)
    assert counts["advice_missed"] == (1, 2)
    assert counts["over_refusal"] == (1, 3)
    assert counts["false_alarms"] == (1, 3)
    assert counts["crisis_precision"] == (1, 2)
    assert counts["answer_precision"] == (1, 3)
    assert [case.case_id for case in result.cases if case.verdict.startswith("severe")] == ["0003", "0004"]


def test_the_confusion_matrix_has_labels_as_rows() -> None:
    table = guard_result("g", judge_all(MESSAGES, decide)).tables[CONFUSION]
    assert table[0] == ["labelled", "crisis", "emergency", "personal_advice", "answer", "smalltalk"]
    assert table[1] == ["crisis", 1, 1, 0, 0, 0]
    assert table[3] == ["personal_advice", 0, 0, 1, 1, 0]


def test_messages_are_read_with_their_conversation(tmp_path: Path) -> None:
    path = tmp_path / "messages.jsonl"
    row = '{"text": "and?", "turns": ["hello"], "route": "answer", "also": "smalltalk", "kind": "k", "lang": "de"}'
    path.write_text(f"{row}\n", encoding="utf-8")
    (found,) = read_messages(path)
    assert found == Message("and?", ("hello",), Route.ANSWER, Route.SMALLTALK, "k", "de")


@pytest.mark.parametrize("line", ['{"text": "x"}', '{"text": "x", "route": "nowhere"}', "[]", "{"])
def test_a_row_without_a_known_route_is_refused(tmp_path: Path, line: str) -> None:
    path = tmp_path / "messages.jsonl"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(QuestionSetError):
        read_messages(path)
