"""A loss that must stay a number."""

from __future__ import annotations

import math


def finite(loss: float, step: int) -> float:
    """The loss, where it is a number. Once it is none, no weight is either, and every step after it is lost.

    Raises: SystemExit if it is not.
    """
    if not math.isfinite(loss):
        raise SystemExit(
            f"The loss is {loss} at step {step}: nothing can be learned from here on. Look for weights that were loaded in half precision, "
            "for a learning rate that is too high, or for an adapter to start from that holds no numbers."
        )
    return loss
