"""Small documents for tests of the library."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from index.document import Block, Document, Passage, Role, Sentence, Source
from index.writer import Entry


def entry(source_id: str, *paragraphs: str, title: str = "A title") -> Entry:
    """A one-page document of one-sentence paragraphs."""
    page = "\n".join(paragraphs)
    passages, sentences, blocks = [], [], []
    start = 0
    for number, text in enumerate(paragraphs):
        end = start + len(text)
        passage_id = f"{source_id}/{sha256(text.encode()).hexdigest()[:6]}/{number}"
        passages.append(Passage(passage_id, source_id, 1, start, end, "Section", text))
        sentences.append(Sentence(f"{passage_id}/s", passage_id, source_id, 1, start, end, text))
        blocks.append(Block(1, start, end, Role.PARAGRAPH))
        start = end + 1
    return Document(Source(source_id, title), (page,), tuple(blocks)), passages, sentences


def many_entries(n: int = 40) -> Iterator[Entry]:
    """So many different documents, each of so many passages that some are written together."""
    for number in range(n):
        yield entry(f"document-{number:02d}", *(f"Study {number} on pain and sleep, sentence {line}." for line in range(30)))
