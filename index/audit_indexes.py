"""Whether the derived indexes say what the tables say: how much of it, of which generation, and row by row."""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np

from index.dense import DenseIndex
from index.errors import LibraryError
from index.lexical import DamagedIndexError, LexicalIndex
from index.library import Library
from index.local_library import LocalLibrary
from index.search_text import passage_search_text
from index.store import Store

_SAMPLE = 2_000  # passages whose words are looked up, and whose vectors are searched for
_SAME = 0.999  # cosine of a vector with itself, after float16 and whatever order it is summed in


def stale_indexes(library: Library) -> list[str]:
    """Which derived indexes lag behind the tables or do not hold what they should, in words."""
    if not isinstance(library, LocalLibrary) or not library.manifest.dimension:
        return []
    with library.snapshot():
        return [*_wrong_dense(library), *_wrong_words(library)]


def _wrong_dense(library: LocalLibrary) -> Iterator[str]:
    n_passages, generation = library.counts().n_passages, library.generation
    if not any(library.folder.glob(f"passages-{generation}[.-]*")):
        yield f"the dense index on disk is not of generation {generation}"
    try:
        dense = library._refresh()
    except (RuntimeError, OSError, LibraryError) as error:
        yield f"the dense index cannot be read ({error})"
        return
    if dense is None or dense.n_passages != n_passages:
        yield f"the dense index holds {dense.n_passages if dense else 0} of {n_passages} passages"
    elif n_wrong := n_wrong_vectors(dense, library._store):
        yield f"the dense index has the vectors of other texts for {n_wrong} of {n_passages} passages"
    elif n_missed := n_not_found(dense, library._store):
        yield f"the dense index does not find {n_missed} of {min(_SAMPLE, n_passages)} passages by their own vectors"


def n_wrong_vectors(dense: DenseIndex, store: Store) -> int:
    """Rows that it holds with another vector than the tables have, or that stand in none."""
    n_wrong = 0
    for rows, vectors in dense.blocks():
        kept = dict(zip(*store.passage_vectors(rows.tolist()), strict=True))
        n_wrong += sum(row not in kept or not np.array_equal(kept[row], vector) for row, vector in zip(rows.tolist(), vectors, strict=True))
    return n_wrong


def n_not_found(dense: DenseIndex, store: Store) -> int:
    """Passages of a sample that a search for their own vector does not come upon: the codes of a compressed index may be wrong."""
    _, vectors = store.passage_vectors(_sample(store.rows_after(0)))
    best = (dense.search(vector, top_k=1) for vector in vectors)
    return sum(not hits or hits[0][1] < _SAME * float(vector @ vector) for hits, vector in zip(best, vectors, strict=True))


def _wrong_words(library: LocalLibrary) -> Iterator[str]:
    n_passages, generation = library.counts().n_passages, library.generation
    lexical = LexicalIndex(library.folder / "lexical")
    try:
        lexical.open()
        if lexical.generation != generation:
            yield f"the word index is of generation {lexical.generation}, the library of {generation}"
        elif lexical.n_passages != n_passages:
            yield f"the word index holds {lexical.n_passages} of {n_passages} passages"
        elif n_wrong := len(set(lexical.rows()) ^ set(library._store.rows_after(0))):
            yield f"the word index holds {n_wrong} other passages than the library"
        elif n_wrong := _n_wrong_words(lexical, library._store):
            yield f"the word index lacks words of {n_wrong} of {min(_SAMPLE, n_passages)} passages"
    except (ValueError, OSError, RuntimeError, DamagedIndexError) as error:
        yield f"the word index cannot be read ({error})"


def _n_wrong_words(lexical: LexicalIndex, store: Store) -> int:
    """Passages of a sample of which a word is not filed under their row."""
    passages = store.passages_by_row(_sample(store.rows_after(0)))
    titles = store.titles({passage.source_id for passage in passages.values()})
    texts = {row: passage_search_text(titles[passage.source_id], passage.section, passage.text) for row, passage in passages.items()}
    return sum(not lexical.holds(row, lexical.words(text)) for row, text in texts.items())


def _sample(rows: list[int]) -> list[int]:
    """Some of them, the same each time."""
    return rows if len(rows) <= _SAMPLE else sorted(random.Random(0).sample(rows, _SAMPLE))
