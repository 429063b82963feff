"""The sentences of a text that is given as it is: of its paragraphs, headings, list items and rows of tables, as exact spans."""

from __future__ import annotations

from collections.abc import Iterator

from index.document import Block, Role
from ingest.sentences import sentence_spans
from ingest.split import BULLET
from ingest.structure import blocks_of_text

Span = tuple[int, int]


def given_spans(text: str) -> list[Span]:
    """Spans (start, end) in order. No sentence goes on from one item of a list into the next; a bullet or number is none of its words."""
    spans: list[Span] = []
    for start, end, role in _stretches(blocks_of_text(text), text):
        if role is Role.TABLE_ROW:
            spans.append((start, end))
        else:
            bullet = BULLET.match(text[start:end]) if role is Role.LIST_ITEM else None
            start += bullet.end() if bullet else 0
            spans.extend((start + first, start + last) for first, last in sentence_spans(text[start:end]))
    return spans


def _stretches(blocks: list[Block], text: str) -> Iterator[tuple[int, int, Role]]:
    """The blocks, where one that only looks like an item goes on from the one before ("… rose from 9 to" / "12. It fell")."""
    start, end, role = 0, 0, Role.PARAGRAPH
    for number, block in enumerate(blocks):
        next_role = blocks[number + 1].role if number + 1 < len(blocks) else Role.PARAGRAPH
        is_alone = block.role is Role.LIST_ITEM and Role.LIST_ITEM not in (role, next_role)
        if is_alone and role is Role.PARAGRAPH and end and _goes_on(text[start:end]):
            end = block.end
            continue
        if end:
            yield start, end, role
        start, end, role = block.start, block.end, block.role
    if end:
        yield start, end, role


def _goes_on(words: str) -> bool:
    return words.rstrip()[-1:].isalnum()
