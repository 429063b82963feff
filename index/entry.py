"""What is put into a library: a document with its passages and sentences, and the texts that are embedded for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.document import Document, Passage, Sentence, text_hash
from index.encoder import Vectors
from index.search_text import heading_search_text, passage_search_text, sentence_search_text
from index.table_headers import table_headers

Entry = tuple[Document, Sequence[Passage], Sequence[Sentence]]


@dataclass(frozen=True, slots=True)
class Change:
    """What putting one document did, in passages."""

    source_id: str
    n_new: int
    n_kept: int
    n_dropped: int
    near: tuple[tuple[str, float], ...] = ()  # documents that hold nearly the same words, and the share of them, likest first


@dataclass(frozen=True, slots=True)
class Held:
    """A document as a library holds it: with the vectors of its passages and of its sentences, in their order."""

    entry: Entry
    of_passages: Vectors  # float32 (passages, dimension); NaN for one that the library lacks
    of_sentences: Vectors  # likewise


@dataclass(frozen=True, slots=True)
class PassageParts:
    """What a passage's vector can be made of: its text, or its heading and its sentences."""

    text: str
    heading: str
    sentences: tuple[bytes, ...]  # the keys of their vectors, in reading order
    lengths: tuple[int, ...]  # theirs, in characters


@dataclass(frozen=True, slots=True)
class SearchTexts:
    """(key, text) of each passage and of each sentence, in their order; the key is a hash of the text."""

    passages: list[tuple[bytes, str]]
    sentences: list[tuple[bytes, str]]
    parts: list[PassageParts]  # of each passage


def search_texts(document: Document, passages: Sequence[Passage], sentences: Sequence[Sentence]) -> SearchTexts:
    """The texts to embed for a document."""
    return search_texts_of(document.source.title, passages, sentences)


def search_texts_of(title: str, passages: Sequence[Passage], sentences: Sequence[Sentence]) -> SearchTexts:
    """The texts to embed for a document of this title."""
    sections = {passage.passage_id: passage.section for passage in passages}
    of_passages = [_keyed(passage_search_text(title, passage.section, passage.text)) for passage in passages]
    of_sentences = [
        _keyed(sentence_search_text(sections[sentence.passage_id], sentence.text, header))
        for sentence, header in zip(sentences, table_headers(sentences), strict=True)
    ]
    within: dict[str, list[tuple[bytes, int]]] = {passage_id: [] for passage_id in sections}
    for sentence, (key, _) in zip(sentences, of_sentences, strict=True):
        within[sentence.passage_id].append((key, len(sentence.text)))
    parts = [
        PassageParts(
            text,
            heading_search_text(title, passage.section),
            tuple(key for key, _ in within[passage.passage_id]),
            tuple(length for _, length in within[passage.passage_id]),
        )
        for passage, (_, text) in zip(passages, of_passages, strict=True)
    ]
    return SearchTexts(of_passages, of_sentences, parts)


def _keyed(text: str) -> tuple[bytes, str]:
    return bytes.fromhex(text_hash(text)), text
