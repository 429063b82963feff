"""The numbers that Word puts before the paragraphs of a numbered list: counted as Word counts, by list and level."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from string import ascii_lowercase
from typing import Any

from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import etree

from ingest.split import BULLET

_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_MOST = 99
_MOST_STYLES = 20  # that one style may be based on


@dataclass(slots=True)
class ListNumbers:
    """Goes through a file's paragraphs in order and says what stands before each."""

    numbering: Any  # the root of the numbering part, None if the file has none
    _counts: dict[tuple[str, int], int] = field(default_factory=dict)  # by list and level
    _levels: dict[tuple[str, int], tuple[str, str, int] | None] = field(default_factory=dict)

    def mark(self, paragraph: Paragraph) -> str:
        """What stands before it: "2. ", "b) "; "" where Word draws a bullet or nothing."""
        stated = _stated(paragraph)
        if stated is None or self.numbering is None:
            return ""
        key, depth = stated
        if stated not in self._levels:
            self._levels[stated] = self._level(key, depth)
        level = self._levels[stated]
        if level is None:
            return ""
        style, shape, start = level
        number = self._counts.get((key, depth), start - 1) + 1
        self._counts[key, depth] = number
        for deeper in [place for place in self._counts if place[0] == key and place[1] > depth]:
            del self._counts[deeper]
        mark = re.sub(r"%\d", _drawn(number, style), shape) + " "
        return mark if shape.count("%") == 1 and BULLET.fullmatch(mark) else ""

    def _level(self, number_id: str, depth: int) -> tuple[str, str, int] | None:
        """The level's sort of numbers, how they are put, and where they begin."""
        number = next((one for one in self.numbering.iter(qn("w:num")) if one.get(qn("w:numId")) == number_id), None)
        abstract_id = _value(number, "w:abstractNumId") if number is not None else None
        for abstract in self.numbering.iter(qn("w:abstractNum")):
            if abstract_id is not None and abstract.get(qn("w:abstractNumId")) == abstract_id:
                for level in abstract.iter(qn("w:lvl")):
                    if level.get(qn("w:ilvl")) == str(depth):
                        start = _value(level, "w:start") or "1"
                        begins = int(start) if start.isdecimal() else 1
                        return _value(level, "w:numFmt") or "decimal", _value(level, "w:lvlText") or "", begins
        return None


def _stated(paragraph: Paragraph) -> tuple[str, int] | None:
    """The paragraph's list and level, its own or its style's."""
    for properties in _properties(paragraph):
        numbers = properties.find(qn("w:numPr")) if properties is not None else None
        if numbers is not None and (number_id := _value(numbers, "w:numId")) is not None:
            depth = _value(numbers, "w:ilvl") or "0"
            return (number_id, int(depth)) if depth.isdecimal() and number_id != "0" else None
    return None


def _properties(paragraph: Paragraph) -> Iterator[Any]:
    yield paragraph._p.pPr
    style: Any = paragraph.style
    for _ in range(_MOST_STYLES):
        if style is None:
            return
        yield style.element.find(qn("w:pPr"))
        style = style.base_style


def _value(element: etree._Element, name: str) -> str | None:
    found = element.find(qn(name))
    return found.get(qn("w:val")) if found is not None else None


def _drawn(number: int, style: str) -> str:
    """A number as a list of that sort has it; "" for sorts that are no marks of items here."""
    if style == "decimal" and 0 < number <= _MOST:
        return str(number)
    if style == "lowerLetter" and 0 < number <= len(ascii_lowercase):
        return ascii_lowercase[number - 1]
    if style == "lowerRoman" and 0 < number <= len(_ROMAN):
        return _ROMAN[number - 1]
    return ""
