"""A tiny collection through a library of its own: run, measures, files; the same twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chat.understand import Lexicon
from eval.collection import Collection, CorpusDocument, read_collection
from eval.retrieval import OTHER_NAME_WEIGHT, as_document, ingest, metrics_record, question_of, retrieval_result, search_all
from index.library import Library
from tests.conftest import KeywordEncoder

DOCUMENTS = [
    CorpusDocument("d1", "Ketamine", "Ketamine is a drug against pain.\n\nA dose was studied in women."),
    CorpusDocument("d2", "Sleep", "Sleep helps memory. Exercise helps sleep."),
    CorpusDocument("d3", "Exercise alone", ""),
    CorpusDocument("d4", "", "Memory fades without sleep, as every study has shown in the end, again and again and again."),
    CorpusDocument("d5", "", "  "),
]
QUERIES = {"q1": "ketamine pain", "q2": "exercise", "q3": "memory study"}
QRELS = {"q1": {"d1": 1}, "q2": {"d3": 1, "d2": 1}, "q3": {"d4": 1}}


@pytest.fixture
def collection() -> Collection:
    return Collection("tiny", tuple(DOCUMENTS), QUERIES, QRELS)


@pytest.mark.parametrize("mode", ["dense", "lexical", "hybrid"])
def test_a_collection_is_searched_and_measured(tmp_path: Path, encoder: KeywordEncoder, collection: Collection, mode: str) -> None:
    with Library.open(tmp_path / "library", encoder=encoder, create=True) as library:
        ingested = ingest(collection, library)
        searched = search_all(library, collection.queries, mode=mode)  # type: ignore[arg-type]  # parametrised
        again = search_all(library, collection.queries, mode=mode)  # type: ignore[arg-type]  # parametrised
    assert ingested.n_documents == 4
    assert searched.run == again.run
    assert next(iter(searched.run["q1"])) == "d1"
    metrics = metrics_record(retrieval_result(collection, ingested, searched, {"mode": mode}))
    assert metrics["MRR@10"] == 1.0
    assert metrics["n_queries"] == 3
    assert {"nDCG@10", "recall@10", "recall@100", "MAP@10", "ingest_passages_per_s", "query_p50_ms", "query_p95_ms"} <= set(metrics)
    json.dumps(metrics)


def test_a_query_s_names_are_searched_for_under_their_other_names_too(tmp_path: Path, encoder: KeywordEncoder) -> None:
    documents = (
        CorpusDocument("d1", "A report", "Brain-derived neurotrophic factor (BDNF) was measured in women."),
        CorpusDocument("d2", "A note", "Neurotrophic factors rose in sleep."),
        CorpusDocument("d3", "A study", "Exercise helps memory."),
    )
    with Library.open(tmp_path / "library", encoder=encoder, create=True) as library:
        ingest(Collection("tiny", documents, {}, {}), library)
        asked = question_of("what is BDNF", Lexicon.of(library), library)
        assert list(asked.words) == ["bdnf", "brain", "deriv", "neurotroph", "factor"]
        assert asked.word_weights == dict.fromkeys(["brain", "deriv", "neurotroph", "factor"], OTHER_NAME_WEIGHT)
        assert list(search_all(library, {"q": "what is BDNF"}, mode="lexical").run["q"]) == ["d1", "d2"]


def test_a_document_s_paragraphs_are_its_blocks() -> None:
    document = as_document(DOCUMENTS[0])
    assert [document.text_of(block) for block in document.blocks] == ["Ketamine is a drug against pain.", "A dose was studied in women."]


def test_a_document_without_text_is_its_title_and_one_without_title_its_opening() -> None:
    assert as_document(DOCUMENTS[2]).pages == ("Exercise alone",)
    assert DOCUMENTS[3].text.startswith(as_document(DOCUMENTS[3]).source.title)
    assert len(as_document(DOCUMENTS[3]).source.title) <= 80


def test_the_train_split_is_read_from_beside_the_test_split(tmp_path: Path) -> None:
    (tmp_path / "corpus.jsonl").write_text('{"id": "d", "text": "t"}\n', encoding="utf-8")
    (tmp_path / "queries.jsonl").write_text('{"id": "q", "text": "test"}\n', encoding="utf-8")
    (tmp_path / "queries.train.jsonl").write_text('{"id": "q", "text": "train"}\n', encoding="utf-8")
    for name in ("qrels.tsv", "qrels.train.tsv"):
        (tmp_path / name).write_text("q\td\t1\n", encoding="utf-8")
    assert read_collection(tmp_path).queries == {"q": "test"}
    assert read_collection(tmp_path, split="train").queries == {"q": "train"}
