"""Shared by all tests: no socket beyond loopback, an encoder that can be checked by hand, one real browser."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec

import numpy as np
import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from eval.browser import BROWSERS, FLAGS, browser_path
from index.encoder import Vectors, unit_rows
from index.entry import PassageParts
from tests.index.milvus_server import MilvusServer

REQUIRED = "CITEWELL_REQUIRE_BROWSER"  # set where a missing browser must fail rather than skip
settings.register_profile("citewell", deadline=None)  # a busy machine is no failure
settings.load_profile("citewell")
KEYWORDS = ("ketamine", "pain", "sleep", "dose", "women", "exercise", "study", "memory")


class KeywordEncoder:
    """One dimension a keyword: deterministic and meaningful. The last dimension is what no keyword covers."""

    name = "keywords"
    weights_hash = "0" * 64
    dimension = len(KEYWORDS) + 1
    passages_from = ""

    def __init__(self) -> None:
        self.n_encoded = 0

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.n_encoded += len(texts)
        rows = [[float(text.lower().count(word)) for word in KEYWORDS] + [0.1] for text in texts]
        return unit_rows(np.asarray(rows, dtype=np.float32).reshape(len(texts), self.dimension))

    def encode_passages(self, passages: Sequence[PassageParts], of_sentences: Mapping[bytes, Vectors]) -> Vectors:
        return self.encode([passage.text for passage in passages])

    def encode_query(self, text: str) -> Vectors:
        vector: Vectors = self.encode([text])[0]
        return vector


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--kills", type=int, default=3, metavar="N", help="how often the ingest of test_kill.py is killed (default: 3)")
    parser.addoption("--mutants", type=int, default=150, metavar="N", help="how many broken files test_mutants.py makes (default: 150)")


@pytest.fixture
def encoder() -> KeywordEncoder:
    return KeywordEncoder()


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if self.family in (socket.AF_INET, socket.AF_INET6) and host not in {"127.0.0.1", "::1", "localhost"}:
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)  # type: ignore[arg-type]  # the address is whatever the caller gave

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def milvus_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MilvusServer]:
    """A Milvus server that all tests of a run share."""
    for name in ("pymilvus", "milvus_lite"):
        if find_spec(name) is None:
            pytest.skip(f"{name} is not installed: pip install -e '.[dev]'")
    server = MilvusServer(tmp_path_factory.mktemp("milvus"))
    try:
        server.start()
        yield server
    finally:
        server.kill()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = browser_path()
    if path is None:
        reason = f"no Chromium here; looked for {', '.join(BROWSERS)} (Debian: apt-get install chromium)"
        if os.environ.get(REQUIRED):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
