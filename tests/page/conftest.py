"""The real server over the documents that ship, and a real browser to drive its page."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page
from reportlab.pdfgen.canvas import Canvas

from index.library import Library
from ingest.__main__ import main as ingest
from tests.conftest import KeywordEncoder

ROOT = Path(__file__).resolve().parents[2]
AXE = Path(__file__).with_name("axe.min.js")  # axe-core 4, Deque Systems, MPL-2.0
INSIDE = Path(__file__).with_name("inside")
PATIENCE_S = 300  # the machine may be slow and busy: each wait is for what is to come, and ends when it has come
SHOWN = {"ask": "#cw-question", "library": ".cw-document", "quality": ".cw-limits"}  # what tells that a view has come
IS_AT = re.compile(r"Citewell is at (http://\S+)")


@dataclass(frozen=True, slots=True)
class Server:
    """A running page and the file its output goes to."""

    url: str
    output: Path
    process: subprocess.Popen[bytes]

    @contextmanager
    def reading_held(self) -> Iterator[None]:
        """Within the block no file that is being added is read: the run goes on for as long."""
        hold = self.output.with_name("hold")
        hold.touch()
        try:
            yield
        finally:
            hold.unlink()


@pytest.fixture
def library(tmp_path: Path, encoder: KeywordEncoder) -> Iterator[Library]:
    """An empty one."""
    with Library.open(tmp_path / "library", encoder=encoder, create=True) as library:
        yield library


@pytest.fixture
def as_found(server: Server) -> Iterator[None]:
    """The library of the server as it was before the test, also where the test fails: others, and the same one again, use it too."""
    folder = server.output.with_name("library")

    def documents() -> set[str]:
        with Library.open(folder) as library:
            return {source.source_id for source in library.sources()}

    before = documents()
    yield
    if more := documents() - before:
        ingest(["--library", str(folder), "remove", *sorted(more)])


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    place = tmp_path_factory.mktemp("server")
    assert ingest(["--library", str(place / "library"), str(ROOT / "sources")]) == 0
    output = place / "output.txt"
    command = [sys.executable, "app.py", "--library", str(place / "library"), "--port", "0", "--feedback"]
    environment = os.environ | {"PYTHONPATH": str(INSIDE), "CITEWELL_TEST_HOLD": str(output.with_name("hold"))}
    with output.open("wb") as file:
        process = subprocess.Popen(command, cwd=ROOT, stdout=file, stderr=subprocess.STDOUT, env=environment)
    try:
        yield Server(address(process, output), output, process)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE_S)


def address(process: subprocess.Popen[bytes], output: Path) -> str:
    """Where the server is, once it answers."""
    deadline = time.monotonic() + PATIENCE_S
    while not ((found := IS_AT.search(output.read_text(errors="replace"))) and answers(found[1])):
        assert process.poll() is None and time.monotonic() < deadline, f"the page did not come up: {output.read_text(errors='replace')}"
        time.sleep(0.1)
    return found[1]


def answers(url: str) -> bool:
    """Whether the server says that it answers questions."""
    with suppress(OSError), urllib.request.urlopen(f"{url}/health", timeout=PATIENCE_S):
        return True
    return False


@dataclass(slots=True)
class Visitor:
    """A tab on the page that remembers every address it asked for and every dialog that opened."""

    page: Page
    requests: list[str]
    dialogs: list[str]

    def dismiss(self, dialog: Dialog) -> None:
        """Remember a dialog and close it."""
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def ask(self, question: str) -> None:
        """Type a question, send it, wait for its reply."""
        before = self.page.locator(".cw-turn:not(.cw-pending)").count()
        self.page.fill("#cw-question", question)
        self.page.press("#cw-question", "Enter")
        self.page.wait_for_function(f"document.querySelectorAll('.cw-turn:not(.cw-pending)').length > {before}")

    @property
    def last(self) -> str:
        """The words of the last turn."""
        return self.page.locator(".cw-turn").last.inner_text()


def visit(
    browser: Browser,
    server: Server,
    *,
    width: int = 1280,
    height: int = 900,
    dark: bool = False,
    locale: str = "en-GB",
    is_phone: bool = False,
    is_still: bool = False,
    view: str = "ask",
) -> Visitor:
    """Open one of the page's views in a fresh context; `is_still` for somebody who wants no motion."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        reduced_motion="reduce" if is_still else "no-preference",
        color_scheme="dark" if dark else "light",
        locale=locale,
        is_mobile=is_phone,
        has_touch=is_phone,
    )
    context.set_default_timeout(PATIENCE_S * 1000)
    page = context.new_page()
    visitor = Visitor(page, [], [])
    page.on("request", lambda request: visitor.requests.append(request.url))
    page.on("dialog", lambda dialog: visitor.dismiss(dialog))
    page.goto(f"{server.url}#{view}")
    page.wait_for_selector(SHOWN[view])
    return visitor


def violations(visitor: Visitor) -> list[tuple[str, ...]]:
    """What axe finds against WCAG 2.2 AA on the page as it stands, without a colour half way to another."""
    visitor.page.emulate_media(reduced_motion="reduce")
    visitor.page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = visitor.page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})")
    visitor.page.emulate_media(reduced_motion="null")
    return [
        (rule["id"], node["html"][:160], node.get("failureSummary", "")[:200]) for rule in found["violations"] for node in rule["nodes"]
    ]


def look(browser: Browser, server: Server, script: str, *, width: int = 1280, height: int = 900, locale: str = "en-GB") -> Page:
    """Open the page in a fresh context with a script that runs before anything of ours."""
    context = browser.new_context(viewport={"width": width, "height": height}, locale=locale)
    context.set_default_timeout(PATIENCE_S * 1000)
    context.add_init_script(script)
    page = context.new_page()
    page.goto(server.url)
    page.wait_for_selector("#cw-question", state="attached")
    return page


@pytest.fixture
def visitor(browser: Browser, server: Server) -> Iterator[Visitor]:
    visitor = visit(browser, server)
    yield visitor
    visitor.page.context.close()


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """A small paper of its own title."""
    path = tmp_path / "baths.pdf"
    canvas = Canvas(str(path))
    canvas.setTitle("Sea salt baths for tired feet")
    canvas.setFont("Helvetica-Bold", 20)
    canvas.drawString(72, 760, "Sea salt baths for tired feet")
    canvas.setFont("Helvetica", 11)
    lines = (
        "We asked whether a bath in warm salt water helps people whose feet are tired after a long day.",
        "The patients sat in the salt water bath for 25 minutes on each of four evenings.",
        "A bath with tap water served as the comparison, and nobody knew which water was which.",
        "Most of the patients said that their feet felt lighter on the following morning.",
    )
    for number, line in enumerate(lines):
        canvas.drawString(72, 720 - 16 * number, line)
    canvas.save()
    return path
