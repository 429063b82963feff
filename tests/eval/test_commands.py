"""Every command has its help and stands in the documentation."""

from __future__ import annotations

import argparse

import pytest

from eval.__main__ import build_parser, main
from eval.results import ROOT

COMMANDS = next(action for action in build_parser()._actions if isinstance(action, argparse._SubParsersAction)).choices


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_tells_its_use_and_is_documented(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    assert "usage" in capsys.readouterr().out
    assert f"python -m eval {name}" in (ROOT / "docs" / "evaluation.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["answers", "no-such-set"], "no such file"),
        (["guard", "no-such-set"], "no such file"),
        (["compare", "no.json", "such.json"], "not a results file"),
        (["report", "none.json", "--out", "x.html"], "not a results file"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 1
    error = capsys.readouterr().err
    assert error.startswith("eval: ")
    assert said in error
    assert "Traceback" not in error


@pytest.mark.parametrize("sizes", ["x", "200,x", "-5", "200,-800", "1.5", ""])
def test_sizes_that_are_none_are_refused_in_words(sizes: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["speed", f"--sizes={sizes}"])
    assert ended.value.code == 2
    assert "numbers with commas between them" in capsys.readouterr().err
