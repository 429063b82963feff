"""What the guard is trained on and how it is split, on rows small enough to check by hand."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import BertConfig, BertModel

from chat.guard.classifier import read_classifier
from chat.guard.network import ReaderNetwork
from index.adapter import RECORD_FILE, Adapter, adapter_hash, save_adapter, save_record
from index.encoder import unit_rows
from training.average_readers import main
from training.guard_blend import Sent, line
from training.guard_intake import choose_aside
from training.guard_kernel import PENALTY, Array, Problem, kernel
from training.guard_rows import Row, filler_texts, folds, group_pairs, opener_texts
from training.lora import adapter_tensors, make_trainable
from training.reader_fit import NAMES, NEW, UNLABELLED, Company, Rates, fit, loss_of, predicted, route_weights, share_taught, shown, targets
from training.train_guard import write_weights
from training.train_reader import asked, build_parser, newly, unlabelled
from training.train_reader import main as train_reader

FACT = Row("what does the liver do all day long", "answer", "plain")
DANGER = Row("i have said all of my goodbyes already", "crisis", "plain")
TALK = Row("It rained the whole week here", "smalltalk", "plain")


def numbers(text: str) -> list[int]:
    return [200 + sum(map(ord, word)) % 50 for word in text.split()]


def test_messages_that_are_alike_are_in_one_group_and_on_one_side() -> None:
    rows = [
        FACT,
        Row("what does the liver do all day", "answer", "plain"),
        DANGER,
        TALK,
        Row("hello", "smalltalk", "x"),
        Row("ok", "answer", "x"),
    ]
    vectors = np.eye(6, dtype=np.float32)
    vectors[1] = vectors[0] * 0.8 + vectors[1] * 0.6
    groups = group_pairs(rows, vectors)
    assert groups[0] == groups[1]
    assert len(set(groups)) == 5
    for train, held_out in folds(groups):
        assert not set(groups[train]) & set(groups[held_out])


def test_whole_groups_are_set_aside_and_none_that_is_trained_on() -> None:
    groups = [1, 1, 2, 3, 3, 3, 4, 5, 6, 7]
    aside = choose_aside(groups, known={3, 5}, share=0.3)
    assert not aside & {3, 5}
    assert 3 <= sum(Counter(groups)[group] for group in aside) <= 4


def test_targets_share_out_one_between_label_second_label_and_all() -> None:
    rates = Rates(smoothing=0.1, also=0.4)
    found = dict(zip(NAMES, targets(Row("x", "emergency", "k", also="crisis"), rates), strict=True))
    assert sum(found.values()) == pytest.approx(1.0)
    assert found["emergency"] == pytest.approx(0.9 * 0.6 + 0.02)
    assert found["crisis"] == pytest.approx(0.9 * 0.4 + 0.02)
    assert found["answer"] == pytest.approx(0.02)


def test_company_changes_neither_label_nor_words() -> None:
    company = Company(opener_texts([FACT] * 2), filler_texts([TALK] * 8))
    rates, chance = Rates(opened=0.5, buried=0.5), random.Random(0)
    seen = [shown(DANGER, company, rates, chance) for _ in range(50)]
    assert {row.route for row in seen} == {"crisis"}
    assert all(DANGER.text in row.text for row in seen)
    assert any(row.turns for row in seen)
    assert any(TALK.text in row.text for row in seen)
    in_conversation = Row(DANGER.text, "crisis", "plain", turns=("before",))
    assert shown(in_conversation, company, rates, chance).turns == ("before",)


def test_a_danger_is_told_inside_a_long_post_and_a_harmless_message_is_not() -> None:
    letter = Row(" ".join(["The garden did well this year, all of it."] * 8), "smalltalk", "post")
    company, rates = Company.of([letter, TALK, FACT]), Rates(opened=0.0, buried=0.0, lettered=0.5)
    assert company.letters == [letter.text]
    chance = random.Random(0)
    dangers = [shown(DANGER, company, rates, chance).text for _ in range(40)]
    told = [text for text in dangers if "garden" in text]
    assert 10 < len(told) < 30
    assert all(DANGER.text in text and text.count("garden") == 8 for text in told)
    assert len({text.index(DANGER.text) for text in told}) > 3
    assert not any("garden" in shown(FACT, company, rates, chance).text for _ in range(40))


def test_the_loss_is_least_where_the_label_is_likeliest() -> None:
    rows, weights = [FACT, DANGER], torch.tensor(route_weights([FACT, DANGER]))
    right, wrong = torch.zeros(2, 5), torch.zeros(2, 5)
    right[0, NAMES.index("answer")] = right[1, NAMES.index("crisis")] = 4.0
    wrong[1, NAMES.index("answer")] = wrong[0, NAMES.index("crisis")] = 4.0
    assert (
        loss_of(right, rows, weights, Rates()) < loss_of(torch.zeros(2, 5), rows, weights, Rates()) < loss_of(wrong, rows, weights, Rates())
    )


RATES = Rates(epochs=12, batch=6, learning_rate=5e-3, head_learning_rate=5e-2, opened=0.0, buried=0.0)


def untrained() -> ReaderNetwork:
    torch.manual_seed(3)
    config = BertConfig(vocab_size=260, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32)
    return make_trainable(ReaderNetwork(BertModel(config, add_pooling_layer=False), 16), 2, torch.float32)


def trained() -> tuple[ReaderNetwork, list[Row]]:
    network, rows = untrained(), [FACT, DANGER, TALK] * 8
    fit(network, rows, numbers, RATES, seed=1)
    return network, rows


def test_of_messages_that_nobody_labelled_a_student_learns_what_the_teachers_say() -> None:
    teacher, rows = trained()
    student, unlabelled = untrained(), [Row(row.text, "answer", UNLABELLED) for row in rows]
    fit(student, unlabelled, numbers, RATES, seed=1, teachers=[teacher, teacher])
    said = predicted(student, rows, numbers)
    assert [NAMES[position] for position in said.argmax(axis=1)] == [row.route for row in rows]


def test_the_judges_questions_that_are_no_rows_come_without_a_label() -> None:
    args = build_parser().parse_args(["--out", "x", "--unlabelled", "30", "--unmarked", "0.2", "--teachers", "a", "b"])
    assert (args.unlabelled, args.unmarked, args.teachers) == (30, 0.2, [Path("a"), Path("b")])
    some = unlabelled(30, [FACT])
    assert {row.kind for row in some} == {UNLABELLED}
    assert len({row.text for row in some}) == 30
    assert unlabelled(30, some) != some


def test_teachers_have_no_say_about_new_messages(tmp_path: Path) -> None:
    (file := tmp_path / "new.jsonl").write_text('{"text": "arm feels heavy", "route": "answer", "kind": "typed"}\n', encoding="utf-8")
    rows = [*newly([file], 3), *asked(2, [FACT]), replace(FACT, kind=UNLABELLED)]
    assert [share_taught(row, Rates(taught=0.7)) for row in rows] == [0.0, 0.0, 0.0, 0.7, 0.7, 1.0]
    assert {row.route for row in rows} == {"answer"}
    assert rows[0].kind == NEW


@pytest.mark.parametrize(
    "options",
    [["--unlabelled", "3"], ["--folds", "0", "--seconds", "5"], ["--new", "x"], ["--new", "x", "--teachers", "y", "--folds", "0"]],
)
def test_what_would_be_taught_wrongly_is_refused(options: list[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        train_reader(["--out", str(tmp_path), *options])


def test_training_ends_when_its_time_is_up() -> None:
    network, before = untrained(), untrained()
    fit(network, [FACT, DANGER, TALK], numbers, RATES, seed=1, seconds=1e-9)
    assert all(
        torch.equal(one, other) for one, other in zip(adapter_tensors(network).values(), adapter_tensors(before).values(), strict=True)
    )


def test_what_is_shown_is_learned_and_the_same_each_time() -> None:
    network, rows = trained()
    again, _ = trained()
    assert all(
        torch.equal(one, other) for one, other in zip(adapter_tensors(network).values(), adapter_tensors(again).values(), strict=True)
    )
    said = predicted(network, rows, numbers)
    assert [NAMES[position] for position in said.argmax(axis=1)] == [row.route for row in rows]


WORDS = ["liver", "pain", "goodbye", "rain", "dose", "garden", "night", "study"]


def encoded(texts: list[str]) -> Array:
    """Unit vectors that hang on the words alone."""
    vectors = np.asarray([[1.0 + text.split().count(word) for word in WORDS] for text in texts], dtype=np.float32)
    return unit_rows(vectors)


def problem() -> Problem:
    chance = random.Random(4)
    kinds = {"answer": ["liver", "dose", "study"], "crisis": ["goodbye", "night", "pain"], "smalltalk": ["rain", "garden", "night"]}
    rows = [
        Row(" ".join(chance.choices(words, k=6)), route, "k", turns=("liver dose",) if n % 5 == 0 else ())
        for route, words in kinds.items()
        for n in range(20)
    ]
    return Problem.of(rows, encoded)


def test_the_fit_is_kernel_ridge_regression_in_which_rare_routes_weigh_more() -> None:
    made = problem()
    everything = np.arange(len(made.rows))
    among = kernel(made.features, everything, everything).astype(np.float64)
    shares = np.maximum(np.bincount(made.routes, minlength=5) / len(everything), 1e-9)
    say = made.weights / np.sqrt(shares[made.routes] * 5)
    expected = np.linalg.solve(among + np.diag(PENALTY / say), np.eye(5)[made.routes] * 2 - 1)
    assert np.abs(made.fit(everything) - expected).max() < 1e-3


def test_what_is_kept_says_of_a_message_what_was_fitted(tmp_path: Path) -> None:
    made = problem()
    everything = np.arange(len(made.rows))
    alpha = made.fit(everything)
    write_weights(made, alpha, tmp_path / "weights.npz")
    kept, said = read_classifier(tmp_path / "weights.npz"), made.said(everything, everything, alpha)
    for row, expected in zip(made.rows[: made.n_written], said, strict=False):
        assert np.abs(kept.probabilities(row.text, row.turns, encoded([row.text])[0]) - expected).max() < 0.01
    assert np.mean(said[: made.n_written].argmax(axis=1) == made.routes[: made.n_written]) > 0.9


def test_figures_of_what_was_sent() -> None:
    sent = [Sent(FACT, "answer"), Sent(FACT, "personal_advice"), Sent(DANGER, "emergency"), Sent(DANGER, "answer"), Sent(TALK, "crisis")]
    recalls, _, rest = line(sent).partition("|")
    assert [float(value) for value in recalls.split()] == [0.0, 0.0, 0.0, 0.5, 0.0]
    assert [float(value) for value in rest.split()] == pytest.approx([2 / 3, 1 / 3, 0.5], abs=1e-3)


def test_the_mean_of_readers_is_the_mean_of_what_they_change(tmp_path: Path) -> None:
    chance = torch.Generator().manual_seed(0)
    shapes = {"x.lora_a": (2, 5), "x.lora_b": (4, 2), "x.bias": (4,), "head.weight": (3, 5)}
    names = ("first", "second", "third")
    for name in names:
        save_adapter({key: torch.randn(shape, generator=chance) for key, shape in shapes.items()}, tmp_path / name)
        save_record({"recipe": {"rows": len(name)}}, tmp_path / name)
    assert main([*(str(tmp_path / name) for name in names), "--out", str(tmp_path / "mean")]) == 0
    *each, mean = (Adapter.load(tmp_path / name) for name in (*names, "mean"))
    assert torch.allclose(dict(mean.changes())["x"], sum((dict(one.changes())["x"] for one in each), torch.zeros(())) / 3, atol=0.02)
    assert torch.allclose(mean.tensors["head.weight"], torch.stack([one.tensors["head.weight"] for one in each]).mean(0), atol=0.01)
    assert adapter_hash(tmp_path / "mean") in (tmp_path / "mean" / RECORD_FILE).read_text(encoding="utf-8")
