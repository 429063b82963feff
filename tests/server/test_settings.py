"""Options of the page that mean nothing are refused, each with what it may be."""

from __future__ import annotations

import argparse

import pytest

from server.settings import add_options, from_options


def options(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_options(parser)
    return parser.parse_args(arguments)


@pytest.mark.parametrize(
    ("argument", "said"),
    [
        ("--port=99999", "numbers from 1 to 65535"),  # would have been taken for 34463
        ("--port=-1", "numbers from 1 to 65535"),
        ("--port=http", "numbers from 1 to 65535"),
        ("--per-minute=0", "One is the least"),  # would have meant the usual limit
        ("--per-minute=-3", "One is the least"),
        ("--per-minute=many", "One is the least"),
        ("--upload-quota=0", "a number of GiB"),
        ("--upload-quota=-1", "a number of GiB"),
        ("--upload-quota=nan", "a number of GiB"),
        ("--upload-quota=inf", "a number of GiB"),
        ("--upload-quota=x", "a number of GiB"),
    ],
)
def test_what_is_no_number_of_its_kind_is_refused(argument: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        options(argument)
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_numbers_of_the_kind_are_taken() -> None:
    settings = from_options(options("--port=0", "--per-minute=1", "--upload-quota=0.5"))
    assert (settings.port, settings.per_minute, settings.sizes.quota_bytes) == (0, 1, 1 << 29)
    assert from_options(options("--port", "65535")).port == 65_535
