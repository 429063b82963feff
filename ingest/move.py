"""A whole library to another place: documents, vectors and records as they are, nothing embedded again, and compared afterwards."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from index.document import text_hash
from index.encoder import Vectors, stacked
from index.entry import Entry, PassageParts, search_texts
from index.errors import LibraryError
from index.library import Library
from index.manifest import Manifest

_REMOVED = "removed"  # documents taken out by hand, kept beside the library
_AT_ONCE = 256  # documents; no fewer than a writer writes together


@dataclass(frozen=True, slots=True)
class Moved:
    """What was moved, and what differs afterwards."""

    n_documents: int
    n_passages: int
    wrong: tuple[str, ...]  # one line each; empty if all is the same


class LentVectors:
    """Implements `Encoder` from the vectors that a library holds, so that a move needs no model."""

    def __init__(self, library: Library) -> None:
        manifest: Manifest = library.manifest
        self.name, self.weights_hash, self.dimension = manifest.encoder, manifest.weights_hash, manifest.dimension
        self.passages_from = manifest.passages_from
        self.library = library
        self._before: dict[bytes, Vectors] = {}  # of the documents read last: they are the ones asked for
        self._lately: dict[bytes, Vectors] = {}

    def entries(self, source_ids: Sequence[str]) -> Iterator[Entry]:
        """These documents of the library, whose vectors are at hand when they are asked for soon."""
        for part in _parts(source_ids):
            self._before, self._lately = self._lately, {}
            for held in self.library.held(part):
                texts = search_texts(*held.entry)
                self._lately |= {key: vector for (key, _), vector in zip(texts.passages, held.of_passages, strict=True)}
                self._lately |= {key: vector for (key, _), vector in zip(texts.sentences, held.of_sentences, strict=True)}
                yield held.entry

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors that the library holds for these texts. Raises: LibraryError if it lacks one."""
        keys = [bytes.fromhex(text_hash(text)) for text in texts]
        found = self._before | self._lately
        if missing := {key for key in keys if key not in found}:
            found |= self.library.vectors(missing)
        if any(key not in found or np.isnan(found[key]).any() for key in keys):
            raise LibraryError("The library lacks vectors of its own texts. Run on it first: python -m ingest verify")
        return stacked([found[key] for key in keys], self.dimension)

    def encode_passages(self, passages: Sequence[PassageParts], of_sentences: Mapping[bytes, Vectors]) -> Vectors:
        """The vectors that the library holds for these passages, however they were made. Raises: LibraryError if it lacks one."""
        return self.encode([passage.text for passage in passages])

    def encode_query(self, text: str) -> Vectors:
        """As `encode`, of one text."""
        vector: Vectors = self.encode([text])[0]
        return vector


def move(lent: LentVectors, target: Library, progress: Callable[[str], None] = lambda source_id: None) -> Moved:
    """Write all documents of the library that lends its vectors to `target`, opened with them, and compare. It stays as it is.

    Documents that `target` has besides stay; those of the same id are replaced. Stopped, it can be run again, and what stands
    as it should is not written twice.
    Raises: LibraryError, LibraryLockedError, ManifestMismatchError if `target` was made with another encoder.
    """
    source = lent.library
    with source.snapshot():
        ids = [found.source_id for found in source.sources()]
        with target.writer() as writer:
            for change in writer.put_many(lent.entries(ids)):
                progress(change.source_id)
            writer.record_files(source.files().values())
        kept = source.folder / _REMOVED
        if kept.is_dir():
            shutil.copytree(kept, target.folder / _REMOVED, dirs_exist_ok=True)
        with target.snapshot():
            wrong = tuple(line for part in _parts(ids) for line in _differences(source, target, part))
        files = target.files()
        wrong += tuple(f"{path}: the file's record differs" for path, record in source.files().items() if files.get(path) != record)
        counts = source.counts()
    return Moved(counts.n_documents, counts.n_passages, wrong)


def _differences(source: Library, target: Library, source_ids: Sequence[str]) -> Iterator[str]:
    there = {source.source_id for source in target.sources()}
    yield from (f"{source_id}: is not there" for source_id in source_ids if source_id not in there)
    both = [source_id for source_id in source_ids if source_id in there]
    for source_id, here, held in zip(both, source.held(both), target.held(both), strict=True):
        (document, *spans), (other, *other_spans) = here.entry, held.entry
        for what, one, another in (
            ("record", document.source, other.source),
            ("pages", document.pages, other.pages),
            ("blocks", document.blocks, other.blocks),
            ("notices", document.notices, other.notices),
            ("passages", spans[0], other_spans[0]),
            ("sentences", spans[1], other_spans[1]),
        ):
            if one != another:
                yield f"{source_id}: {what} differ"
        vectors = ((here.of_passages, held.of_passages), (here.of_sentences, held.of_sentences))
        if not all(np.array_equal(one, another) for one, another in vectors):
            yield f"{source_id}: vectors differ"


def _parts(source_ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(source_ids), _AT_ONCE):
        yield source_ids[start : start + _AT_ONCE]
