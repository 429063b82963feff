"""The numbers that a browser puts before the items of an ordered list: the text refers to them ("repeat step 2")."""

from __future__ import annotations

from itertools import islice
from string import ascii_lowercase

from lxml import html

_MOST = 99  # a number of more digits is no mark of an item


def item_mark(item: html.HtmlElement) -> str:
    """What stands before a list item: "2. ", "b. "; "" where it has no number."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol" or "reversed" in parent.attrib:
        return ""
    number = _number(item, parent)
    if not 0 < number <= _MOST:
        return ""
    style = parent.get("type") or "1"
    if style in {"a", "A"} and number <= len(ascii_lowercase):
        letter = ascii_lowercase[number - 1]
        return f"{letter}. " if style == "a" else f"({letter.upper()}) "
    return f"{number}. "


def _number(item: html.HtmlElement, parent: html.HtmlElement) -> int:
    """Counted as browsers count: from the list's start, on from the last item that states its number; 0 far down a long list."""
    number = _stated(parent.get("start"), 1) - 1
    for other in islice(parent, 2 * _MOST):
        if other.tag == "li":
            number = _stated(other.get("value"), number + 1)
        if other is item:
            return number
    return 0


def _stated(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.strip().lstrip("-").isdecimal() and len(text) < 6 else otherwise
