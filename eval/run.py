"""A run: query_id → document_id → score, best first; and TREC's two file formats."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import ir_measures
import numpy as np

from eval.collection import Qrels

Run = dict[str, dict[str, float]]
RUN_FILE = "run.trec"  # in a folder that `eval retrieval` has written


def ranking(scores: Mapping[str, float], *, depth: int) -> dict[str, float]:
    """The `depth` best documents, best first, ties by id.

    Scores are those a TREC tool reads (single precision), and fall strictly: of two that tie, the second loses the
    least step. So every tool sees this order, also those that break ties by descending id, as trec_eval does.
    """
    ordered = sorted(scores.items(), key=lambda scored: (-np.float32(scored[1]), scored[0]))[:depth]
    ranked: dict[str, float] = {}
    above = np.float32(np.inf)
    for document_id, score in ordered:
        above = min(np.float32(score), np.nextafter(above, np.float32(-np.inf)))
        ranked[document_id] = float(above)
    return ranked


def write_run(path: Path, run: Run, *, tag: str) -> None:
    """Write a run as TREC does: query Q0 document rank score tag."""
    with path.open("w", encoding="utf-8") as lines:
        for query_id, ranked in run.items():
            for rank, (document_id, score) in enumerate(ranked.items(), start=1):
                lines.write(f"{query_id} Q0 {document_id} {rank} {np.float32(score)!s} {tag}\n")


def read_run(path: Path) -> Run:
    """Read a TREC run."""
    run: Run = {}
    for row in ir_measures.read_trec_run(str(path)):
        run.setdefault(row.query_id, {})[row.doc_id] = row.score
    return run


def write_qrels(path: Path, qrels: Qrels) -> None:
    """Write judgements as TREC does: query 0 document grade."""
    with path.open("w", encoding="utf-8") as lines:
        for query_id, grades in qrels.items():
            for document_id, grade in grades.items():
                lines.write(f"{query_id} 0 {document_id} {grade}\n")
