"""The gate's two ways: a run whose figures are kept and published, and a trial that leaves only a report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from eval import gate
from eval.errors import EvalError
from eval.figure import rate
from eval.floors import Floor
from eval.results import Result, read_results

GOOD = Result("answers", "own/test", {"abstention": rate(9, 10)}, settings={"threshold": "0.5"})


@pytest.fixture
def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A gate of one set, whose silence goes when the threshold is lowered; what it publishes is noted, not written."""
    calls: list[str] = []

    def answers(name: str, *, threshold: float | None = None) -> Result:
        return GOOD if threshold is None else replace(GOOD, figures={"abstention": rate(1, 10)})

    monkeypatch.setattr(gate, "set_names", lambda: ["own"])
    monkeypatch.setattr(gate, "holds_messages", lambda name: False)
    monkeypatch.setattr(gate, "run_answers", answers)
    monkeypatch.setattr(gate, "read_floors", lambda: [Floor("answers/own/test", "abstention", least=0.8)])
    monkeypatch.setattr(gate, "keep", lambda result, out=None: tmp_path)
    monkeypatch.setattr(gate, "publish", lambda: calls.append("published"))
    monkeypatch.setattr(gate, "commit", lambda: "0123456789")
    monkeypatch.setattr(gate, "RESULTS", tmp_path / "results")
    monkeypatch.setattr(gate, "REPORT", tmp_path / "report.html")
    return calls


def test_the_right_setting_passes_and_is_kept_under_the_commit(published: list[str], tmp_path: Path) -> None:
    assert gate.run_gate(say=lambda line: None) == []
    (kept,) = read_results(tmp_path / "results" / "0123456789.json")
    assert (kept.title, kept.figures["abstention"].count, kept.commit) == ("answers/own/test", 9, "0123456789")
    assert published == ["published"]
    assert "abstention" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_a_worse_setting_fails_and_nothing_of_it_is_kept(published: list[str], tmp_path: Path) -> None:
    assert gate.run_gate(threshold=0.0, say=lambda line: None) == ["answers/own/test: abstention is 0.1000, below its floor 0.8000"]
    assert not (tmp_path / "results").exists()
    assert published == []
    assert (tmp_path / "report.html").exists()


def test_of_some_sets_only_their_floors_count_and_nothing_is_kept(
    published: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "set_names", lambda: ["other", "own"])
    floors = [Floor("answers/own/test", "abstention", least=0.8), Floor("answers/other/test", "abstention", least=0.8)]
    monkeypatch.setattr(gate, "read_floors", lambda: floors)
    assert gate.run_gate(only=["own"], say=lambda line: None) == []
    assert published == []
    assert not (tmp_path / "results").exists()
    with pytest.raises(EvalError, match=r"no such set: owm\. There are other, own"):
        gate.run_gate(only=["owm"], say=lambda line: None)
