"""The doors around a tiny app, called without a socket; and the real server as a process of its own."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from argon2 import PasswordHasher

from tests.server.served import ROOT, Served, make_library

Result = TypeVar("Result")
HOSTILE = Path(__file__).with_name("hostile")


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.users._HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def run_async(make: Callable[[], Coroutine[object, object, Result]]) -> Result:
    """Run a coroutine in a thread of its own: playwright keeps an event loop running in this one."""
    found: list[Result] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            found.append(asyncio.run(make()))
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if failed:
        raise failed[0]
    return found[0]


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One server for all tests of this folder: the documents that ship and a hostile one, MCP on."""
    found = Served(tmp_path_factory.mktemp("served"), ("--mcp",))
    make_library(found.place, ROOT / "sources", HOSTILE)
    found.start()
    try:
        yield found
    finally:
        found.stop()
