"""How deep the elements of a parsed page or article stand within each other."""

from __future__ import annotations

from lxml import etree


def depth_of(root: etree._Element) -> int:
    """How many elements stand within each other at most, the root counted."""
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest
