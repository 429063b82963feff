"""What the library was made with; a library made with another encoder is refused, with the cure in one line."""

from __future__ import annotations

from dataclasses import dataclass

from index.encoder import Encoder
from index.errors import ManifestMismatchError

FORMAT_VERSION = 5  # raise together with a step in index/migrate.py


@dataclass(frozen=True, slots=True)
class Manifest:
    """The encoder that made the vectors, and the format of the tables."""

    encoder: str = ""  # "" until the first text is embedded
    weights_hash: str = ""
    dimension: int = 0
    passages_from: str = ""  # how passages' vectors are made: "" whole, else of which composer they are (index/composer)
    format_version: int = FORMAT_VERSION
    library_id: str = ""  # tells this library from every other, and from its own copies; "" before format 2

    def check(self, folder: object, encoder: Encoder) -> None:
        """Raises: ManifestMismatchError if the vectors in `folder` are not this encoder's."""
        if not self.encoder:
            return
        wanted = (encoder.name, encoder.weights_hash, encoder.dimension)
        for key, found, asked in zip(
            ("the encoder", "weights", "dimension"), (self.encoder, self.weights_hash, self.dimension), wanted, strict=True
        ):
            if found != asked:
                raise ManifestMismatchError(folder, key, str(found)[:40], str(asked)[:40])
        if self.passages_from not in ("", encoder.passages_from):
            raise ManifestMismatchError(folder, "passages' vectors", self.passages_from, encoder.passages_from or "whole")
