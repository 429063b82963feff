"""What the tables and the derived indexes say of themselves: raw facts for `verify` and `doctor`, and their cures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.document import text_hash
from index.encoder import Vectors
from index.entry import PassageParts, search_texts_of
from index.errors import LibraryError
from index.library import Library
from index.local_library import LocalLibrary
from index.store import vectors_from_blobs


@dataclass(frozen=True, slots=True)
class Span:
    """A passage or sentence with the text that should have been embedded for it and the key of its vector."""

    source_id: str
    page: int
    start: int
    end: int
    text: str
    search_text: str
    vector_key: bytes
    parts: PassageParts | None = None  # of a passage

    @property
    def is_keyed(self) -> bool:
        """Whether its vector is filed under the hash of its search text."""
        return bytes.fromhex(text_hash(self.search_text)) == self.vector_key


def spans(library: Library, source_id: str) -> Iterator[Span]:
    """A document's passages and sentences. Raises: UnknownDocumentError."""
    title = library.source(source_id).title
    passages, sentences = library.passages(source_id), library.sentences(source_id)
    of_passages, of_sentences = _kept_keys(library, source_id) if isinstance(library, LocalLibrary) else ([], {})
    texts = search_texts_of(title, passages, sentences)
    for number, (passage, (key, text), parts) in enumerate(zip(passages, texts.passages, texts.parts, strict=True)):
        kept = of_passages[number] if of_passages else key
        yield Span(source_id, passage.page, passage.start, passage.end, passage.text, text, kept, parts)
    for sentence, (key, text) in zip(sentences, texts.sentences, strict=True):
        kept = of_sentences[sentence.sentence_id] if of_sentences else key
        yield Span(source_id, sentence.page, sentence.start, sentence.end, sentence.text, text, kept)


def _kept_keys(library: LocalLibrary, source_id: str) -> tuple[list[bytes], dict[str, bytes]]:
    """Under which keys the tables look for vectors: of a document's passages in reading order, of its sentences by their ids."""
    store = library._store
    row = store.document_row(source_id)
    passages = store.connection.execute("SELECT vector_hash FROM passage WHERE document_row = ? ORDER BY passage_row", (row,))
    of_passages = [key for (key,) in passages.fetchall()]
    sentences = store.connection.execute(
        "SELECT sentence_id, sentence.vector_hash FROM sentence JOIN passage USING (passage_row) WHERE document_row = ?", (row,)
    )
    return of_passages, dict(sentences.fetchall())


def vectors_of(library: Library, keys: Sequence[bytes]) -> dict[bytes, Vectors]:
    """The vectors under these keys; keys without one, or with one of another length, are left out."""
    if not isinstance(library, LocalLibrary):
        return {key: vector for key, vector in library.vectors(set(keys)).items() if len(vector) == library.manifest.dimension}
    found: dict[bytes, Vectors] = {}
    for key in dict.fromkeys(keys):
        row = library._store.connection.execute("SELECT vector FROM vector WHERE hash = ?", (key,)).fetchone()
        if row is not None and len(row[0]) == 2 * library.manifest.dimension:
            found[key] = vectors_from_blobs([row[0]])[0]
    return found


def unexamined(library: Library) -> str:
    """What of a library on a server cannot be examined from here, in a sentence; "" for one in a folder."""
    if isinstance(library, LocalLibrary):
        return ""
    return (
        "On a server, documents, passages, sentences, vectors and files are examined as in a folder; not examined are its storage and "
        "indexes, rows that stopped runs left (each writer's end sweeps them away) and documents that are nearly the same. "
        "For the storage and indexes use the server's own tools."
    )


def integrity(library: Library) -> list[str]:
    """What SQLite finds wrong with its file; [] if nothing."""
    if not isinstance(library, LocalLibrary):
        return []
    rows = _local(library)._store.connection.execute("PRAGMA integrity_check(20)").fetchall()
    broken = [text for (text,) in rows if text != "ok"]
    strays = _local(library)._store.connection.execute("PRAGMA foreign_key_check").fetchall()
    astray = "SELECT count(*) FROM sentence LEFT JOIN vector USING (vector_row) WHERE hash IS NOT vector_hash"
    n_astray = _local(library)._store.connection.execute(astray).fetchone()[0]
    broken += [f"{len(strays)} rows without their document"] * bool(strays)
    return broken + [f"{n_astray} sentences that name the place of another text's vector"] * bool(n_astray)


def n_unused_vectors(library: Library) -> int:
    """Vectors that no passage and no sentence uses."""
    if not isinstance(library, LocalLibrary):
        return 0
    return int(_local(library)._store.connection.execute(f"SELECT count(*) FROM vector WHERE {_UNUSED}").fetchone()[0])


def drop_unused_vectors(library: Library) -> None:
    """Delete them; for the holder of the write lock only."""
    _local(library)._store.connection.execute(f"DELETE FROM vector WHERE {_UNUSED}")


def n_unpublished(library: Library) -> int:
    """Documents that a killed writer left complete but not yet visible."""
    if not isinstance(library, LocalLibrary):
        return 0
    generation = library.generation
    query = "SELECT count(*) FROM document WHERE added > ? OR dropped > ?"
    return int(_local(library)._store.connection.execute(query, (generation, generation)).fetchone()[0])


def drop_indexes(library: Library) -> None:
    """Delete the derived indexes' files: they are made again from the tables; for the holder of the write lock only."""
    _local(library).forget_indexes()


def near_pairs(library: Library) -> list[tuple[str, str, float]]:
    """Documents that are nearly the same: (one, other, share of their words), likest first."""
    if not isinstance(library, LocalLibrary):
        return []
    connection = _local(library)._store.connection
    standing = {source.source_id for source in library.sources()}
    pairs: dict[tuple[str, str], float] = {}
    for row, source_id in connection.execute("SELECT document_row, source_id FROM document WHERE dropped IS NULL").fetchall():
        hashes = [value for (value,) in connection.execute("SELECT hash FROM sketch WHERE document_row = ?", (row,))]
        for other, share in _local(library)._store.near_documents(hashes) if hashes else ():
            if other != source_id and {other, source_id} <= standing:
                pairs[min(source_id, other), max(source_id, other)] = share
    return sorted(((*pair, share) for pair, share in pairs.items()), key=lambda found: (-found[2], found[:2]))


def near_documents(library: Library, hashes: Sequence[int]) -> list[tuple[str, float]]:
    """The standing documents that are nearly the same as one of this sketch, and the share of their words, likest first."""
    return library._store.near_documents(hashes) if isinstance(library, LocalLibrary) else []


def likeness_of(one: Vectors, other: Vectors) -> float:
    """Their cosine, whatever their lengths."""
    lengths = float(np.linalg.norm(one)) * float(np.linalg.norm(other))
    return float(one @ other) / lengths if lengths else 0.0


def leftovers(library: Library) -> list[Path]:
    """Drafts that a killed process left in the library's folder."""
    return sorted(path for path in library.folder.rglob("*.draft") if path.is_file())


_UNUSED = "NOT EXISTS (SELECT 1 FROM passage WHERE vector_hash = hash) AND NOT EXISTS (SELECT 1 FROM sentence WHERE vector_hash = hash)"


def _local(library: Library) -> LocalLibrary:
    if not isinstance(library, LocalLibrary):
        raise LibraryError(f"{type(library).__name__}: only a library in a folder can be examined here. Use its server's own tools.")
    return library
