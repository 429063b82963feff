"""Drafting a sheet for a keeper's own questions: passages sampled from a library, with empty columns to write into."""

from __future__ import annotations

import random

from eval.sheet import SheetRow
from index.document import Passage, Source
from index.library import Library

MIN_CHARS = 60  # shorter passages seldom answer anything


def draft_sheet(library: Library, *, n: int, seed: int = 0) -> list[SheetRow]:
    """Sample `n` passages, every document in turn, each document's in an order that only the seed decides."""
    chance = random.Random(seed)
    waiting: list[tuple[Source, list[Passage]]] = []
    for source in library.sources():
        passages = [passage for passage in library.passages(source.source_id) if len(passage.text) >= MIN_CHARS]
        chance.shuffle(passages)
        waiting.append((source, passages))
    rows: list[SheetRow] = []
    while len(rows) < n and any(passages for _, passages in waiting):
        for source, passages in waiting:
            if passages and len(rows) < n:
                rows.append(_row(len(rows) + 1, source, passages.pop()))
    return rows


def _row(number: int, source: Source, passage: Passage) -> SheetRow:
    place = (passage.source_id, source.title, passage.page, passage.start, passage.end, passage.section)
    return SheetRow(f"own-{number:03}", *place, passage.text)
