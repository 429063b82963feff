"""A passage's vector from its sentences' vectors and its heading's, so that its words are not read a second time.

Sentences are embedded for their own sake. To embed the passage as well cost as much again (docs/decisions/020).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Protocol

import numpy as np

from index.encoder import Vectors, unit_rows
from index.entry import PassageParts
from index.errors import EncoderError
from index.files import sha256_of

FOLDER = Path(__file__).resolve().parent
WEIGHTS_FILE = "composer.npy"
RECORD_FILE = "composer.json"


class _Encodes(Protocol):
    def encode(self, texts: Sequence[str]) -> Vectors: ...


class Composer:
    """One linear step over three vectors: the mean of the sentences' by their lengths, the first sentence's, the heading's."""

    def __init__(self, folder: Path) -> None:
        """Of the record in `folder`; the matrix is read when something is composed. Raises: EncoderError if there is none."""
        record = folder / RECORD_FILE
        if not record.is_file():
            raise EncoderError(f"{record}: the composer is missing. Restore it from the repository, or train it again.")
        made = json.loads(record.read_text(encoding="utf-8"))
        self.name = f"sentences-{made['sha256'][:12]}"  # as the manifest records it
        self.made_for: str = made["encoder"]  # sha256 of the weights of the encoder whose vectors it composes
        self._folder, self._sha256 = folder, made["sha256"]

    @cached_property
    def matrix(self) -> Vectors:
        """float32 (3 * dimension, dimension). Raises: EncoderError if it is not the one that the record tells of."""
        weights = self._folder / WEIGHTS_FILE
        if not weights.is_file() or sha256_of(weights) != self._sha256:
            raise EncoderError(f"{weights}: not the composer that its record tells of. Restore both from the repository.")
        matrix: Vectors = np.load(weights).astype(np.float32)
        return matrix

    def compose(self, parts: Sequence[PassageParts], of_sentences: Mapping[bytes, Vectors], of_headings: Mapping[str, Vectors]) -> Vectors:
        """The vectors of passages that have sentences: float32 (passages, dimension), rows of length 1."""
        return unit_rows(np.stack([inputs(part, of_sentences, of_headings[part.heading]) for part in parts]) @ self.matrix)


def inputs(parts: PassageParts, of_sentences: Mapping[bytes, Vectors], of_heading: Vectors) -> Vectors:
    """What the step is taken over: float32 (3 * dimension,)."""
    vectors = np.stack([of_sentences[key] for key in parts.sentences]).astype(np.float32)
    shares = np.asarray(parts.lengths, dtype=np.float32)
    return np.concatenate([(shares / shares.sum()) @ vectors, vectors[0], of_heading])


@cache
def shipped_composer() -> Composer:
    """The composer in this folder. Raises: EncoderError."""
    return Composer(FOLDER)


def composer_of(weights_hash: str) -> Composer | None:
    """The composer of this encoder's vectors; None if it was made for another."""
    composer = shipped_composer()
    return composer if composer.made_for == weights_hash else None


def encode_passages(
    encoder: _Encodes, composer: Composer | None, passages: Sequence[PassageParts], of_sentences: Mapping[bytes, Vectors]
) -> Vectors:
    """Embed passages: composed where there is a composer and the passage has sentences, else read whole; float32 (passages, dimension)."""
    composed = [number for number, passage in enumerate(passages) if composer is not None and passage.sentences]
    whole = [number for number, passage in enumerate(passages) if composer is None or not passage.sentences]
    headings = list(dict.fromkeys(passages[number].heading for number in composed))
    encoded = encoder.encode([*headings, *(passages[number].text for number in whole)])
    vectors = np.zeros((len(passages), encoded.shape[1]), dtype=np.float32)
    vectors[whole] = encoded[len(headings) :]
    if composer is not None and composed:
        vectors[composed] = composer.compose(
            [passages[number] for number in composed], of_sentences, dict(zip(headings, encoded, strict=False))
        )
    return vectors
