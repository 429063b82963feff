"""Building one page text with its blocks, for formats that have elements and no pages of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from index.document import Block, Role
from ingest.encodings import storable

_SPACES = re.compile(r"\s+")
_MARKS = {Role.LIST_ITEM: "• "}
_SEPARATORS = {Role.HEADING: "\n\n", Role.PARAGRAPH: "\n\n", Role.CAPTION: "\n\n"}


@dataclass(slots=True)
class PageBuilder:
    """Text and blocks in reading order; the text holds what the blocks hold, a bullet before each list item, and line ends."""

    page: int = 1
    _parts: list[str] = field(default_factory=list)
    _blocks: list[Block] = field(default_factory=list)
    _length: int = 0

    def add(self, text: str, role: Role, *, level: int = 0, why: str = "", mark: str = "") -> None:
        """Add a block; white space in `text` becomes single spaces. Text without a visible character is passed over.

        `mark`: what stands before a list item instead of a bullet, as "2. ".
        """
        words = _SPACES.sub(" ", storable(text)).strip()
        if not words:
            return
        if self._length:
            self._write(_SEPARATORS.get(role, "\n"))
        start = self._length
        self._write((mark if mark and role in _MARKS else _MARKS.get(role, "")) + words)
        self._blocks.append(Block(self.page, start, self._length, role, level, why))

    @property
    def text(self) -> str:
        """The page text so far."""
        return "".join(self._parts)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks so far."""
        return tuple(self._blocks)

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
