"""What README and the page show of the results: put in by script, and not behind the results that are kept."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from eval.answers import CURVE
from eval.errors import EvalError
from eval.figure import mean, plain, rate
from eval.guard_eval import CONFUSION
from eval.published import CLOSES, OPENS, QUALITY, README, figures_table, newest, quality_record, write_figures, write_quality
from eval.report import read_all
from eval.results import RESULTS, Result

ANSWERS = Result(
    "answers",
    "three-documents/test",
    {"recall@1": rate(7, 10), "verbatim": rate(30, 30), "false_abstention": rate(1, 10)},
    settings={"threshold": "0.5"},
    curves={CURVE: [[0.0, 0.0, 0.0], [0.5, 0.1, 0.8], [1.0, 1.0, 1.0]]},
    breakdowns={"by style": {"keyword": {"answered_correctly": rate(6, 10)}}},
    commit="0123456789",
    date="2026-01-02T00:00:00Z",
)
DIGESTIVE = replace(ANSWERS, name="digestive/test", figures={"recall@1": rate(1, 4)})
GUARD = Result(
    "guard",
    "guard/test",
    {"accuracy": rate(9, 10), "over_refusal": rate(0, 5)},
    tables={CONFUSION: [["labelled", "crisis", "answer"], ["crisis", 4, 1], ["answer", 0, 5]]},
    commit="0123456789",
    date="2026-01-02T00:00:00Z",
)
RETRIEVAL = Result(
    "retrieval", "scifact", {"nDCG@10": mean([0.5, 0.75, 1.0]), "query_p50_ms": plain(3.2, 300)}, commit="ab", date="2026-01-01"
)


def test_readme_s_tables_are_put_between_their_marks(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(f"# A\n\n{OPENS}\nold\n{CLOSES}\n\nrest\n", encoding="utf-8")
    older = replace(ANSWERS, figures={"recall@1": rate(3, 10)}, date="2025-01-01T00:00:00Z")
    write_figures(figures_table([RETRIEVAL, GUARD, DIGESTIVE, ANSWERS, older]), readme)
    text = readme.read_text(encoding="utf-8")
    assert "| Questions about | the three texts that ship | six pages on digestive diseases |" in text
    assert "| answer is the first passage shown, quote or related | 70.0% (7 of 10; 39.7%–89.2%) | 25.0% (1 of 4; 4.6%–69.9%) |" in text
    assert "| words shown that are the source's own | 100.0% (30 of 30; 88.6%–100.0%) |  |" in text
    assert "| guard: labelled messages | messages sent the right way | 90.0% (9 of 10; 59.6%–98.2%) |" in text
    assert "| retrieval: SciFact, test claims | nDCG@10 | 0.750 (" in text
    assert "0123456789 (2026-01-02), ab (2026-01-01)" in text
    assert "old" not in text
    assert "30.0%" not in text  # the older result
    assert text.endswith(f"{CLOSES}\n\nrest\n")


def test_a_readme_without_marks_is_left_alone(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("# A\n", encoding="utf-8")
    with pytest.raises(EvalError, match="figures"):
        write_figures("x", readme)
    assert readme.read_text(encoding="utf-8") == "# A\n"


def test_the_newest_of_each_set_counts_in_a_fixed_order() -> None:
    older = replace(GUARD, date="2025-01-01T00:00:00Z", commit="older")
    found = newest([RETRIEVAL, GUARD, DIGESTIVE, older, ANSWERS])
    assert [result.title for result in found] == [
        "answers/three-documents/test",
        "answers/digestive/test",
        "guard/guard/test",
        "retrieval/scifact",
    ]
    assert found[2].commit == "0123456789"


def test_the_page_gets_figures_in_words_and_pictures(tmp_path: Path) -> None:
    write_quality([ANSWERS, GUARD], tmp_path / "quality.json")
    answers, guard = json.loads((tmp_path / "quality.json").read_text(encoding="utf-8"))["sets"]
    assert answers["title"] == "the three texts that ship"
    assert answers["headlines"] == ["verbatim", "recall@1", "false_abstention"]
    assert answers["figures"]["recall@1"]["shown"] == "70.0%"
    assert answers["figures"]["recall@1"]["interval"] == "39.7%–89.2%"
    assert answers["figures"]["false_abstention"]["fewer_is_better"] is True
    assert set(answers["pictures"]) == {"abstention", "by style"}
    assert guard["pictures"]["confusion"].startswith("<svg")
    assert "var(--ink)" in guard["pictures"]["confusion"]


def test_readme_and_page_are_not_behind_the_results_kept() -> None:
    results = read_all([RESULTS])
    cure = "run: python -m eval figures"
    assert f"{OPENS}\n{figures_table(results)}\n{CLOSES}" in README.read_text(encoding="utf-8"), cure
    shown = json.loads(QUALITY.read_text(encoding="utf-8"))
    expected = json.loads(json.dumps(quality_record(results)))
    for record in (*shown["sets"], *expected["sets"]):
        del record["pictures"]  # another machine's matplotlib may draw a line by a hair differently
    assert shown == expected, cure
