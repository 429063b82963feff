"""Speed at several library sizes: ingest, one changed file, search, answers to many at once, a fresh start, memory, disk."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from eval.baseline import Baseline
from eval.collection import Collection, CorpusDocument
from eval.figure import Figure, plain
from eval.process import run_measured
from eval.results import ROOT, Result
from eval.retrieval import entry_of, ingest
from index.library import Library

CLIENTS = (1, 8, 32, 64)
TOP_K = 10
_MB = 1024 * 1024


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
    reingest_s: float
    query_ms: tuple[float, ...]
    answer_ms: tuple[float, ...]  # whole answers, one after another
    answers_per_s: dict[int, float]  # clients → answers a second, all clients together
    start: Start
    library_mb: float
    baseline: Baseline


def fill(library: Library, documents: Sequence[CorpusDocument]) -> float:
    """Put documents into an empty library: passages a second, the indexes included."""
    started = time.perf_counter()
    done = ingest(Collection("synthetic", tuple(documents), {}, {}), library)
    return done.n_passages / (time.perf_counter() - started)


def reingest_one(library: Library, document: CorpusDocument) -> float:
    """Change one sentence of one document and bring it in again: seconds until it can be found."""
    changed = entry_of(replace(document, text=f"{document.text} This sentence is new."))
    started = time.perf_counter()
    with library.writer() as writer:
        writer.put(*changed)
    library.search("this sentence is new", top_k=1)
    return time.perf_counter() - started


def time_queries(library: Library, queries: Sequence[str]) -> tuple[float, ...]:
    """Milliseconds of each search, the first few left out."""
    times = []
    for query in [*queries[:5], *queries]:
        started = time.perf_counter()
        library.search(query, top_k=TOP_K)
        times.append((time.perf_counter() - started) * 1000)
    return tuple(times[len(queries[:5]) :])


def time_answers(reply: Callable[[Sequence[str]], object], queries: Sequence[str]) -> tuple[float, ...]:
    """Milliseconds of each whole answer, one after another, the first few left out."""
    times = []
    for query in [*queries[:3], *queries]:
        started = time.perf_counter()
        reply([query])
        times.append((time.perf_counter() - started) * 1000)
    return tuple(times[len(queries[:3]) :])


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


def speed_result(measured: Sequence[Speed]) -> Result:
    """The figures at the largest size, and a curve of each over all sizes."""
    last = measured[-1]
    figures: dict[str, Figure] = {
        "n_passages": plain(last.n_passages),
        "ingest_passages_per_s": plain(last.ingest_passages_per_s),
        "ingest_against_baseline": plain(last.ingest_passages_per_s / last.baseline.passages_per_s),
        "baseline_ingest_passages_per_s": plain(last.baseline.passages_per_s),
        "reingest_one_changed_s": plain(last.reingest_s),
        **{f"query_p{p}_ms": plain(np.percentile(last.query_ms, p), len(last.query_ms)) for p in (50, 95, 99)},
        **{f"answer_p{p}_ms": plain(np.percentile(last.answer_ms, p), len(last.answer_ms)) for p in (50, 95)},
        **{f"baseline_query_p{p}_ms": plain(np.percentile(last.baseline.times_ms, p), len(last.baseline.times_ms)) for p in (50, 95)},
        **{f"answers_per_s_{n}_clients": plain(value) for n, value in last.answers_per_s.items()},
        "start_to_first_answer_s": plain(last.start.first_answer_s),
        "peak_memory_mb": plain(last.start.peak_memory_mb),
        "library_mb": plain(last.library_mb),
    }
    settings = {"cores": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count())}
    return Result("speed", "synthetic", figures, settings, curves=_curves(measured), tables={"by library size": _table(measured)})


_COLUMNS: dict[str, Callable[[Speed], float]] = {
    "search p50, ms": lambda speed: float(np.percentile(speed.query_ms, 50)),
    "search p95, ms": lambda speed: float(np.percentile(speed.query_ms, 95)),
    "baseline p50, ms": lambda speed: float(np.percentile(speed.baseline.times_ms, 50)),
    "whole answer p50, ms": lambda speed: float(np.percentile(speed.answer_ms, 50)),
    "whole answer p95, ms": lambda speed: float(np.percentile(speed.answer_ms, 95)),
    "ingest, passages/s": lambda speed: speed.ingest_passages_per_s,
    "baseline ingest, passages/s": lambda speed: speed.baseline.passages_per_s,
    "one client, answers/s": lambda speed: speed.answers_per_s[1],
    "8 clients, answers/s": lambda speed: speed.answers_per_s[8],
    "32 clients, answers/s": lambda speed: speed.answers_per_s[32],
    "64 clients, answers/s": lambda speed: speed.answers_per_s[64],
    "one changed document, s": lambda speed: speed.reingest_s,
    "start to first answer, s": lambda speed: speed.start.first_answer_s,
    "peak memory, MB": lambda speed: speed.start.peak_memory_mb,
    "library, MB": lambda speed: speed.library_mb,
}


def _curves(measured: Sequence[Speed]) -> dict[str, list[list[float]]]:
    if len(measured) < 2:
        return {}
    return {f"growth: {name}": [[float(speed.n_passages), value(speed)] for speed in measured] for name, value in _COLUMNS.items()}


def _table(measured: Sequence[Speed]) -> list[list[str | float]]:
    rows: list[list[str | float]] = [["passages", *_COLUMNS]]
    return rows + [[float(speed.n_passages), *(round(value(speed), 3) for value in _COLUMNS.values())] for speed in measured]
