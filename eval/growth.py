"""What each cost is at each library size: the curves of every run that measured one, joined."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from eval.results import Result

PREFIX = "growth: "  # of curves over library size: "growth: search p50, ms"
Points = list[list[float]]


@dataclass(frozen=True, slots=True)
class Subject:
    """What one picture shows: its curves by name, each with its words in the key."""

    title: str
    unit: str
    curves: Mapping[str, str]
    why: str  # what it grows with, or why it does not
    falls: bool = False  # as recall and rates: more is better


COSTS = (
    Subject(
        "A question: embedding and search",
        "ms",
        {
            "search p50": "median",
            "search p95": "95th percentile",
            "search p99": "99th",
            "baseline p50": "plain sentence-transformers, median",
        },
        "Every vector is compared up to 50,000 passages, so it grows with them, from a small base; above, 192 lists of codes are read.",
    ),
    Subject(
        "A whole answer",
        "ms",
        {"whole answer p50": "median", "whole answer p95": "95th percentile"},
        "Nearly all of it is the judge, who reads as many sentences in a library of any size.",
    ),
    Subject(
        "Answers a second",
        "answers/s",
        {"one client": "1 client", "8 clients": "8", "32 clients": "32", "64 clients": "64"},
        "The judge's work for each answer, shared out over the cores; more clients wait, they do not cost more.",
        falls=True,
    ),
    Subject(
        "Ingest, files to library",
        "passages/s",
        {"ingest": "passages a second"},
        "Each passage and sentence is embedded once, whatever is there already: a rate that stays.",
        falls=True,
    ),
    Subject(
        "One document changed",
        "s",
        {
            "one changed file": "a file, seen by sync",
            "command: one changed": "the whole command",
            "one document added": "put into the library",
            "one document removed": "taken out",
        },
        "The command looks at every file's date and size: linear, at some microseconds a file.",
    ),
    Subject(
        "Start",
        "s",
        {"start to first answer": "process start to first answer", "opening": "library opened and searched"},
        "The model's start, and the vectors that are compared whole read from disk.",
    ),
    Subject(
        "Memory",
        "MB",
        {"peak memory": "a process that answers, at most", "vectors in memory": "vectors or codes alone"},
        "768 bytes a passage up to 50,000, 64 above: linear, because search looks at all of them or their codes.",
    ),
    Subject(
        "Disk",
        "MB",
        {"library": "library", "vectors on disk": "vector index alone"},
        "Linear: the texts, and a vector for each passage and each sentence.",
    ),
    Subject(
        "Search among vectors alone",
        "ms",
        {"vectors p50": "median", "vectors p95": "95th percentile"},
        "Linear while every vector is compared; codes in lists take over at 50,000.",
    ),
    Subject(
        "Vector index built",
        "s",
        {"building the vector index": "once, in the background"},
        "Linear: every vector is encoded and assigned to a list.",
    ),
)


@dataclass(frozen=True, slots=True)
class Grown:
    """A cost with its points, and how much the first curve changes where the library grows tenfold."""

    cost: Subject
    series: dict[str, Points]
    times_a_decade: float | None


def growth(results: Iterable[Result]) -> list[Grown]:
    """Every cost that was measured at two sizes at least."""
    runs = sorted((result for result in results if result.kind == "speed"), key=lambda result: result.date, reverse=True)
    return list(_grown(runs))


def _grown(runs: Sequence[Result]) -> Iterator[Grown]:
    for cost in COSTS:
        joined = {
            words: _joined([run.curves.get(f"{PREFIX}{name}, {cost.unit}", []) for run in runs]) for name, words in cost.curves.items()
        }
        series = {words: points for words, points in joined.items() if points}
        if any(len(points) > 1 for points in series.values()):
            yield Grown(cost, series, _times_a_decade(next(points for points in series.values() if len(points) > 1)))


def _joined(curves: Sequence[Points]) -> Points:
    """The newest curve whole, and of older ones the sizes beyond it: within its range they would mix two states of the code."""
    joined: Points = []
    for points in curves:
        low, high = (joined[0][0], joined[-1][0]) if joined else (math.inf, -math.inf)
        joined = sorted([*joined, *(point for point in points if not low <= point[0] <= high)])
    return joined


def _times_a_decade(points: Points) -> float | None:
    """By how much the last differs from the first, for each ten times as many passages between them."""
    (x, y), (last_x, last_y) = points[0], points[-1]
    if min(x, y, last_x, last_y) <= 0 or last_x <= x:
        return None
    return float((last_y / y) ** (1 / math.log10(last_x / x)))
