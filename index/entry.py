"""What is put into a library: a document with its passages and sentences, and the texts that are embedded for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.document import Document, Passage, Sentence, text_hash
from index.encoder import Vectors
from index.search_text import passage_search_text, sentence_search_text
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
class SearchTexts:
    """(key, text) of each passage and of each sentence, in their order; the key is a hash of the text."""

    passages: list[tuple[bytes, str]]
    sentences: list[tuple[bytes, str]]


def search_texts(document: Document, passages: Sequence[Passage], sentences: Sequence[Sentence]) -> SearchTexts:
    """The texts to embed for a document."""
    sections = {passage.passage_id: passage.section for passage in passages}
    title = document.source.title
    return SearchTexts(
        [_keyed(passage_search_text(title, passage.section, passage.text)) for passage in passages],
        [
            _keyed(sentence_search_text(sections[sentence.passage_id], sentence.text, header))
            for sentence, header in zip(sentences, table_headers(sentences), strict=True)
        ],
    )


def _keyed(text: str) -> tuple[bytes, str]:
    return bytes.fromhex(text_hash(text)), text
