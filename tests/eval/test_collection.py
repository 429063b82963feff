"""Collections in BEIR layout, whichever way they are laid out; and what is wrong with those that are not."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from eval.collection import read_collection, read_qrels
from eval.errors import CollectionError

CORPUS = '{"_id": "d1", "title": "Ketamine", "text": "A drug."}\n\n{"id": 2, "text": "Sleep.", "metadata": {}}\n'
QUERIES = '{"_id": "q1", "text": "which drug"}\n{"id": "q2", "text": "not judged"}\n'


def make(folder: Path, *, corpus: str = CORPUS, queries: str = QUERIES, qrels: str = "q1\td1\t1\n") -> Path:
    (folder / "corpus.jsonl").write_text(corpus, encoding="utf-8")
    (folder / "queries.jsonl").write_text(queries, encoding="utf-8")
    (folder / "qrels.tsv").write_text(qrels, encoding="utf-8")
    return folder


def test_a_collection_is_read_with_either_name_of_the_id(tmp_path: Path) -> None:
    collection = read_collection(make(tmp_path))
    assert [(document.document_id, document.title) for document in collection.documents] == [("d1", "Ketamine"), ("2", "")]
    assert collection.queries == {"q1": "which drug"}
    assert collection.n_unjudged == 1


def test_a_gzipped_corpus_and_beir_s_own_folder_of_judgements_are_read(tmp_path: Path) -> None:
    make(tmp_path)
    (tmp_path / "corpus.jsonl").unlink()
    (tmp_path / "corpus.jsonl.gz").write_bytes(gzip.compress(CORPUS.encode()))
    (tmp_path / "qrels.tsv").unlink()
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq1\t2\t1\n", encoding="utf-8")
    collection = read_collection(tmp_path)
    assert len(collection.documents) == 2
    assert collection.qrels == {"q1": {"2": 1}}


@pytest.mark.parametrize(
    "text",
    ["q1\td1\t2\n", "query-id\tcorpus-id\tscore\nq1\td1\t2\n", "q1\t0\td1\t2\n", "q1 0 d1 2\n", "\n\nq1\td1\t2.0\r\n", "\ufeffq1\td1\t2\n"],
    ids=["three columns", "header", "four columns", "spaces", "blank lines", "byte order mark"],
)
def test_judgements_are_read_in_every_usual_form(tmp_path: Path, text: str) -> None:
    (tmp_path / "qrels.tsv").write_text(text, encoding="utf-8")
    assert read_qrels(tmp_path / "qrels.tsv") == {"q1": {"d1": 2}}


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"corpus": "{broken"}, "line 1"),
        ({"corpus": "[1]\n"}, "not a JSON object"),
        ({"corpus": '{"text": "x"}\n'}, '"_id"'),
        ({"corpus": CORPUS + '{"_id": "d1", "text": "again"}\n'}, "second document"),
        ({"corpus": ""}, "no documents"),
        ({"qrels": "q9\td1\t1\n"}, "judges none"),
        ({"qrels": "q1\td1\n"}, "2 columns"),
        ({"qrels": "q1\td1\t1\nq1\td1\tmuch\n"}, "'much' is no grade"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, parts: dict[str, str], reason: str) -> None:
    with pytest.raises(CollectionError, match=reason):
        read_collection(make(tmp_path, **parts))


def test_a_folder_without_a_corpus_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match=r"corpus\.jsonl"):
        read_collection(tmp_path)
