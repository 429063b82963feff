"""Fit the guard's kernel machine: python -m training.train_guard. Reads training/data/guard.jsonl, writes chat/guard/weights.npz.

What is set aside (eval/collections/guard) is never read here. `python -m training.guard_blend` says how good it is out of fold.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from chat.guard.classifier import CONSTANT, NGRAM_WEIGHT
from index.encoder import open_encoder
from index.model_threads import n_at_once
from training.guard_kernel import Array, Problem, in_eight_bits
from training.guard_rows import ROWS, read_rows

WEIGHTS = Path(__file__).resolve().parent.parent / "chat" / "guard" / "weights.npz"


def main() -> int:
    """Fit on all rows and write the weights. Returns the exit status."""
    problem = Problem.of(read_rows(ROWS), open_encoder().encode)
    threadpool_limits(n_at_once(), user_api="blas")  # the encoder, which is done, had all but one sent home
    write_weights(problem, problem.fit(np.arange(len(problem.rows))), WEIGHTS)
    return 0


def write_weights(problem: Problem, alpha: Array, file: Path) -> None:
    """Keep the training messages as the kernel sees them; the linear n-gram part summed up."""
    features = problem.features
    kept: dict[str, Any] = {
        **in_eight_bits("meaning", features.meaning),
        "cues": features.cues.astype(np.float16),
        "alpha": alpha.astype(np.float32),
        "ngrams": (NGRAM_WEIGHT * (features.ngrams.T @ alpha)).astype(np.float16),
        "bias": (CONSTANT * alpha.sum(axis=0)).astype(np.float32),
    }
    np.savez(file, **kept)


if __name__ == "__main__":
    raise SystemExit(main())
