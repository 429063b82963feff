"""Numbers that stand above the line: 10⁹ cells are not 109, and patients¹² are not a number of them."""

from __future__ import annotations

import re

from lxml import etree

_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SIGNS = str.maketrans("+-−–", "⁺⁻⁻⁻")
_SIGN = r"[+\-−–]"
_NUMBERS = re.compile(rf"({_SIGN}?)(\d{{1,4}}(?:[,;–-]\d{{1,4}})*)({_SIGN}?)|{_SIGN}")  # exponents, charges, numbers of references
RAISED = re.compile("[⁰¹²³⁴-⁹⁺⁻]")


def raised(text: str) -> str:
    """Text that stands raised, as signs that do: "-3" is "⁻³", "1, 2" is "¹,²"; what is no number stays as it is."""
    found = _NUMBERS.fullmatch("".join(text.split()))
    if found is None:
        return text
    if found[2] is None:
        return found[0].translate(_SIGNS)
    return found[1].translate(_SIGNS) + found[2].translate(_DIGITS) + found[3].translate(_SIGNS)


class RaisedParts:
    """The raised parts among the words of a page that are gathered in a list while its tree is walked."""

    def __init__(self, words: list[str]) -> None:
        self._words = words
        self._starts: list[int] = []

    def start(self, element: etree._Element) -> None:
        """An element begins, before its words are gathered."""
        if _is_raised(element):
            self._starts.append(len(self._words))

    def end(self, element: etree._Element) -> None:
        """An element ends, before what follows it is gathered."""
        if _is_raised(element) and self._starts:
            start = self._starts.pop()
            self._words[start:] = [raised("".join(self._words[start:]))]


def _is_raised(element: etree._Element) -> bool:
    return isinstance(element.tag, str) and element.tag.rpartition("}")[2].lower() == "sup"
