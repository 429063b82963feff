"""The sentences of one passage as they stand on the page: what lies between two, and where items, lists and tables begin and end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.document import SECTION_JOINER, Passage, Role, Sentence
from index.table_headers import is_table_header, stands_under_columns

MAX_CHARS = 600  # of a quote
MAX_WHOLE = 1300  # of one that says something else if its end is cut off


@dataclass(frozen=True, slots=True)
class Neighbours:
    """All sentences of a passage; a place is a sentence's number in it."""

    passage: Passage
    sentences: Sequence[Sentence]

    @property
    def heading(self) -> str:
        """The innermost heading that all sentences stand under, "" if none."""
        return self.passage.section.rsplit(SECTION_JOINER, 1)[-1]

    def text(self, place: int) -> str:
        """The words of one sentence."""
        return self.sentences[place].text

    def role(self, place: int) -> Role | None:
        """The role of one sentence, None where there is none."""
        return self.sentences[place].role if 0 <= place < len(self.sentences) else None

    def gap(self, place: int) -> str:
        """What stands on the page between a sentence and the one before it: white space, and the mark of a list item."""
        begin, end = self.sentences[place - 1].end - self.passage.start, self.sentences[place].start - self.passage.start
        return self.passage.text[begin:end]

    def fits(self, first: int, last: int, *, most: int = MAX_CHARS) -> bool:
        """Whether a run is short enough to be quoted."""
        return self.sentences[last].end - self.sentences[first].start <= most

    def is_one_item(self, place: int) -> bool:
        """Whether a sentence stands in the same list item as the one before it."""
        return self.role(place - 1) is self.role(place) is Role.LIST_ITEM and "\n" not in self.gap(place)

    def is_one_paragraph(self, place: int) -> bool:
        """Whether a sentence stands in the same paragraph as the one before it, as far as the page shows."""
        return self.role(place - 1) is self.role(place) is Role.PARAGRAPH and self.gap(place).count("\n") < 2

    def run_of(self, place: int) -> tuple[int, int]:
        """The first and last sentence of the list, or the first and last row of the table, that a place is in."""
        first = last = place
        while self.role(first - 1) is self.role(place):
            first -= 1
        while self.role(last + 1) is self.role(place):
            last += 1
        return first, last

    def is_header(self, first: int) -> bool:
        """Whether the first row of a table names its columns."""
        if self.role(first + 1) is not Role.TABLE_ROW or stands_under_columns(self.passage.section, self.text(first)):
            return False
        return is_table_header(self.text(first), self.text(first + 1))
