"""Small libraries and their questions, made of the judge's texts that it was not trained on."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from index.document import Block, Document, Role, Source
from index.encoder import Encoder
from index.library import Library
from index.writer import Entry
from ingest.split import split
from training.judge_data import Example, Split, Text, judge_examples, split_of

TEXTS_IN_LIBRARY = 4  # as few as in the library that ships
MOST_OF_A_TEXT = 12  # questions asked about it: some texts have five times as many as others
MOST_LIBRARIES = 40  # of a part, drawn from all its texts: some 2,000 questions, ten to twenty minutes of two cores
FOREIGN = 6  # questions about texts elsewhere, asked of each library


@dataclass(frozen=True, slots=True)
class SmallLibrary:
    """A library of a few texts on different things, with what is asked of it."""

    folder: Path
    part: str
    rows: list[dict[str, Any]]


def small_libraries(
    folder: Path, data: Path, parts: Sequence[Split], encoder: Encoder, most: int = MOST_LIBRARIES
) -> Iterator[SmallLibrary]:
    """Make libraries of these parts' texts in `folder`, `most` of each part: each with its texts' questions, and some that none of its
    texts answers."""
    for part in parts:
        examples = [example for example in judge_examples(data) if split_of(example.text.document) == part]
        texts = list({example.text.text_id: example.text for example in examples}.values())
        chance = random.Random(0)
        chance.shuffle(texts)
        for number in range(0, min(len(texts), most * TEXTS_IN_LIBRARY), TEXTS_IN_LIBRARY):
            held = texts[number : number + TEXTS_IN_LIBRARY]
            ids = {text.text_id for text in held}
            path = folder / f"{part}-{number // TEXTS_IN_LIBRARY:02}"
            with Library.open(path, encoder=encoder, create=True) as library, library.writer() as writer:
                for source in library.sources():  # of an earlier run, on other texts
                    if source.source_id not in ids:
                        writer.remove(source.source_id)
                standing = {source.source_id for source in library.sources()}
                for _ in writer.put_many(_entries(text for text in held if text.text_id not in standing)):
                    pass
            own = [
                _row(example) for text in held for example in _some([one for one in examples if one.text.text_id == text.text_id], chance)
            ]
            others = [example for example in examples if example.text.text_id not in ids]
            foreign = [_row(replace(example, gold=frozenset())) | {"near": "medical"} for example in chance.sample(others, FOREIGN)]
            yield SmallLibrary(path, part, own + foreign)


def _some(examples: Sequence[Example], chance: random.Random) -> Sequence[Example]:
    return examples if len(examples) <= MOST_OF_A_TEXT else chance.sample(examples, MOST_OF_A_TEXT)


def _entries(texts: Iterable[Text]) -> Iterator[Entry]:
    for text in texts:
        page, _ = _page(text)
        block = Block(1, 0, len(page), Role.PARAGRAPH)
        document = Document(Source(text.text_id, text.heading or text.sentences[0][:80]), (page,), (block,))
        parts = split(document)
        yield document, parts.passages, parts.sentences


def _page(text: Text) -> tuple[str, list[tuple[int, int]]]:
    """The sentences as one page, and where each stands on it."""
    spans = []
    start = 0
    for sentence in text.sentences:
        spans.append((start, start + len(sentence)))
        start += len(sentence) + 1
    return " ".join(text.sentences), spans


def _row(example: Example) -> dict[str, Any]:
    _, spans = _page(example.text)
    gold = [[{"source_id": example.text.text_id, "start": spans[n][0], "end": spans[n][1]}] for n in sorted(example.gold)]
    return {
        "turns": [example.question],
        "type": "answerable" if gold else "unanswerable",
        "near": None if gold else "close",
        "gold": gold,
    }
