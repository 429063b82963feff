"""A whole library to another place: documents, vectors and records as they are, nothing embedded again, and compared afterwards."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from index.document import Document, text_hash
from index.encoder import Vectors
from index.entry import Entry, search_texts
from index.errors import LibraryError
from index.library import Library
from index.manifest import Manifest

_REMOVED = "removed"  # documents taken out by hand, kept beside the library


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
        self._library = library

    def encode(self, texts: Sequence[str]) -> Vectors:
        """The vectors that the library holds for these texts. Raises: LibraryError if it lacks one."""
        keys = [bytes.fromhex(text_hash(text)) for text in texts]
        found = self._library.vectors(set(keys))
        if len(found) < len(set(keys)):
            raise LibraryError("The library lacks vectors of its own texts. Run on it first: python -m ingest verify")
        return np.asarray([found[key] for key in keys], dtype=np.float32).reshape(len(keys), self.dimension)

    def encode_query(self, text: str) -> Vectors:
        """As `encode`, of one text."""
        vector: Vectors = self.encode([text])[0]
        return vector


def move(source: Library, target: Library, progress: Callable[[str], None] = lambda source_id: None) -> Moved:
    """Write all documents of `source` to `target`, opened with `LentVectors` of it, and compare. `source` stays as it is.

    Documents that `target` has besides stay; those of the same id are replaced. Stopped, it can be run again.
    Raises: LibraryError, LibraryLockedError, ManifestMismatchError if `target` was made with another encoder.
    """
    with source.snapshot():
        ids = [found.source_id for found in source.sources()]
        with target.writer() as writer:
            for change in writer.put_many(entry_in(source, source_id) for source_id in ids):
                progress(change.source_id)
            writer.record_files(source.files().values())
        kept = source.folder / _REMOVED
        if kept.is_dir():
            shutil.copytree(kept, target.folder / _REMOVED, dirs_exist_ok=True)
        wrong = tuple(line for source_id in ids for line in _differences(source, target, source_id))
        files = target.files()
        wrong += tuple(f"{path}: the file's record differs" for path, record in source.files().items() if files.get(path) != record)
        counts = source.counts()
    return Moved(counts.n_documents, counts.n_passages, wrong)


def entry_in(library: Library, source_id: str) -> Entry:
    """A document that a library holds, as another takes it. Raises: UnknownDocumentError."""
    document = Document(library.source(source_id), library.pages(source_id), library.blocks(source_id), library.notices(source_id))
    return document, library.passages(source_id), library.sentences(source_id)


def _differences(source: Library, target: Library, source_id: str) -> Iterator[str]:
    here, there = entry_in(source, source_id), entry_in(target, source_id)
    for what, one, other in (
        ("record", here[0].source, there[0].source),
        ("pages", here[0].pages, there[0].pages),
        ("blocks", here[0].blocks, there[0].blocks),
        ("notices", here[0].notices, there[0].notices),
        ("passages", here[1], there[1]),
        ("sentences", here[2], there[2]),
    ):
        if one != other:
            yield f"{source_id}: {what} differ"
    texts = search_texts(*here)
    keys = {key for key, _ in (*texts.passages, *texts.sentences)}
    mine, theirs = source.vectors(keys), target.vectors(keys)
    if any(key not in theirs or not np.array_equal(mine[key], theirs[key]) for key in keys):
        yield f"{source_id}: vectors differ"
