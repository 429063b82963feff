"""tantivy (BM25) over passage search text: a derived folder, stamped, caught up from SQLite when it lags."""

from __future__ import annotations

import json
import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import tantivy

from index.bm25 import highest_possible
from index.document import Passage
from index.search_text import normalise, passage_search_text
from index.store import Store

_STAMP = "stamp.json"
_ANALYSER = "citewell_en"
_VERSION = 4  # raise when fields or analyser change
_ROWS_AT_ONCE = 2_000
_WRITER_BYTES = 64_000_000
MAX_QUERY_WORDS = 64
# tantivy's BM25 has k1 = 1.2 and b = 0.75, which ask for more repetitions and punish length harder than is good for passages
# (docs/decisions/003). A text that is written twice has half the k1; words of no meaning in every passage halve what is said of length.
TIMES_WRITTEN = 2
N_FILLING = 128  # about the words of a usual passage
_FILLING = " ".join(["wordofnomeaning"] * N_FILLING)
_FIELD = "text"  # title, heading and words together: measured better than weighted fields of their own (docs/decisions)


class DamagedIndexError(Exception):
    """What is open can no longer be read; it is made again from SQLite."""


class LexicalIndex:
    """BM25 search by passage row. No query syntax exists: every query is words, whatever it contains."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._analyser = analyser()
        self._schema = _schema()
        self._index: tantivy.Index | None = None
        self._is_damaged = False
        self.generation = 0

    def open(self) -> None:
        """Open what lies in the folder, or re-open it after another process has written; what is damaged counts as not there."""
        stamp = self._stamp()
        if stamp is None or self._is_damaged:
            self._index, self.generation = None, 0
            return
        try:
            if self._index is None:
                self._index = tantivy.Index(self._schema, path=str(self._folder))
                self._index.register_tokenizer(_ANALYSER, self._analyser)
            self._index.reload()
        except ValueError:  # tantivy's word for a file that is damaged or gone
            self.distrust()
        else:
            self.generation = stamp["generation"]

    def distrust(self) -> None:
        """Take nothing more from the folder; whoever next catches it up makes it anew."""
        self._index, self.generation, self._is_damaged = None, 0, True

    def catch_up(self, store: Store) -> bool:
        """Take in what was added and forget what was dropped since; for the holder of the write lock only."""
        generation = store.generation()
        stamp = None if self._is_damaged else self._stamp()
        if stamp and stamp["generation"] == generation and self._index is not None:
            return False
        if stamp is None:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder.mkdir(parents=True)
            self._index = None
        if self._index is None:
            self._index = tantivy.Index(self._schema, path=str(self._folder))
            self._index.register_tokenizer(_ANALYSER, self._analyser)
        writer = self._index.writer(heap_size=_WRITER_BYTES, num_threads=1)
        rows = store.rows_after(stamp["last_row"] if stamp else 0)
        if stamp and (gone := [*store.tombstones_after(stamp["generation"]), *rows]):
            writer.delete_documents_by_query(tantivy.Query.term_set_query(self._schema, "row", gone))  # "…_by_term" finds no unsigned one
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            passages = store.passages_by_row(rows[start : start + _ROWS_AT_ONCE])
            titles = store.titles({passage.source_id for passage in passages.values()})
            for row, passage in passages.items():
                writer.add_document(_document(row, passage, titles[passage.source_id]))
        writer.commit()
        writer.wait_merging_threads()
        last_row = rows[-1] if rows else (stamp["last_row"] if stamp else 0)
        draft = self._folder / f"{_STAMP}.draft"
        draft.write_text(json.dumps({"generation": generation, "last_row": last_row, "version": _VERSION}), encoding="ascii")
        draft.replace(self._folder / _STAMP)
        self._is_damaged = False
        self.open()
        return True

    @property
    def n_passages(self) -> int:
        """How many passages it holds."""
        return 0 if self._index is None else int(self._index.searcher().num_docs)

    def rows(self) -> list[int]:
        """The rows of the passages that it holds."""
        if self._index is None or not self.n_passages:
            return []
        with _damage_told():
            searcher = self._index.searcher()
            hits = searcher.search(tantivy.Query.all_query(), limit=searcher.num_docs, count=False).hits
            return [int(row or 0) for row in searcher.fast_field_values("row", [address for _, address in hits])]

    def holds(self, row: int, words: Sequence[str]) -> bool:
        """Whether all these analysed words are filed under this row."""
        if self._index is None:
            return False
        terms = [tantivy.Query.term_query(self._schema, _FIELD, word, index_option="freq") for word in dict.fromkeys(words)]
        query = tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, part) for part in (tantivy.Query.term_set_query(self._schema, "row", [row]), *terms)]
        )
        with _damage_told():
            return bool(self._index.searcher().search(query, limit=1, count=False).hits)

    def words(self, text: str) -> list[str]:
        """The text's words as the index knows them: folded, stemmed, stop words gone; in order, repeats kept."""
        words: list[str] = self._analyser.analyze(normalise(encodable(text)))
        return words

    def document_frequency(self, word: str) -> int:
        """In how many passages, with their headings and titles, an analysed word occurs."""
        return 0 if self._index is None else int(self._index.searcher().doc_freq(_FIELD, word))

    def highest_possible(self, words: Sequence[str], weights: dict[str, float] | None = None) -> float:
        """No passage can score more for these analysed words; 0 where nothing is filed."""
        asked = list(dict.fromkeys(words))[:MAX_QUERY_WORDS]
        return (
            highest_possible({word: self.document_frequency(word) for word in asked}, self.n_passages, weights) if self.n_passages else 0.0
        )

    def search(
        self, words: Sequence[str], *, top_k: int, weights: dict[str, float] | None = None, rows: Collection[int] | None = None
    ) -> list[tuple[int, float]]:
        """Passages by BM25 over analysed words, (row, score), best first, ties by row; a word may carry a weight."""
        if self._index is None or not words:
            return []
        parts = []
        for word in list(dict.fromkeys(words))[:MAX_QUERY_WORDS]:
            term = tantivy.Query.term_query(self._schema, _FIELD, word, index_option="freq")
            weight = (weights or {}).get(word, 1.0)
            parts.append((tantivy.Occur.Should, term if weight == 1.0 else tantivy.Query.boost_query(term, weight)))
        query = tantivy.Query.boolean_query(parts)
        if rows is not None:
            allowed = tantivy.Query.term_set_query(self._schema, "row", sorted(rows))
            query = tantivy.Query.boolean_query(
                [(tantivy.Occur.Must, query), (tantivy.Occur.Must, tantivy.Query.const_score_query(allowed, 0.0))]
            )
        with _damage_told():
            searcher = self._index.searcher()
            found = searcher.search(query, limit=top_k, count=False).hits
            numbers = searcher.fast_field_values("row", [address for _, address in found])
        hits = [(int(number or 0), float(score)) for number, (score, _) in zip(numbers, found, strict=True)]
        return sorted(hits, key=lambda hit: (-hit[1], hit[0]))

    def _stamp(self) -> dict[str, int] | None:
        try:
            stamp: dict[str, int] = json.loads((self._folder / _STAMP).read_text(encoding="ascii"))
        except (OSError, ValueError):
            return None
        return stamp if stamp.get("version") == _VERSION and tantivy.Index.exists(str(self._folder)) else None


@contextmanager
def _damage_told() -> Iterator[None]:
    """Files that were overwritten while they are open: tantivy fails in words, or panics, which no `except Exception` catches."""
    try:
        yield
    except ValueError as error:
        raise DamagedIndexError from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # PyO3 gives no name to import
            raise
        raise DamagedIndexError from error


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("row", indexed=True, fast=True)
    builder.add_text_field(_FIELD, tokenizer_name=_ANALYSER, index_option="freq")
    return builder.build()


def analyser() -> tantivy.TextAnalyzer:
    """Numbers with their decimals stay whole ("0.3"); words are folded, freed of English stop words, stemmed."""
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(r"\d+(?:[.,]\d+)+|[\p{L}\p{M}\p{N}]+"))
        .filter(tantivy.Filter.remove_long(60))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.stopword("english"))
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )


def _document(row: int, passage: Passage, title: str) -> tantivy.Document:
    document = tantivy.Document()
    document.add_unsigned("row", row)
    text = passage_search_text(title, passage.section, passage.text)
    for words in (*[text] * TIMES_WRITTEN, _FILLING):
        document.add_text(_FIELD, words)
    return document


def encodable(text: str) -> str:
    """The text without what UTF-8 cannot say."""
    return text.encode("utf-8", "replace").decode("utf-8")
