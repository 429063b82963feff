"""What a question, an answer, an opening and one changed document cost in a library of any size: all real but the vectors."""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from chat.answer import Assistant
from eval.collection import CorpusDocument
from eval.figure import Figure, plain
from eval.retrieval import entry_of
from eval.speed import Start, fresh_start, size_mb, time_answers, time_queries
from eval.speed_files import StandIn
from index.encoder import Encoder
from index.library import Library

N_ANSWERS = 24
ANSWERS_S = 12.0  # for so long answers are asked for, one after another
QUERIES_S = 6.0
_FILLED = "filled.json"
_NEW_ID = "one-more"
_NEW = "This one document more is about quinoa."


@dataclass(frozen=True, slots=True)
class LargeSpeed:
    """What was measured at one library size."""

    n_passages: int
    fill_s: float
    open_s: float  # until the first search is answered
    question_ms: tuple[float, ...]  # embedding and search
    answer_ms: tuple[float, ...]  # guard, search, judge and quotes
    add_s: float
    remove_s: float
    start: Start
    library_mb: float


def measure_large(folder: Path, documents: Iterable[CorpusDocument], real: Encoder, queries: Sequence[str]) -> LargeSpeed:
    """Fill a library with stand-in vectors, then open, search and change it with the real encoder; one filled before is taken as it is."""
    if not (folder / _FILLED).is_file():
        fill(folder, documents, real)
    kept = json.loads((folder / _FILLED).read_text(encoding="ascii"))
    filled = time.perf_counter()
    with Library.open(folder, encoder=real) as library:
        library.search(queries[0])
        opened, n_passages = time.perf_counter(), library.n_passages
        question_ms = time_queries(library, queries, budget_s=QUERIES_S)
        add_s = add_one(library, CorpusDocument(_NEW_ID, "One more", _NEW))
        taken_out = library.entry(next(hit.passage.source_id for hit in library.search(queries[0]) if hit.passage.source_id != _NEW_ID))
        remove_s = remove_one(library, taken_out[0].source.source_id)
        with library.writer() as writer:  # as it was: it may be measured again
            writer.remove(_NEW_ID)
            writer.put(*taken_out)
    assistant = Assistant.open(folder, encoder=real)
    with assistant.library:
        answer_ms = time_answers(assistant.reply, queries[:N_ANSWERS], budget_s=ANSWERS_S)
    start = fresh_start(folder, queries[0])
    return LargeSpeed(n_passages, kept["seconds"], opened - filled, question_ms, answer_ms, add_s, remove_s, start, size_mb(folder))


def fill(folder: Path, documents: Iterable[CorpusDocument], real: Encoder) -> None:
    """Put the documents into a new library, with stand-in vectors."""
    started = time.perf_counter()
    with Library.open(folder, encoder=StandIn(real), create=True) as library, library.writer() as writer:
        deque(writer.put_many(entry_of(document) for document in documents), maxlen=0)
    (folder / _FILLED).write_text(json.dumps({"seconds": time.perf_counter() - started}), encoding="ascii")


def add_one(library: Library, document: CorpusDocument) -> float:
    """Seconds until a new document can be found. Raises: LookupError if it cannot."""
    started = time.perf_counter()
    with library.writer() as writer:
        writer.put(*entry_of(document))
    found = {hit.passage.source_id for hit in library.search(document.text)}
    if document.document_id not in found:
        raise LookupError(f"{document.document_id} was added and is not found")
    return time.perf_counter() - started


def remove_one(library: Library, source_id: str) -> float:
    """Seconds until a document is gone from search."""
    started = time.perf_counter()
    with library.writer() as writer:
        writer.remove(source_id)
    library.search("any of them")
    return time.perf_counter() - started


_COLUMNS: dict[str, Callable[[LargeSpeed], float]] = {
    "search p50, ms": lambda speed: float(np.percentile(speed.question_ms, 50)),
    "search p95, ms": lambda speed: float(np.percentile(speed.question_ms, 95)),
    "search p99, ms": lambda speed: float(np.percentile(speed.question_ms, 99)),
    "whole answer p50, ms": lambda speed: float(np.percentile(speed.answer_ms, 50)),
    "whole answer p95, ms": lambda speed: float(np.percentile(speed.answer_ms, 95)),
    "opening, s": lambda speed: speed.open_s,
    "one document added, s": lambda speed: speed.add_s,
    "one document removed, s": lambda speed: speed.remove_s,
    "start to first answer, s": lambda speed: speed.start.first_answer_s,
    "peak memory, MB": lambda speed: speed.start.peak_memory_mb,
    "library, MB": lambda speed: speed.library_mb,
    "filling, s": lambda speed: speed.fill_s,
}


def large_figures(measured: Sequence[LargeSpeed]) -> dict[str, Figure]:
    """The figures of the largest library."""
    last = measured[-1]
    return {
        "large_passages": plain(last.n_passages),
        **{f"large_question_p{p}_ms": plain(np.percentile(last.question_ms, p), len(last.question_ms)) for p in (50, 95)},
        **{f"large_answer_p{p}_ms": plain(np.percentile(last.answer_ms, p), len(last.answer_ms)) for p in (50, 95)},
        "large_open_s": plain(last.open_s),
        "large_add_one_s": plain(last.add_s),
        "large_remove_one_s": plain(last.remove_s),
        "large_peak_memory_mb": plain(last.start.peak_memory_mb),
    }


def large_curves(measured: Sequence[LargeSpeed]) -> dict[str, list[list[float]]]:
    """A curve of each column over all sizes."""
    return {f"growth: {name}": [[float(speed.n_passages), value(speed)] for speed in measured] for name, value in _COLUMNS.items()}


def large_table(measured: Sequence[LargeSpeed]) -> list[list[str | float]]:
    """A row a size."""
    rows: list[list[str | float]] = [["passages", *_COLUMNS]]
    return rows + [[float(speed.n_passages), *(round(value(speed), 3) for value in _COLUMNS.values())] for speed in measured]
