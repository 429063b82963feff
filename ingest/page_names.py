"""Page numbers as people write them."""

from __future__ import annotations

from collections.abc import Sequence

_MOST_NAMED = 20  # pages, or runs of pages


def page_names(numbers: Sequence[int]) -> str:
    """In order: [1, 2, 3, 7] is "pages 1-3, 7"; of very many the first."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    names = [str(first) if first == last else f"{first}-{last}" for first, last in runs]
    told = names[:_MOST_NAMED] + (["…"] if len(names) > _MOST_NAMED else [])
    return f"page{'s' if len(numbers) > 1 else ''} {', '.join(told)}"
