"""Gradio itself behind the middleware: of programs' calls nothing stays, of those nobody fetches only so many."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

import gradio as gr
import pytest
from fastapi import FastAPI
from gradio.events import api
from starlette.testclient import TestClient

from server import fetched
from server.fetched import Fetched
from tests.server.conftest import run_async


@dataclass(frozen=True, slots=True)
class Program:
    """Calls the page's one endpoint."""

    page: gr.Blocks
    client: TestClient

    def call(self, **named: str) -> str:
        """Ask; the call's number."""
        answer = self.client.post("/gradio_api/call/ask", json={"data": ["hello"], **named})
        return str(answer.json()["event_id"])

    def fetch(self, number: str) -> object:
        """The reply."""
        event, data = self.client.get(f"/gradio_api/call/ask/{number}").text.strip().split("\n")
        assert event == "event: complete"
        return json.loads(data.removeprefix("data: "))

    @property
    def kept(self) -> set[str]:
        """The sessions that Gradio knows anything of."""
        queue, states = self.page._queue, self.page.state_holder
        return {*queue.pending_messages_per_session, *queue.pending_event_ids_session, *states.session_data, *states.time_last_used}


async def build() -> tuple[gr.Blocks, FastAPI]:
    """In a loop that runs: else Gradio makes one, and leaves it open."""
    with gr.Blocks(analytics_enabled=False) as page:
        api(shout, api_name="ask")
    return page, gr.mount_gradio_app(FastAPI(), page.queue(), path="/", run_history=False, ssr_mode=False)


def shout(text: str) -> str:
    return text.upper()


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    monkeypatch.setattr(fetched, "MOST_UNFETCHED", 3)
    page, app = run_async(build)
    with TestClient(Fetched(app, page)) as client:
        yield Program(page, client)


def test_nothing_stays_of_a_call_whose_reply_was_fetched(program: Program) -> None:
    for _ in range(5):
        assert program.fetch(program.call()) == ["HELLO"]
        assert program.kept == set()


def test_a_session_that_a_program_named_stays(program: Program) -> None:
    assert program.fetch(program.call(session_hash="mine")) == ["HELLO"]
    assert program.kept == {"mine"}


def test_of_calls_that_nobody_fetches_only_so_many_are_kept(program: Program) -> None:
    calls = [program.call() for _ in range(5)]
    assert list(program.page._queue.pending_event_ids_session) == calls[-3:]
