"""The vectors of the texts that a library lacks: sentences first, then passages, which may be composed of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import numpy as np

from index.encoder import Encoder, Vectors
from index.entry import Entry, SearchTexts, search_texts

TEXTS_AT_ONCE = 1024  # embedded and kept together: a run that is stopped loses no more than these and the next
DOCUMENTS_AT_ONCE = 64  # of which texts are embedded together, at most
Text = TypeVar("Text")
Embedded = Callable[[int, int], None]  # hears how many of how many texts are embedded; may raise to stop


def batches(entries: Iterable[Entry]) -> Iterator[list[tuple[Entry, SearchTexts]]]:
    """Documents with their search texts, as many as are embedded together: many of like length, yet little lost when a run is stopped."""
    batch: list[tuple[Entry, SearchTexts]] = []
    n_texts = 0
    for entry in entries:
        texts = search_texts(*entry)
        batch.append((entry, texts))
        n_texts += len(texts.passages) + len(texts.sentences)
        if len(batch) >= DOCUMENTS_AT_ONCE or n_texts >= TEXTS_AT_ONCE:
            yield batch
            batch, n_texts = [], 0
    if batch:
        yield batch


class Missing:
    """What of some documents' texts has no vector yet."""

    def __init__(self, batch: Sequence[SearchTexts], stored: Mapping[bytes, Vectors], passages_from: str) -> None:
        """`stored` are the vectors of these texts that the library has, `passages_from` is its own (index/manifest.py)."""
        sentences = {key: text for texts in batch for key, text in texts.sentences}
        passages = {
            key: parts for texts in batch for (key, _), parts in zip(texts.passages, texts.parts, strict=True) if key not in sentences
        }
        self._stored, self._passages_from = stored, passages_from
        self._sentences = [(key, text) for key, text in sentences.items() if key not in stored]
        self._passages = [(key, parts) for key, parts in passages.items() if key not in stored]

    def __len__(self) -> int:
        return len(self._sentences) + len(self._passages)

    def embed(self, encoder: Encoder) -> Iterator[dict[bytes, Vectors]]:
        """Yield vectors by key, as the library keeps them (half precision), some at a time, to be kept as they come."""
        found = dict(self._stored)
        for part in _parts(self._sentences):
            made = _kept([key for key, _ in part], encoder.encode([text for _, text in part]))
            found |= made
            yield made
        for passages in _parts(self._passages):
            parts_of = [parts for _, parts in passages]
            is_composed = bool(self._passages_from)
            vectors = encoder.encode_passages(parts_of, found) if is_composed else encoder.encode([parts.text for parts in parts_of])
            yield _kept([key for key, _ in passages], vectors)


def told(made: Iterable[dict[bytes, Vectors]], n_texts: int, embedded: Embedded | None) -> Iterator[dict[bytes, Vectors]]:
    """The same, and `embedded` hears before each part, in the thread that takes them."""
    n_done = 0
    if embedded and n_texts:
        embedded(0, n_texts)
    for part in made:
        yield part
        n_done += len(part)
        if embedded and n_done < n_texts:
            embedded(n_done, n_texts)


def keys_of(batch: Sequence[SearchTexts]) -> set[bytes]:
    """The keys of all these texts."""
    return {key for texts in batch for key, _ in (*texts.passages, *texts.sentences)}


def _parts(texts: Sequence[Text]) -> Iterator[Sequence[Text]]:
    """About as many as are kept together, in parts of one size: a few left over would be a batch of their own."""
    n_parts = max(1, round(len(texts) / TEXTS_AT_ONCE))
    size = -(-len(texts) // n_parts) or 1
    return (texts[start : start + size] for start in range(0, len(texts), size))


def _kept(keys: Sequence[bytes], vectors: Vectors) -> dict[bytes, Vectors]:
    """As they will be read back, so that what is composed of them is the same whether they were just made or stored before."""
    return dict(zip(keys, vectors.astype(np.float16).astype(np.float32), strict=True))
