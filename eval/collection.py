"""Retrieval collections in BEIR layout: a corpus, queries, and which documents are relevant to which query."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from eval.errors import CollectionError
from eval.jsonl import Row, open_text, read_rows

Qrels = dict[str, dict[str, int]]  # query_id → document_id → grade


@dataclass(frozen=True, slots=True)
class CorpusDocument:
    """One document of a collection."""

    document_id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Collection:
    """What is searched, what is asked, and what is right. Only judged queries are kept where there are judgements."""

    name: str
    documents: tuple[CorpusDocument, ...]
    queries: dict[str, str]
    qrels: Qrels
    n_unjudged: int = 0  # queries left out because nothing says what is relevant to them

    def of_first_queries(self, n: int | None) -> Collection:
        """The same, asked only its first `n` queries; all where `n` is None."""
        queries = dict(islice(self.queries.items(), n))
        return replace(self, queries=queries, qrels={query_id: self.qrels[query_id] for query_id in queries})


def read_collection(folder: Path, *, split: str = "") -> Collection:
    """Read a folder in BEIR layout. `split` "train" reads queries.train.jsonl and qrels.train.tsv, where they stand.

    Raises: CollectionError.
    """
    corpus = _find(folder, "corpus.jsonl", "corpus.jsonl.gz")
    queries_path = _find(folder, *_names("queries", split, "jsonl"), "queries.jsonl", "queries.jsonl.gz")
    qrels_path = _find(folder, *_names("qrels", split, "tsv"), f"qrels/{split or 'test'}.tsv", f"qrels/{split or 'test'}.tsv.gz")
    documents = tuple(_documents(corpus))
    if not documents:
        raise CollectionError(corpus, "holds no documents")
    queries = dict(_texts(queries_path))
    qrels = {query_id: grades for query_id, grades in read_qrels(qrels_path).items() if query_id in queries}
    judged = {query_id: text for query_id, text in queries.items() if query_id in qrels}
    if not judged:
        raise CollectionError(qrels_path, "judges none of the queries")
    name = f"{folder.resolve().name}{'/' + split if split else ''}"
    return Collection(name, documents, judged, qrels, len(queries) - len(judged))


def read_qrels(path: Path) -> Qrels:
    """Read judgements of three columns (query, document, grade) or TREC's four, with or without a header.

    Raises: CollectionError.
    """
    qrels: Qrels = {}
    with open_text(path) as lines:
        for number, line in enumerate(lines, start=1):
            fields = line.rstrip("\r\n").split("\t") if "\t" in line else line.split()
            if not line.strip():
                continue
            if len(fields) not in (3, 4):
                raise CollectionError(path, f"line {number} has {len(fields)} columns, not three or four")
            try:
                grade = int(float(fields[-1]))
            except ValueError as error:
                if number == 1:
                    continue  # the header
                raise CollectionError(path, f"line {number}: {fields[-1]!r} is no grade") from error
            qrels.setdefault(fields[0].strip(), {})[fields[-2].strip()] = grade
    return qrels


def _names(stem: str, split: str, ending: str) -> tuple[str, str]:
    name = f"{stem}.{split}.{ending}" if split else f"{stem}.{ending}"
    return name, f"{name}.gz"


def _find(folder: Path, *names: str) -> Path:
    for name in names:
        if (folder / name).is_file():
            return folder / name
    raise CollectionError(folder, f"no {names[0]} here")


def _rows(path: Path) -> Iterator[tuple[int, Row]]:
    try:
        yield from read_rows(path)
    except (ValueError, OSError, EOFError) as error:
        raise CollectionError(path, str(error)) from error


def _documents(path: Path) -> Iterator[CorpusDocument]:
    seen: set[str] = set()
    for number, row in _rows(path):
        document_id = _id(path, number, row)
        if document_id in seen:
            raise CollectionError(path, f"line {number}: a second document {document_id!r}")
        seen.add(document_id)
        yield CorpusDocument(document_id, str(row.get("title") or ""), str(row.get("text") or ""))


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    for number, row in _rows(path):
        yield _id(path, number, row), str(row.get("text") or "")


def _id(path: Path, number: int, row: Row) -> str:
    found = row.get("_id", row.get("id"))
    if found is None or not str(found).strip():
        raise CollectionError(path, f'line {number} has neither "_id" nor "id"')
    return str(found).strip()
