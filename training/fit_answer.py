"""Fit chat/calibration.json: what speaks for a sentence → the probability that it answers; and the thresholds.

    python -m training.fit_answer --library DIR --questions tune.jsonl [--library DIR --questions tune.jsonl …]
        [--judge-data DIR --scratch DIR] --out chat/calibration.json

Rows of the question files are those of eval/collections; only tune parts belong here. --judge-data adds the judge's own
questions about texts that it was not trained on, asked of small libraries of them (made in --scratch).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Any

import numpy as np

from chat.answer import Assistant
from chat.evidence import Evidence
from chat.judge.cross_encoder import CrossEncoder
from index.encoder import MODEL_CACHE, open_encoder
from training.answer_data import MOST_LIBRARIES, small_libraries
from training.answer_fit import NAMES, Asked, fit, report, thresholds
from training.judge_data import Split

SET_SHARE = 3.0  # how much a question of a set weighs,
JUDGE_SHARE = 0.25  # and one of the judge's, of which there are six times as many
NEAR_SHARE = {"medical": 3.0, "offtopic": 4.0}  # they are few in the sets, and answering one of them is the worse mistake


def ask_all(assistant: Assistant, rows: Sequence[dict[str, Any]], *, share: float) -> list[Asked]:
    """Gather the evidence for every question."""
    asked = []
    for row in rows:
        ranked = assistant.find(row["turns"]).ranked
        features = np.array([astuple(item.features) for item in ranked], dtype=np.float64).reshape(len(ranked), len(NAMES))
        weight = share * NEAR_SHARE.get(row.get("near") or "", 1.0)
        asked.append(Asked(row, weight, features, np.array([is_gold(item, row) for item in ranked], dtype=bool)))
    return asked


def ask_judge_data(scratch: Path, data: Path, parts: Sequence[Split], most: int) -> dict[str, list[Asked]]:
    """The evidence for the judge's own questions, by part, asked of small libraries."""
    encoder, judge = open_encoder(), CrossEncoder.open(MODEL_CACHE)
    asked: dict[str, list[Asked]] = {part: [] for part in parts}
    for small in small_libraries(scratch, data, parts, encoder, most):
        print(f"{small.folder.name}: {len(small.rows)} questions", file=sys.stderr, flush=True)
        assistant = Assistant.open(small.folder, encoder=encoder, judge=judge)
        asked[small.part] += ask_all(assistant, small.rows, share=JUDGE_SHARE)
    return asked


def is_gold(evidence: Evidence, row: dict[str, Any]) -> bool:
    """Whether the sentence shares at least half of itself or of a gold span with that span."""
    sentence = evidence.sentence
    for group in row.get("gold") or []:
        for span in group:
            if span["source_id"] == sentence.source_id:
                shared = min(sentence.end, span["end"]) - max(sentence.start, span["start"])
                if shared > 0 and 2 * shared >= min(sentence.end - sentence.start, span["end"] - span["start"]):
                    return True
    return False


def rounded(record: dict[str, Any]) -> dict[str, Any]:
    """The record with four decimals, which is more than the questions can tell."""
    return {name: rounded(value) if isinstance(value, dict) else round(value, 4) + 0.0 for name, value in record.items()}


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a question file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def main() -> None:
    """Fit on all given pairs of library and questions, write the calibration."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--library", type=Path, action="append", default=[])
    parser.add_argument("--questions", type=Path, action="append", default=[])
    parser.add_argument("--judge-data", type=Path)
    parser.add_argument("--libraries", type=int, default=MOST_LIBRARIES, help="small libraries of the judge's texts, at most, of a part")
    parser.add_argument("--scratch", type=Path, default=Path("data/fit"))
    parser.add_argument("--check", type=Path, action="append", default=[], help="questions reported but not fitted, one file a library")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    asked: list[Asked] = []
    checked: list[Asked] = []
    for number, (library, questions) in enumerate(zip(args.library, args.questions, strict=True)):
        assistant = Assistant.open(library)
        asked += ask_all(assistant, read_rows(questions), share=SET_SHARE)
        checked += ask_all(assistant, read_rows(args.check[number]), share=SET_SHARE) if args.check else []
    if args.judge_data:
        by_part = ask_judge_data(args.scratch, args.judge_data, ("tune", "test") if args.check else ("tune",), args.libraries)
        asked += by_part["tune"]
        checked += by_part.get("test", [])
    model = fit(asked)
    limits = thresholds(asked, model)
    record = rounded(model.record() | limits)
    args.out.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(record, indent=2))
    print("fitted on", report(asked, model, limits["answer_from"]), sep="\n")
    if checked:
        print("checked on", report(checked, model, limits["answer_from"]), sep="\n")


if __name__ == "__main__":
    main()
