"""The report: one page, nothing fetched, everything hostile escaped."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from eval.answers import CURVE
from eval.errors import EvalError
from eval.figure import mean, plain, rate
from eval.guard_eval import CONFUSION
from eval.report import read_all, read_history, report
from eval.results import Case, Result, write_result

HOSTILE = '<script>alert(1)</script><img src="https://example.org/x.png">'
ANSWERS = Result(
    "answers",
    "own/test",
    {
        "recall@1": rate(7, 10),
        "answered_correctly": rate(6, 10),
        "answered_wrongly": rate(3, 10),
        "false_abstention": rate(1, 10),
        "verbatim": rate(30, 30),
        "quote_chars_mean": mean([100.0, 200.0, 240.0]),
        "reply_p50_ms": plain(80.5),
    },
    settings={"threshold": "0.5"},
    curves={CURVE: [[0.0, 0.0, 0.0], [0.5, 0.1, 0.8], [1.0, 1.0, 1.0]]},
    breakdowns={
        "by style": {"keyword": {"recall@1": rate(7, 10), "answered_correctly": rate(6, 10)}, "typo": {"answered_correctly": rate(1, 4)}}
    },
    cases=(Case("q1", f"{HOSTILE}?", {"recall@1": 0.0}, (HOSTILE,), ("the answer",), "first quote is not the answer", "keyword"),),
    commit="0123456789",
    date="2026-01-02T00:00:00Z",
)
GUARD = Result(
    "guard",
    "guard/test",
    {"accuracy": rate(9, 10)},
    tables={CONFUSION: [["labelled", "crisis", "answer"], ["crisis", 4, 1], ["answer", 0, 5]]},
    commit="0123456789",
    date="2026-01-02T00:00:00Z",
)
SPEED = Result(
    "speed",
    "synthetic",
    {"query_p50_ms": plain(2.5, 200)},
    curves={"growth: search p50, ms": [[100.0, 1.0], [1000.0, 2.0]], "growth: library, MB": [[100.0, 3.0], [1000.0, 30.0]]},
    commit="0123456789",
    date="2026-01-02T00:00:00Z",
)


class Tags(HTMLParser):
    """Collects start tags with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def page() -> str:
    older = [replace(ANSWERS, figures={"recall@3": rate(5, 10)}), replace(GUARD, figures={"accuracy": rate(8, 10)})]
    return report([ANSWERS, GUARD, SPEED], history=[older, [ANSWERS, GUARD]])


def test_nothing_is_fetched_and_nothing_runs(page: str) -> None:
    tags = Tags()
    tags.feed(page)
    names = {name for name, _ in tags.tags}
    assert not names & {"script", "img", "link", "iframe", "object"}
    places = [value for _, attributes in tags.tags for name, value in attributes.items() if name in {"src", "href", "xlink:href"}]
    assert all(value and value.startswith("#") for value in places)
    assert not re.search(r"url\((?!#)|@import", page)


def test_every_picture_is_there_and_follows_the_theme(page: str) -> None:
    assert page.count("<svg") == 7  # two of history, abstention, styles, confusion, two of growth
    assert "prefers-color-scheme: dark" in page
    assert not re.search(r"#0[0-9a-f]0[0-9a-f]0[0-9a-f]\b", page.split("</style>", 1)[1])  # no stand-in colour is left


def test_a_miss_shows_question_shown_and_wanted(page: str) -> None:
    miss = page[page.index("1 of 1 not as wanted") :]
    assert "&lt;script&gt;" in miss
    assert "the answer" in miss
    assert "First quote is not the answer" in miss


def test_figures_carry_their_counts_and_intervals(page: str) -> None:
    assert "7 of 10" in page
    assert 'style="width:60.0%"' in page  # the bar of outcomes
    assert "1 of 4; 4.6%–69.9%" in page  # of a style
    assert "39.7%–89.2%" in page


def test_the_same_questions_under_two_settings_are_compared(page: str) -> None:
    assert "B better or worse" not in page
    better = replace(ANSWERS, settings={"threshold": "0.9"}, cases=(replace(ANSWERS.cases[0], measures={"recall@1": 1.0}),))
    both = report([ANSWERS, better])
    assert "Own/test: threshold 0.5 (A) and threshold 0.9 (B)" in both
    assert "1 better, 0 worse of 1" in both


def test_results_are_read_from_files_and_folders(tmp_path: Path) -> None:
    write_result(tmp_path / "a.json", ANSWERS)
    write_result(tmp_path / "b.json", GUARD)
    assert [result.as_record() for result in read_all([tmp_path])] == [ANSWERS.as_record(), GUARD.as_record()]
    assert [[result.title for result in results] for results in read_history(tmp_path)] == [["answers/own/test"], ["guard/guard/test"]]
    (tmp_path / "empty").mkdir()
    with pytest.raises(EvalError, match="no results"):
        read_all([tmp_path / "empty"])
