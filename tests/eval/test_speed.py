"""Speed is measured on documents that differ; the figures are there, whatever they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from eval.baseline import Baseline
from eval.report import report
from eval.speed import Speed, Start, answers_per_s, fill, reingest_one, size_mb, speed_result, time_answers, time_queries
from eval.speed_command import Sizes, run_speed
from eval.speed_corpus import synthetic_documents, synthetic_queries
from eval.speed_files import COMMANDS, files_figures, files_table, measure_files
from eval.speed_indexes import HEAD, Kind, compare_kinds
from eval.speed_large import large_curves, large_figures, large_table, measure_large
from eval.speed_vectors import alike, measure_vectors, vector_curves, vector_figures, vector_table
from index.encoder import open_encoder, unit_rows
from index.library import Library
from tests.conftest import KeywordEncoder

SENTENCES = ["Ketamine is a drug against pain.", "Exercise helps sleep.", "A dose was studied in women."]


def test_synthetic_documents_repeat_no_sentence_and_are_the_same_each_time() -> None:
    documents = list(synthetic_documents(SENTENCES, n_passages=20))
    paragraphs = [paragraph for document in documents for paragraph in document.text.split("\n\n")]
    sentences = [sentence for paragraph in paragraphs for sentence in paragraph.split(". ")]
    assert len(paragraphs) == 20
    assert len(set(sentences)) == len(sentences)
    assert documents == list(synthetic_documents(SENTENCES, n_passages=20))
    assert synthetic_queries(SENTENCES, n=3) == synthetic_queries(SENTENCES, n=3)


def test_a_library_is_filled_changed_and_searched(tmp_path: Path, encoder: KeywordEncoder) -> None:
    documents = list(synthetic_documents(SENTENCES, n_passages=10))
    with Library.open(tmp_path, encoder=encoder, create=True) as library:
        assert fill(library, documents) > 0
        before = encoder.n_encoded
        assert reingest_one(library, documents[0]) > 0
        assert encoder.n_encoded - before <= 3  # the passage that changed, its new sentence, and the query
        assert len(time_queries(library, synthetic_queries(SENTENCES, n=7))) == 7
    assert size_mb(tmp_path) > 0


def test_answers_are_counted_over_all_clients() -> None:
    asked: list[str] = []
    assert answers_per_s(lambda turns: asked.append(turns[0]), ["a", "b", "c"], n_clients=2) > 0
    assert sorted(asked) == ["a", "b", "c"]
    assert len(time_answers(lambda turns: asked.append(turns[0]), ["a", "b", "c", "d"])) == 4


def measured_at(n_passages: int) -> Speed:
    answers = {1: 9.0, 8: 15.0, 32: 16.0, 64: 16.0}
    return Speed(n_passages, 100.0, 0.5, (1.0, 2.0), (90.0, 110.0), answers, Start(2.0, 500.0), 3.0, Baseline(30.0, (14.0,)))


def test_growth_is_a_curve_over_sizes() -> None:
    result = speed_result([measured_at(100), measured_at(1000)])
    assert result.figures["query_p50_ms"].value == 1.5
    assert result.figures["answer_p50_ms"].value == 100.0
    assert result.curves["growth: search p50, ms"] == [[100.0, 1.5], [1000.0, 1.5]]
    assert len(result.tables["by library size"]) == 3
    assert speed_result([measured_at(100)]).curves == {}


@pytest.mark.slow
def test_the_whole_command_gathers_figures_curves_and_tables_that_the_report_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eval.speed_command._measure", lambda folder, sentences, size: measured_at(size))
    monkeypatch.setattr("eval.speed_large.fresh_start", lambda folder, question: Start(2.0, 500.0))
    said: list[str] = []
    result = run_speed(Sizes([100, 1000], large=[8, 16], vectors=[300, 600]), say=said.append)
    assert len(said) == 6
    assert {"n_passages", "large_add_one_s", "vectors_recall_at_10"} <= set(result.figures)
    assert list(result.tables) == ["by library size", "large libraries, made-up vectors", "by number of vectors"]
    page = report([result])
    for unit in ("ms", "MB", "answers/s"):
        assert unit in page
    assert page.count("<svg") >= 4


def test_one_changed_among_files_is_measured_with_the_real_commands(tmp_path: Path) -> None:
    documents = list(synthetic_documents(SENTENCES, n_passages=6, passages_a_document=2))
    measured = measure_files(tmp_path, documents, open_encoder())
    assert (measured.n_files, list(measured.costs)) == (3, list(COMMANDS))
    with Library.open(tmp_path / "library") as library:
        assert [source.source_id for source in library.sources()] == ["added", "synthetic-000000", "synthetic-000001"]
        assert "new to the library" in library.pages("synthetic-000000")[0]
    assert files_figures([measured])["one_changed_file_peak_memory_mb"].value > 1
    assert len(files_table([measured])) == 1 + len(COMMANDS)


def test_search_among_vectors_is_held_against_exact_search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = unit_rows(np.random.default_rng(0).standard_normal((60, 16), dtype=np.float32))
    made = np.concatenate([vectors for _, vectors in alike(real, 500)])
    assert made.shape == (500, 16)
    assert np.array_equal(made[:60], real)
    assert np.allclose(np.linalg.norm(made, axis=1), 1, atol=1e-5)
    flat = measure_vectors(tmp_path, real, real[:20], 300)
    monkeypatch.setattr("eval.speed_vectors.FLAT_MOST", 300)
    large = measure_vectors(tmp_path, real, real[:20], 500)
    assert (flat.kind, large.kind) == ("flat", "compressed")
    assert flat.recall > 0.98
    assert large.recall > 0.98
    assert len(large.times_ms) == 20
    assert vector_figures([flat, large])["vectors"].value == 500
    assert vector_curves([flat, large])["growth: vector recall@10, share"][1] == [500.0, large.recall]
    assert len(vector_table([flat, large])) == 3


def test_a_large_library_is_filled_opened_asked_and_changed(tmp_path: Path) -> None:
    documents = synthetic_documents(SENTENCES, n_passages=24)
    measured = measure_large(tmp_path, documents, open_encoder(), synthetic_queries(SENTENCES, n=7))
    assert measured.n_passages >= 3  # one a document at least: paragraphs as short as these are put together
    assert len(measured.question_ms) == 7
    with Library.open(tmp_path) as library:
        assert {source.source_id for source in library.sources()} == {"synthetic-000000", "synthetic-000001", "one-more"}
    assert large_figures([measured])["large_passages"].value == measured.n_passages
    assert large_curves([measured])["growth: opening, s"] == [[float(measured.n_passages), measured.open_s]]
    assert len(large_table([measured, measured])) == 3


def test_kinds_of_index_are_held_against_exact_search() -> None:
    real = unit_rows(np.random.default_rng(0).standard_normal((60, 32), dtype=np.float32))
    kinds = [Kind("IVF{lists},RaBitQ", (4, 60)), Kind("HNSW32,Flat", (100, 200))]
    found = list(compare_kinds(real, real[:10], 3000, kinds))
    assert [(one.kind, one.setting) for one in found] == [
        ("IVF55,RaBitQ", 4), ("IVF55,RaBitQ", 60), ("HNSW32,Flat", 100), ("HNSW32,Flat", 200)
    ]  # fmt: skip
    few_lists, all_lists, _, graph = found
    assert few_lists.recall[800] < all_lists.recall[800] > 0.99
    assert set(graph.recall) == {100, 200} and graph.recall[200] > 0.95
    assert few_lists.memory_mb < graph.memory_mb / 5
    assert str(graph).count("|") == HEAD.splitlines()[0].count("|")
