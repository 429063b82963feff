"""Documents to rows and back."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from index.abbreviations import find_abbreviations
from index.document import Block, Document, Passage, Role, Sentence, Source
from index.encoder import Vectors, stacked
from index.entry import Held, SearchTexts
from index.errors import LibraryError
from index.milvus.bm25 import analysed, server_word
from index.milvus.client import Row
from index.milvus.schema import MAX_BYTES, NO_VECTOR
from index.vocabulary import vocabulary_words

_PART_CHARS = MAX_BYTES // 4  # no character takes more than four bytes
PASSAGE_FIELDS = ("key", "version", "passage_id", "page", "start", "stop", "section", "text")
SENTENCE_FIELDS = ("key", "passage_key", "sentence_id", "page", "start", "stop", "role", "is_whole")


def version_of(
    weights_hash: str, document: Document, passages: Sequence[Passage], sentences: Sequence[Sentence], texts: SearchTexts
) -> str:
    """The key of a document's content: the same wherever and whenever it is written, another if anything but the record differs."""
    content = [
        weights_hash,
        document.source.source_id,
        document.pages,
        [_block_values(block) for block in document.blocks],
        document.notices,
        [(p.passage_id, p.page, p.start, p.end, p.section, key.hex()) for p, (key, _) in zip(passages, texts.passages, strict=True)],
        [
            (s.sentence_id, s.passage_id, s.page, s.start, s.end, s.role.value, s.is_whole, key.hex())
            for s, (key, _) in zip(sentences, texts.sentences, strict=True)
        ],
    ]
    return sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()[:32]


def text_rows(version: str, document: Document, passages: Sequence[Passage]) -> Iterator[Row]:
    """Pages, and what is known of the document besides."""
    for number, page in enumerate(document.pages, start=1):
        yield from _parts(version, "page", number, page)
    short = [
        (short, long, passage.page, passage.start + start, passage.start + end)
        for passage in passages
        for short, long, start, end in find_abbreviations(passage.text)
    ]
    words = sorted(set[str]().union(*(vocabulary_words(page) for page in document.pages)))
    blocks = [_block_values(block) for block in document.blocks]
    for kind, value in (("blocks", blocks), ("notices", document.notices), ("words", words), ("short", short)):
        yield from _parts(version, kind, 0, json.dumps(value, ensure_ascii=False))


def texts_of(rows: Iterable[Mapping[str, Any]]) -> dict[int, str]:
    """Texts put together again from their parts, by number."""
    parts: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for row in rows:
        parts[row["number"]][row["part"]] = row["text"]
    return {number: "".join(found[part] for part in sorted(found)) for number, found in sorted(parts.items())}


def blocks_of(text: str) -> tuple[Block, ...]:
    """The inverse of what `text_rows` keeps of blocks."""
    return tuple(Block(page, start, end, Role(role), level, why) for page, start, end, role, level, why in json.loads(text))


def passage_rows(version: str, passages: Sequence[Passage], texts: SearchTexts, vectors: Mapping[bytes, Vectors]) -> list[Row]:
    """Passages with their words and vectors."""
    rows = []
    for position, (passage, (key, text)) in enumerate(zip(passages, texts.passages, strict=True)):
        words = " ".join(server_word(word) for word in analysed(text))
        rows.append(
            {
                "key": passage_key(version, position),
                "version": version,
                "passage_id": passage.passage_id,
                "page": passage.page,
                "start": passage.start,
                "stop": passage.end,
                "section": passage.section,
                "text": _short_enough(passage.text, passage.passage_id),
                "text_hash": key.hex(),
                "words": _short_enough(words, passage.passage_id) or "_",
                "vector": vectors[key].tolist(),
            }
        )
    return rows


def sentence_rows(
    version: str, passages: Sequence[Passage], sentences: Sequence[Sentence], texts: SearchTexts, vectors: Mapping[bytes, Vectors]
) -> list[Row]:
    """Sentences with their vectors."""
    positions = {passage.passage_id: position for position, passage in enumerate(passages)}
    return [
        {
            "key": f"{version}/s{number:07d}",
            "version": version,
            "passage_key": passage_key(version, positions[sentence.passage_id]),
            "sentence_id": sentence.sentence_id,
            "page": sentence.page,
            "start": sentence.start,
            "stop": sentence.end,
            "role": sentence.role.value,
            "is_whole": sentence.is_whole,
            "text_hash": key.hex(),
            "vector": vectors[key].tolist(),
        }
        for number, (sentence, (key, _)) in enumerate(zip(sentences, texts.sentences, strict=True))
    ]


def passage_key(version: str, position: int) -> str:
    """The key of a version's passage."""
    return f"{version}/{position:07d}"


def row_of(key: str) -> int:
    """A passage's number for hits, from which, with the document's version, its key can be had again: see `position_of`."""
    version, _, position = key.partition("/")
    return (int(version[:9], 16) << 24) | int(position)


def position_of(row: int) -> int:
    """The position in its document of the passage with this number."""
    return row & 0xFFFFFF


def passage_of(row: Mapping[str, Any], source_id: str) -> Passage:
    """A row as the passage it was."""
    return Passage(row["passage_id"], source_id, row["page"], row["start"], row["stop"], row["section"], row["text"])


def sentence_of(row: Mapping[str, Any], passage: Passage) -> Sentence:
    """A row as the sentence it was."""
    text = passage.text[row["start"] - passage.start : row["stop"] - passage.start]
    role, is_whole = Role(row["role"]), bool(row["is_whole"])
    return Sentence(row["sentence_id"], passage.passage_id, passage.source_id, row["page"], row["start"], row["stop"], text, role, is_whole)


def held_of(source: Source, texts: Sequence[Row], passages: Sequence[Row], sentences: Sequence[Row], *, dimension: int) -> Held:
    """A document from all its rows, those of passages and sentences in the order of their keys."""
    by_kind: defaultdict[str, list[Row]] = defaultdict(list)
    for row in texts:
        by_kind[row["kind"]].append(row)
    pages = tuple(texts_of(by_kind["page"]).values())
    blocks, notices = blocks_of(texts_of(by_kind["blocks"])[0]), tuple(json.loads(texts_of(by_kind["notices"])[0]))
    by_key = {row["key"]: passage_of(row, source.source_id) for row in passages}
    found = in_reading_order(sentences)
    return Held(
        (Document(source, pages, blocks, notices), list(by_key.values()), [sentence_of(row, by_key[row["passage_key"]]) for row in found]),
        *(stacked([row["vector"] for row in rows], dimension) for rows in (passages, found)),
    )


def in_reading_order(sentences: Iterable[Row]) -> list[Row]:
    """Rows of one document's sentences, by passage and place."""
    return sorted(sentences, key=lambda row: (row["passage_key"], row["start"], row["key"]))


def _parts(version: str, kind: str, number: int, text: str) -> Iterator[Row]:
    for part, start in enumerate(range(0, max(len(text), 1), _PART_CHARS)):
        yield {
            "key": f"{version}/{kind}/{number:06d}/{part:05d}",
            "version": version,
            "kind": kind,
            "number": number,
            "part": part,
            "text": text[start : start + _PART_CHARS],
            "no_vector": NO_VECTOR,
        }


def _block_values(block: Block) -> list[object]:
    return [block.page, block.start, block.end, block.role.value, block.level, block.why]


def _short_enough(text: str, what: str) -> str:
    if len(text.encode()) > MAX_BYTES:
        raise LibraryError(f"{what}: longer than the {MAX_BYTES} bytes that Milvus takes in one field. Split the text into paragraphs.")
    return text
