"""Speed is measured on documents that differ; the figures are there, whatever they are."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from eval.browser import browser_path
from eval.errors import EvalError
from eval.growth import COSTS, growth
from eval.libraries import library_for
from eval.process import run_measured
from eval.question_set import QuestionSet
from eval.report import report
from eval.results import ROOT, Result
from eval.speed import (
    Machine,
    Speed,
    Start,
    answers_per_s,
    ingest_files,
    reingest_one,
    size_mb,
    speed_result,
    time_answers,
    time_queries,
)
from eval.speed_budget import Progress, within
from eval.speed_command import Sizes, kept_file, run_speed
from eval.speed_corpus import sentences_of, synthetic_documents, synthetic_queries, write_files
from eval.speed_files import COMMANDS, files_curves, files_figures, files_table, measure_files
from eval.speed_flop import Shape, flop_of, peak_flop_per_s
from eval.speed_indexes import HEAD, Kind, compare_kinds
from eval.speed_large import large_curves, large_figures, large_table, measure_large
from eval.speed_page import PageSpeed, measure_page, page_figures, page_table
from eval.speed_vectors import alike, measure_vectors, vector_curves, vector_figures, vector_table
from index.encoder import open_encoder, unit_rows
from index.library import Library
from ingest.boilerplate import is_reference
from tests.conftest import KeywordEncoder

SENTENCES = ["Ketamine is a drug against pain.", "Exercise helps sleep.", "A dose was studied in women."]


@pytest.fixture(autouse=True)
def _small_matrices(monkeypatch: pytest.MonkeyPatch) -> None:
    """The processor's peak is measured as ever, on matrices that a busy machine multiplies in no time."""
    monkeypatch.setattr("eval.speed_flop._SIDE", 64)
    monkeypatch.setattr("eval.speed_flop.PEAK_S", 0.01)


def test_synthetic_documents_repeat_no_sentence_and_are_the_same_each_time() -> None:
    documents = list(synthetic_documents(SENTENCES, n_passages=20))
    paragraphs = [paragraph for document in documents for paragraph in document.text.split("\n\n")]
    sentences = [sentence for paragraph in paragraphs for sentence in paragraph.split(". ")]
    assert len(paragraphs) == 20
    assert len(set(sentences)) == len(sentences)
    assert documents == list(synthetic_documents(SENTENCES, n_passages=20))
    assert synthetic_queries(SENTENCES, n=3) == synthetic_queries(SENTENCES, n=3)


def test_a_library_is_made_of_files_changed_and_searched(tmp_path: Path, encoder: KeywordEncoder) -> None:
    paths = write_files(list(synthetic_documents(SENTENCES, n_passages=10)), tmp_path / "documents")
    with Library.open(tmp_path / "library", encoder=encoder, create=True) as library:
        assert ingest_files(tmp_path / "documents", library) > 0
        assert [source.source_id for source in library.sources()] == ["synthetic-000000", "synthetic-000001"]
        before = encoder.n_encoded
        assert reingest_one(tmp_path / "documents", paths[0], library) > 0
        assert encoder.n_encoded - before <= 3  # the passage that changed, its new sentence, and the query
        assert len(time_queries(library, synthetic_queries(SENTENCES, n=7))) == 7
    assert size_mb(tmp_path) > 0


def test_a_part_ends_when_its_time_is_spent_and_says_what_is_left() -> None:
    assert list(within(["a", "b", "c"], 0.0, least=2)) == ["a", "b"]
    assert list(within(["a", "b", "c"], 1000.0)) == ["a", "b", "c"]
    said: list[str] = []
    progress = Progress({"one": 10.0, "two": 40.0}, said.append)
    for name in ("one", "two"):
        with progress.part(name):
            pass
    assert said[0] == "2 parts, about 50 s on two free cores"
    assert said[1] == "one: 0.0 s; about 30 s left"  # 40 planned, at a pace of (0 + 30) / (10 + 30)
    assert said[2] == "two: 0.0 s; done in 0 s"


def test_operations_are_counted_for_each_weight_token_and_pair_of_tokens() -> None:
    shape = Shape(n_layers=2, hidden=3, inner=5)
    weights = 4 * 3 * 3 + 2 * 3 * 5  # query, key, value and output; in and out of the feed-forward part
    assert flop_of(shape, [7]) == 2 * (2 * 7 * weights + 2 * 7 * 7 * 3 * 2)
    assert flop_of(shape, [7, 7]) == 2 * flop_of(shape, [7])
    assert peak_flop_per_s() > 0


def test_answers_are_counted_over_all_clients() -> None:
    asked: list[str] = []
    assert answers_per_s(lambda turns: asked.append(turns[0]), ["a", "b", "c"], n_clients=2) > 0
    assert sorted(asked) == ["a", "b", "c"]
    assert len(time_answers(lambda turns: asked.append(turns[0]), ["a", "b", "c", "d"])) == 4


MACHINE = Machine(plain_passages_per_s=30.0, peak_flop_per_s=2e11)


def measured_at(n_passages: int) -> Speed:
    answers = {1: 9.0, 8: 15.0, 32: 16.0, 64: 16.0}
    return Speed(n_passages, 120.0, 5e10, 0.5, (1.0, 2.0), (90.0, 110.0), answers, Start(2.0, 500.0), 3.0, (14.0,))


def test_growth_is_a_curve_over_sizes() -> None:
    result = speed_result([measured_at(100), measured_at(1000)], MACHINE)
    assert result.figures["query_p50_ms"].value == 1.5
    assert result.figures["answer_p50_ms"].value == 100.0
    assert result.figures["ingest_against_baseline"].value == 4.0
    assert result.figures["ingest_share_of_peak"].value == 0.25
    assert result.curves["growth: search p50, ms"] == [[100.0, 1.5], [1000.0, 1.5]]
    assert len(result.tables["by library size"]) == 3
    few = replace(measured_at(100), answers_per_s={1: 9.0, 8: 15.0})  # more clients ask at the largest size alone
    result = speed_result([few, measured_at(1000)], MACHINE)
    assert result.curves["growth: 64 clients, answers/s"] == [[1000.0, 16.0]]
    assert "" in result.tables["by library size"][1]


def test_every_curve_of_a_run_has_its_picture() -> None:
    drawn = {(name, cost.unit) for cost in COSTS for name in cost.curves}
    curves = {*speed_result([measured_at(100)], MACHINE).curves, *large_curves([]), *files_curves([]), *vector_curves([])}
    named = {tuple(name.removeprefix("growth: ").rsplit(", ", 1)) for name in curves}
    left_out = {"command: nothing changed", "command: one changed, dry run", "command: one added", "command: one removed", "filling"}
    assert {name for name in named if name[0] not in left_out and name[1] != "share"} == drawn


def test_a_run_beyond_another_s_sizes_goes_on_with_its_curves() -> None:
    def run(date: str, *points: list[float]) -> Result:
        return Result("speed", "synthetic", {}, curves={"growth: search p50, ms": list(points)}, date=date)

    new, old = run("2026-02", [200.0, 2.0], [800.0, 3.0]), run("2026-01", [100.0, 9.0], [400.0, 99.0], [80_000.0, 30.0])
    (grown,) = growth([old, new])
    assert grown.series == {"median": [[100.0, 9.0], [200.0, 2.0], [800.0, 3.0], [80_000.0, 30.0]]}
    assert growth([run("2026-01", [100.0, 1.0])]) == []
    (linear,) = growth([run("2026-01", [100.0, 1.0], [10_000.0, 100.0])])
    assert linear.times_a_decade == pytest.approx(10)


@pytest.mark.slow
def test_the_whole_command_gathers_figures_curves_and_tables_that_the_report_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eval.speed_command._measure", lambda folder, bench, size, clients, plain: measured_at(size))
    monkeypatch.setattr("eval.speed_large.fresh_start", lambda folder, question: Start(2.0, 500.0))
    monkeypatch.setattr("eval.speed_large.N_ANSWERS", 2)
    monkeypatch.setattr(
        "eval.speed_command.measure_page", lambda folder, questions: PageSpeed([1.5, 1.4, 1.9], [2.0], {1: 200.0, 2: 240.0})
    )
    said: list[str] = []
    sizes = Sizes([100, 1000], large=[8, 16], vectors=[300, 600])
    result, n_failed = run_speed(sizes, say=said.append)
    assert n_failed == 0
    assert len(said) == 1 + len(sizes.planned_s()) == 10
    assert "done in" in said[-1]
    assert {"n_passages", "large_add_one_s", "vectors_recall_at_10"} <= set(result.figures)
    assert result.figures["start_to_page_up_s"].value == 1.5
    assert list(result.tables) == [
        "by library size",
        "the page's first quotations",
        "large libraries, made-up vectors",
        "by number of vectors",
    ]
    assert len(result.curves["growth: search p50, ms"]) == 4
    page = report([result])
    for unit in ("ms", "MB", "answers/s"):
        assert unit in page
    assert page.count("<svg") >= 8
    assert kept_file(sizes).name == "speed-100-1000-large-16-vectors-600.json"


def test_a_part_that_fails_takes_nothing_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: Path, documents: object, encoder: object) -> None:
        raise EvalError("a file could not be read")

    monkeypatch.setattr("eval.speed_command.measure_files", refuse)
    said: list[str] = []
    result, n_failed = run_speed(Sizes(files=[4], vectors=[50]), say=said.append)
    assert n_failed == 1
    assert "not measured: one changed among many files. a file could not be read" in said
    assert result.figures["vectors"].value == 50


def test_made_up_documents_begin_with_no_citation() -> None:
    with library_for(QuestionSet("speed", (), ROOT / "sources")) as folder, Library.open(folder) as library:
        sentences = sentences_of(library)
        told = [sentence.text for source in library.sources() for sentence in library.sentences(source.source_id)]
    assert 0 < len(told) - len(sentences) < len(told) / 10
    assert not any(is_reference(document.text) for document in synthetic_documents(sentences, n_passages=500, passages_a_document=1))


def test_one_changed_among_files_is_measured_with_the_real_commands(tmp_path: Path) -> None:
    documents = list(synthetic_documents(SENTENCES, n_passages=6, passages_a_document=2))
    measured = measure_files(tmp_path, documents, open_encoder())
    assert (measured.n_files, list(measured.costs)) == (3, list(COMMANDS))
    with Library.open(tmp_path / "library") as library:
        assert [source.source_id for source in library.sources()] == ["added", "synthetic-000000", "synthetic-000001"]
        assert "new to the library" in library.pages("synthetic-000000")[0]
    assert files_figures([measured])["one_changed_file_peak_memory_mb"].value > 1
    assert len(files_table([measured])) == 1 + len(COMMANDS)
    assert files_curves([measured])["growth: command: one changed, s"][0][0] == measured.n_passages


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
    assert len(measured.question_ms) == len(measured.answer_ms) == 7
    again = measure_large(tmp_path, (), open_encoder(), synthetic_queries(SENTENCES, n=7))
    assert (again.n_passages, again.fill_s) == (measured.n_passages, measured.fill_s)
    with Library.open(tmp_path) as library:
        assert {source.source_id for source in library.sources()} == {f"synthetic-{number:06}" for number in range(3)}
    assert large_figures([measured])["large_passages"].value == measured.n_passages
    assert large_curves([measured])["growth: opening, s"] == [[float(measured.n_passages), measured.open_s]]
    assert len(large_table([measured, measured])) == 3


GINGER = "Ginger and nausea\n\nGinger reduced nausea in 60 women after surgery. It was taken for three days.\n"


@pytest.fixture
def small_library(tmp_path: Path) -> Path:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "ginger.txt").write_text(GINGER, encoding="utf-8")
    with Library.open(tmp_path / "library", create=True) as library:
        ingest_files(tmp_path / "papers", library)
    return tmp_path / "library"


@pytest.mark.browser
def test_the_start_of_the_page_and_its_first_quotations_are_timed(small_library: Path) -> None:
    if browser_path() is None:
        pytest.skip("no Chromium here")
    asked = ["Did ginger reduce nausea?", "What is the capital of France?", "In how many women did ginger reduce nausea?"]
    with ThreadPoolExecutor(1) as apart:  # tests of the page may have a browser open in this thread
        measured = apart.submit(measure_page, small_library, asked, n_starts=1, n_turns=3).result()
    assert measured.up_s[0] > 0
    assert measured.usable_s[0] > 0
    assert list(measured.first_card_ms) == [1, 3]  # the second is not answered
    assert all(ms > 0 for ms in measured.first_card_ms.values())
    if sys.platform == "linux":
        assert measured.at_rest_mb is not None
        assert measured.asked_mb is not None
        assert 100 < measured.at_rest_mb < measured.asked_mb


def test_without_a_browser_the_page_is_timed_all_the_same(small_library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eval.speed_page.browser_path", lambda: None)
    measured = measure_page(small_library, [], n_starts=1)
    assert list(page_figures(measured))[:2] == ["start_to_page_up_s", "start_to_page_up_slowest_s"]
    with pytest.raises(EvalError, match="did not come up"):
        measure_page(small_library / "nowhere", [], n_starts=1)


def test_first_quotations_have_a_median_and_figures_of_their_own() -> None:
    figures = page_figures(PageSpeed([1.5, 1.4, 1.9], [2.0], {1: 200.0, 2: 240.0, 5: 310.0}, 450.0, 490.0))
    assert {name: figure.value for name, figure in figures.items()} == {
        "start_to_page_up_s": 1.5, "start_to_page_up_slowest_s": 1.9, "start_to_question_box_s": 2.0,
        "first_card_p50_ms": 240.0, "first_card_slowest_ms": 310.0, "first_card_turn_1_ms": 200.0, "first_card_turn_5_ms": 310.0,
        "page_memory_at_rest_mb": 450.0, "page_memory_asked_mb": 490.0,
    }  # fmt: skip
    assert page_table(PageSpeed([1.0], (), {7: 250.4}))[1:] == [[7, 250]]


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


def test_a_process_is_charged_its_own_memory_and_not_that_of_the_one_that_asks() -> None:
    held = np.ones(40_000_000)  # 320 MB
    cost = run_measured([sys.executable, "-c", "pass"], folder=ROOT)
    assert 1 < cost.peak_memory_mb < held.nbytes / 2**20 / 2
    with pytest.raises(ChildProcessError, match="ended with 3"):
        run_measured([sys.executable, "-c", "raise SystemExit(3)"], folder=ROOT)
