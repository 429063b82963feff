"""Speed at several library sizes: ingest, one changed file, search, answers to many at once, a fresh start, memory, disk."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from eval.figure import Figure, plain
from eval.process import run_measured
from eval.results import ROOT, Result
from eval.speed_budget import within
from index.library import Library
from ingest.sync import sync

CLIENTS = (1, 8, 32, 64)
ALWAYS = (1, 8, 32)  # at every size; more clients at the largest alone: each of them waits for one answer at least
TOP_K = 10
_MB = 1024 * 1024
_GIGA = 1e9


@dataclass(frozen=True, slots=True)
class Start:
    """A fresh process that answers one question."""

    first_answer_s: float
    peak_memory_mb: float


@dataclass(frozen=True, slots=True)
class Speed:
    """What was measured at one library size."""

    n_passages: int
    ingest_passages_per_s: float
    ingest_flop_per_s: float
    reingest_s: float
    query_ms: tuple[float, ...]
    answer_ms: tuple[float, ...]  # whole answers, one after another
    answers_per_s: Mapping[int, float]  # clients → answers a second, all clients together
    start: Start
    library_mb: float
    plain_query_ms: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Machine:
    """What does not depend on the library's size."""

    plain_passages_per_s: float  # embedded by plain sentence-transformers
    peak_flop_per_s: float


def ingest_files(files: Path, library: Library) -> float:
    """Seconds from a folder of files to a library that holds them, the indexes included."""
    started = time.perf_counter()
    sync([files], library)
    return time.perf_counter() - started


def reingest_one(files: Path, changed: Path, library: Library) -> float:
    """Add a sentence to one file and bring the folder up to date: seconds until it can be found."""
    changed.write_text(f"{changed.read_text(encoding='utf-8').rstrip()} This sentence is new.\n", encoding="utf-8")
    started = time.perf_counter()
    sync([files], library)
    library.search("this sentence is new", top_k=1)
    return time.perf_counter() - started


def time_queries(library: Library, queries: Sequence[str], *, budget_s: float = 60.0) -> tuple[float, ...]:
    """Milliseconds of each search, the first few left out."""
    return _times(lambda query: library.search(query, top_k=TOP_K), queries, n_warm_up=5, budget_s=budget_s)


def time_answers(reply: Callable[[Sequence[str]], object], queries: Sequence[str], *, budget_s: float = 60.0) -> tuple[float, ...]:
    """Milliseconds of each whole answer, one after another, the first few left out."""
    return _times(lambda query: reply([query]), queries, n_warm_up=3, budget_s=budget_s)


def _times(ask: Callable[[str], object], queries: Sequence[str], *, n_warm_up: int, budget_s: float) -> tuple[float, ...]:
    for query in queries[:n_warm_up]:
        ask(query)
    times = []
    for query in within(queries, budget_s):
        started = time.perf_counter()
        ask(query)
        times.append((time.perf_counter() - started) * 1000)
    return tuple(times)


def answers_per_s(reply: Callable[[Sequence[str]], object], queries: Sequence[str], *, n_clients: int) -> float:
    """Answers a second when so many ask at once, each the next question as soon as it has its answer."""
    with ThreadPoolExecutor(n_clients) as clients:
        started = time.perf_counter()
        list(clients.map(reply, [[query] for query in queries]))
        return len(queries) / (time.perf_counter() - started)


def fresh_start(folder: Path, question: str) -> Start:
    """Ask one question of a new process: seconds from its start to its end, and the most memory it held."""
    command = [sys.executable, "-m", "chat", "--library", str(folder), question]
    cost = run_measured(command, folder=ROOT)
    return Start(cost.seconds, cost.peak_memory_mb)


def size_mb(folder: Path) -> float:
    """Size of a folder's files on disk."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / _MB


def speed_result(measured: Sequence[Speed], machine: Machine | None) -> Result:
    """The figures at the largest size, and a curve of each over all sizes."""
    settings = {"cores": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count())}
    if not measured or machine is None:
        return Result("speed", "synthetic", {}, settings)
    last = measured[-1]
    figures: dict[str, Figure] = {
        "n_passages": plain(last.n_passages),
        "ingest_passages_per_s": plain(last.ingest_passages_per_s),
        "ingest_against_baseline": plain(last.ingest_passages_per_s / machine.plain_passages_per_s),
        "baseline_ingest_passages_per_s": plain(machine.plain_passages_per_s),
        "ingest_gflop_per_s": plain(last.ingest_flop_per_s / _GIGA),
        "peak_gflop_per_s": plain(machine.peak_flop_per_s / _GIGA),
        "ingest_share_of_peak": plain(last.ingest_flop_per_s / machine.peak_flop_per_s),
        "reingest_one_changed_s": plain(last.reingest_s),
        **{f"query_p{p}_ms": plain(np.percentile(last.query_ms, p), len(last.query_ms)) for p in (50, 95, 99)},
        **{f"answer_p{p}_ms": plain(np.percentile(last.answer_ms, p), len(last.answer_ms)) for p in (50, 95)},
        **{f"baseline_query_p{p}_ms": plain(np.percentile(last.plain_query_ms, p), len(last.plain_query_ms)) for p in (50, 95)},
        **{f"answers_per_s_{n}_clients": plain(value) for n, value in last.answers_per_s.items()},
        "start_to_first_answer_s": plain(last.start.first_answer_s),
        "peak_memory_mb": plain(last.start.peak_memory_mb),
        "library_mb": plain(last.library_mb),
    }
    return Result("speed", "synthetic", figures, settings, curves=_curves(measured), tables={"by library size": _table(measured)})


_COLUMNS: dict[str, Callable[[Speed], float | None]] = {
    "search p50, ms": lambda speed: float(np.percentile(speed.query_ms, 50)),
    "search p95, ms": lambda speed: float(np.percentile(speed.query_ms, 95)),
    "search p99, ms": lambda speed: float(np.percentile(speed.query_ms, 99)),
    "baseline p50, ms": lambda speed: float(np.percentile(speed.plain_query_ms, 50)),
    "whole answer p50, ms": lambda speed: float(np.percentile(speed.answer_ms, 50)),
    "whole answer p95, ms": lambda speed: float(np.percentile(speed.answer_ms, 95)),
    "ingest, passages/s": lambda speed: speed.ingest_passages_per_s,
    "one client, answers/s": lambda speed: speed.answers_per_s.get(1),
    "8 clients, answers/s": lambda speed: speed.answers_per_s.get(8),
    "32 clients, answers/s": lambda speed: speed.answers_per_s.get(32),
    "64 clients, answers/s": lambda speed: speed.answers_per_s.get(64),
    "one changed file, s": lambda speed: speed.reingest_s,
    "start to first answer, s": lambda speed: speed.start.first_answer_s,
    "peak memory, MB": lambda speed: speed.start.peak_memory_mb,
    "library, MB": lambda speed: speed.library_mb,
}


def _curves(measured: Sequence[Speed]) -> dict[str, list[list[float]]]:
    return {
        f"growth: {name}": [[float(speed.n_passages), found] for speed in measured if (found := value(speed)) is not None]
        for name, value in _COLUMNS.items()
    }


def _table(measured: Sequence[Speed]) -> list[list[str | float]]:
    rows: list[list[str | float]] = [["passages", *_COLUMNS]]
    for speed in measured:
        found = [value(speed) for value in _COLUMNS.values()]
        rows.append([float(speed.n_passages), *("" if number is None else round(number, 3) for number in found)])
    return rows
