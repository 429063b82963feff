"""Fit the guard's kernel machine: python -m training.train_guard. Reads training/data/guard.jsonl, writes chat/guard/weights.npz.

What is set aside (eval/collections/guard) is never read here. `python -m training.guard_blend` says how good it is out of fold.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from chat.guard.classifier import CONSTANT, NGRAM_WEIGHT
from index.encoder import open_encoder
from training.guard_kernel import Array, Problem
from training.guard_rows import ROWS, read_rows

WEIGHTS = Path(__file__).resolve().parent.parent / "chat" / "guard" / "weights.npz"


def main() -> int:
    """Fit on all rows and write the weights. Returns the exit status."""
    problem = Problem.of(read_rows(ROWS), open_encoder().encode)
    write_weights(problem, problem.fit(np.arange(len(problem.rows))))
    return 0


def write_weights(problem: Problem, alpha: Array) -> None:
    """Keep the training messages as the kernel sees them, in half precision; the linear n-gram part summed up."""
    features = problem.features
    with_turns = np.asarray([number for number, row in enumerate(problem.rows) if row.turns], dtype=np.int32)
    np.savez_compressed(
        WEIGHTS,
        alone=features.alone.astype(np.float16),
        joint_rows=with_turns,
        joint=features.joint[with_turns].astype(np.float16),
        cues=features.cues.astype(np.float16),
        alpha=alpha.astype(np.float32),
        ngrams=(NGRAM_WEIGHT * (features.ngrams.T @ alpha)).astype(np.float16),
        bias=(CONSTANT * alpha.sum(axis=0)).astype(np.float32),
    )


if __name__ == "__main__":
    raise SystemExit(main())
