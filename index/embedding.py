"""The vectors of the texts that a library lacks: sentences first, then passages, which may be composed of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from index.encoder import Encoder, Vectors
from index.entry import SearchTexts

TEXTS_AT_ONCE = 1024  # embedded and kept together: a run that is stopped loses no more than these


def embed_missing(
    encoder: Encoder,
    passages_from: str,
    batch: Sequence[SearchTexts],
    stored: Mapping[bytes, Vectors],
    embedded: Callable[[int, int], None] | None = None,
) -> Iterator[dict[bytes, Vectors]]:
    """Yield vectors by key, as the library keeps them (half precision), some at a time, to be kept as they come.

    `passages_from` is the library's (index/manifest.py), `stored` are the vectors of these texts that it has. `embedded` hears
    how many of how many are done before each part, and may raise to stop.
    """
    sentences = {key: text for texts in batch for key, text in texts.sentences}
    passages = {key: parts for texts in batch for (key, _), parts in zip(texts.passages, texts.parts, strict=True) if key not in sentences}
    found = dict(stored)
    new_sentences = [(key, text) for key, text in sentences.items() if key not in found]
    new_passages = [(key, parts) for key, parts in passages.items() if key not in found]
    n_all = len(new_sentences) + len(new_passages)
    for start in range(0, len(new_sentences), TEXTS_AT_ONCE):
        if embedded:
            embedded(start, n_all)
        part = new_sentences[start : start + TEXTS_AT_ONCE]
        made = _kept([key for key, _ in part], encoder.encode([text for _, text in part]))
        found |= made
        yield made
    for start in range(0, len(new_passages), TEXTS_AT_ONCE):
        if embedded:
            embedded(len(new_sentences) + start, n_all)
        keys, parts_of = zip(*new_passages[start : start + TEXTS_AT_ONCE], strict=True)
        vectors = encoder.encode_passages(parts_of, found) if passages_from else encoder.encode([parts.text for parts in parts_of])
        yield _kept(keys, vectors)


def keys_of(batch: Sequence[SearchTexts]) -> set[bytes]:
    """The keys of all these texts."""
    return {key for texts in batch for key, _ in (*texts.passages, *texts.sentences)}


def _kept(keys: Sequence[bytes], vectors: Vectors) -> dict[bytes, Vectors]:
    """As they will be read back, so that what is composed of them is the same whether they were just made or stored before."""
    return dict(zip(keys, vectors.astype(np.float16).astype(np.float32), strict=True))
