"""The page over the texts that ship: how soon after its start it is up, and how soon after Enter the first quotation is seen.

Where a browser is installed it looks at both as a person does; where there is none, only the page's arrival is timed.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from eval.browser import FLAGS, browser_path
from eval.errors import EvalError
from eval.figure import Figure, plain
from eval.process import resident_mb
from eval.results import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

N_STARTS = 5
N_TURNS = 10
TOLD = (1, 5, 10)  # turns whose first quotation has a figure of its own
READING_S = 1.0  # a reader looks at the answer for as long, at least, before asking again
PATIENCE_S = 120.0
_IS_AT = re.compile(r"Citewell is at (http://\S+)")
_IS_USABLE = (
    "(() => { const box = document.querySelector('#cw-question'); return !!box && getComputedStyle(box).visibility === 'visible'; })()"
)
# Notes when Enter went down and when the frame had been drawn in which the new turn's first quotation stands, or its reply without one.
_WATCH = """window.shown = null;
addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    const began = event.timeStamp, before = document.querySelectorAll('.cw-turn:not(.cw-pending)').length;
    const look = () => {
        const turns = document.querySelectorAll('.cw-turn:not(.cw-pending)');
        if (turns.length === before) { requestAnimationFrame(look); return; }
        const card = turns[turns.length - 1].querySelector('.cw-answers .cw-card');
        const isSeen = !!card && card.getBoundingClientRect().height > 0;
        requestAnimationFrame(() => { window.shown = {ms: performance.now() - began, isSeen}; });
    };
    requestAnimationFrame(look);
}, true);"""


@dataclass(frozen=True, slots=True)
class PageSpeed:
    """How quick the page is."""

    up_s: Sequence[float]  # from the start of the process until the whole page has been sent
    usable_s: Sequence[float] = ()  # until the question box of a browser that was open already can be typed in
    first_card_ms: Mapping[int, float] = field(default_factory=dict)  # turn → from Enter until its first quotation is seen
    at_rest_mb: float | None = None  # what its process holds when it is ready and nobody has asked anything
    asked_mb: float | None = None  # likewise after the questions


def measure_page(folder: Path, questions: Sequence[str], *, n_starts: int = N_STARTS, n_turns: int = N_TURNS) -> PageSpeed:
    """Start the page over a library several times, and ask the last of them. Raises: EvalError if it does not come up."""
    path = browser_path()
    if path is None:
        return PageSpeed([_time_up(folder) for _ in range(n_starts)], at_rest_mb=_at_rest_mb(folder))
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        context = browser.new_context()
        context.set_default_timeout(PATIENCE_S * 1000)
        context.add_init_script(_WATCH)
        usable_s = [_time_usable(folder, context.new_page()) for _ in range(n_starts)]
        with served(folder) as (url, _, pid):
            page = context.new_page()
            page.goto(url)
            page.wait_for_function(_IS_USABLE)
            _wait_for_models(url)
            page.wait_for_timeout(READING_S * 1000)
            at_rest_mb = resident_mb(pid)
            first_card_ms = dict(time_cards(page, questions, n_turns=n_turns))
            asked_mb = resident_mb(pid)
        browser.close()
    return PageSpeed([_time_up(folder) for _ in range(n_starts)], usable_s, first_card_ms, at_rest_mb, asked_mb)


def _at_rest_mb(folder: Path) -> float | None:
    with served(folder) as (url, _, pid):
        _wait_for_models(url)
        return resident_mb(pid)


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, float, int]]:
    """The page in a process of its own: address, when it was started, process id. Raises: EvalError if it ends before it is up."""
    started = time.perf_counter()
    command = [sys.executable, "app.py", "--library", str(folder.resolve()), "--port", "0"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        found = _IS_AT.search(process.stdout.readline() if process.stdout else "")
        if found is None:
            raise EvalError(f"{folder}: the page did not come up. See why with: python app.py --library {folder}")
        yield found[1], started, process.pid
    finally:
        process.terminate()
        process.communicate()


def _wait_for_models(url: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        with suppress(OSError), urllib.request.urlopen(f"{url}/health", timeout=PATIENCE_S):
            return
        time.sleep(0.1)
    raise EvalError(f"{url}: it does not answer questions. See why with: curl {url}/health")


def _time_up(folder: Path) -> float:
    with served(folder) as (url, started, _), urllib.request.urlopen(url, timeout=PATIENCE_S) as page:
        page.read()
        return time.perf_counter() - started


def _time_usable(folder: Path, page: Page) -> float:
    with served(folder) as (url, started, _):
        page.goto(url, wait_until="commit")
        page.wait_for_function(_IS_USABLE)
        taken = time.perf_counter() - started
        page.close()
        return taken


def time_cards(page: Page, questions: Sequence[str], *, n_turns: int) -> Iterator[tuple[int, float]]:
    """Ask one after another in one conversation: each turn that shows a quotation, and after how many milliseconds it was seen."""
    for turn, question in enumerate(questions[:n_turns], start=1):
        page.fill("#cw-question", question)
        page.press("#cw-question", "Enter")
        page.wait_for_function("window.shown !== null")
        shown = page.evaluate("(() => { const shown = window.shown; window.shown = null; return shown; })()")
        if shown["isSeen"]:
            yield turn, float(shown["ms"])
        page.wait_for_timeout(READING_S * 1000)


def page_figures(measured: PageSpeed) -> dict[str, Figure]:
    """The figures: medians, and the slowest start."""
    cards = list(measured.first_card_ms.values())
    figures = {"start_to_page_up_s": _median(measured.up_s), "start_to_page_up_slowest_s": plain(max(measured.up_s), len(measured.up_s))}
    if measured.usable_s:
        figures["start_to_question_box_s"] = _median(measured.usable_s)
    if cards:
        figures["first_card_p50_ms"] = _median(cards)
        figures["first_card_slowest_ms"] = plain(max(cards), len(cards))
    if measured.at_rest_mb is not None:
        figures["page_memory_at_rest_mb"] = plain(measured.at_rest_mb)
    if measured.asked_mb is not None:
        figures["page_memory_asked_mb"] = plain(measured.asked_mb)
    return figures | {f"first_card_turn_{n}_ms": plain(measured.first_card_ms[n]) for n in TOLD if n in measured.first_card_ms}


def page_table(measured: PageSpeed) -> list[list[str | float]]:
    """Each turn's first quotation."""
    rows: list[list[str | float]] = [["turn", "Enter to first quotation seen, ms"]]
    rows.extend([float(turn), float(round(ms))] for turn, ms in measured.first_card_ms.items())
    return rows


def _median(values: Sequence[float]) -> Figure:
    return plain(float(np.median(values)), len(values))
