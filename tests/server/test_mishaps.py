from __future__ import annotations

import logging

import pytest
from gradio import queueing
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from server.mishaps import Mishaps, quiet_gradio


async def _app(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["path"] == "/fail":
        raise KeyError("do my knees need ketamine")
    await PlainTextResponse("well")(scope, receive, send)


def test_an_error_ends_its_request_and_says_nothing_of_what_was_asked(caplog: pytest.LogCaptureFixture) -> None:
    client = TestClient(Mishaps(_app))
    with caplog.at_level(logging.INFO):
        failed = client.get("/fail")
    assert failed.status_code == 500
    assert "could not be done" in failed.text
    assert client.get("/well").text == "well"
    assert "KeyError" in caplog.text
    assert "ketamine" not in caplog.text
    assert "Traceback" not in caplog.text


def test_gradio_logs_no_more_than_the_kind_of_error(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("queueing", "route_utils", "routes"):
        monkeypatch.setattr(f"gradio.{module}.traceback", vars(queueing)["traceback"])  # put back afterwards
    quiet_gradio()
    try:
        raise ValueError("Received inputs: do my knees need ketamine")
    except ValueError:
        vars(queueing)["traceback"].print_exc()
    assert "ValueError" in caplog.text
    assert "ketamine" not in caplog.text + "".join(capsys.readouterr())
