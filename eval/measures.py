"""Measures of a run, all computed by ir_measures (trec_eval's own code beneath)."""

from __future__ import annotations

import ir_measures
from ir_measures import AP, RR, R, nDCG

from eval.collection import Qrels
from eval.run import Run

MEASURES = {"nDCG@10": nDCG @ 10, "MRR@10": RR @ 10, "recall@10": R @ 10, "recall@100": R @ 100, "MAP@10": AP @ 10}
_NAMES = {str(measure): name for name, measure in MEASURES.items()}


def measure(qrels: Qrels, run: Run) -> dict[str, float]:
    """Each measure's mean over all judged queries; a query without any result counts as 0."""
    values = ir_measures.calc_aggregate(list(MEASURES.values()), qrels, run)
    return {name: float(values[measure]) for name, measure in MEASURES.items()}


def measure_by_query(qrels: Qrels, run: Run) -> dict[str, dict[str, float]]:
    """query_id → measure → value, in the order of the judgements."""
    table = {query_id: dict.fromkeys(MEASURES, 0.0) for query_id in qrels}
    for found in ir_measures.iter_calc(list(MEASURES.values()), qrels, run):
        table[found.query_id][_NAMES[str(found.measure)]] = float(found.value)
    return table
