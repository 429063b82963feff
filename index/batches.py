"""Token ids to padded batches: texts of like length together, so that little is computed on padding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

IntMatrix = npt.NDArray[np.int64]
STEP = 8  # tokens


def batches_by_length(lengths: Sequence[int], *, max_tokens: int) -> Iterator[list[int]]:
    """Yield positions, shortest texts first, such that each batch padded to its longest holds at most `max_tokens`.

    A batch holds 1, 2, 4, 8, … texts: whatever runs a model prepares each shape anew and keeps that, so there should be few of them.
    """
    batch: list[int] = []
    for position in sorted(range(len(lengths)), key=lambda i: (lengths[i], i)):
        while batch and lengths[position] * (len(batch) + 1) > max_tokens:
            size = _power_of_two(len(batch))
            yield batch[:size]
            batch = batch[size:]
        batch.append(position)
    while batch:
        size = _power_of_two(len(batch))
        yield batch[:size]
        batch = batch[size:]


def _power_of_two(most: int) -> int:
    return 1 << most.bit_length() - 1


def padded(rows: Sequence[Sequence[int]], *, most: int | None = None) -> IntMatrix:
    """Stack rows of unequal length, zeros at the end: (rows, width).

    The width is a multiple of STEP and, where no row is longer, at most `most`: whatever runs a model keeps about a megabyte for
    each width that it has met.
    """
    longest = max(map(len, rows))
    width = -(-longest // STEP) * STEP
    matrix = np.zeros((len(rows), width if most is None else max(longest, min(width, most))), dtype=np.int64)
    for position, row in enumerate(rows):
        matrix[position, : len(row)] = row
    return matrix
