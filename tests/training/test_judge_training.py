"""What the judge is trained on and measured by, on texts small enough to check by hand."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from transformers import BertConfig, BertModel

from chat.guard.network import bare_reader
from chat.judge.network import Network, bare_network
from chat.judge.record import Record
from chat.judge.window import MAX_TEXT
from index.adapter import Adapter, save_adapter
from training.average_judge import averaged
from training.finite import finite
from training.judge_batch import Batch, Steps
from training.judge_course import Course, Shares, around_gold
from training.judge_data import Example, Text, split_of
from training.judge_loss import labelled_loss, taught_loss
from training.judge_measures import Scored, fit_calibration, ranking_figures
from training.judge_pool import Pool
from training.judge_select import chosen, selection_figures, word_f1
from training.judge_windows import Tokenised, sampled, whole_text
from training.lora import adapter_tensors, make_trainable, start_from

TEXT = Text("d1", "Riverbend", ("one two", "three four five", "six", "seven eight"), "made up")
ASKED = Example(TEXT, "two ?", frozenset({0}), frozenset({1}))


@pytest.fixture(scope="module")
def tokens() -> Tokenised:
    words = ["[UNK]", "one", "two", "three", "four", "five", "six", "seven", "eight", "Riverbend", "?"]
    tokenizer = Tokenizer(WordLevel({word: 200 + number for number, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    return Tokenised(tokenizer)


def test_a_document_is_on_one_side_of_the_split() -> None:
    splits = [split_of(f"d{number}") for number in range(1000)]
    assert [split_of(f"d{number}") for number in range(1000)] == splits
    assert 60 < splits.count("tune") < 140
    assert 60 < splits.count("test") < 140


def test_a_whole_text_is_read_once_in_order(tokens: Tokenised) -> None:
    (item,) = whole_text(ASKED, tokens)
    assert item.numbers == (0, 1, 2, 3)
    assert item.labels == (1, 0, 0, 0)
    assert item.related == (False, True, False, False)
    assert [end - start for start, end in item.window.spans] == [3, 4, 2, 3]


@given(seed=st.integers(0, 10_000), n_sentences=st.integers(1, 60))
def test_gold_is_always_trained_on(tokens: Tokenised, seed: int, n_sentences: int) -> None:
    text = replace(TEXT, sentences=("one two three four five six seven eight",) * n_sentences)
    items = sampled(Example(text, "two ?", frozenset({n_sentences - 1})), tokens, random.Random(seed))
    assert sum(label for item in items for label in item.labels) == 1
    assert all(sum(end - start for start, end in item.window.spans) <= MAX_TEXT for item in items)


@given(seed=st.integers(0, 10_000), gold=st.integers(0, 99))
def test_a_stretch_of_an_article_keeps_its_gold_sentence(seed: int, gold: int) -> None:
    text = replace(TEXT, sentences=tuple(f"sentence {number}" for number in range(100)))
    stretch = around_gold(Example(text, "q", frozenset({gold})), random.Random(seed))
    assert len(stretch.text.sentences) <= 16
    assert {stretch.text.sentences[number] for number in stretch.gold} <= {f"sentence {gold}"}


def batch_of(tokens: Tokenised, *examples: Example) -> Batch:
    return Batch.of([(example, whole_text(example, tokens)) for example in examples])


def test_the_loss_is_least_where_gold_is_highest(tokens: Tokenised) -> None:
    right, wrong, silent = (torch.tensor(row) for row in ([4.0, -4, -4, -4], [-4.0, 4, -4, -4], [-4.0] * 4))
    losses = [float(labelled_loss(row, batch_of(tokens, ASKED), 0.1)) for row in (right, silent, wrong)]
    assert losses == sorted(losses)
    nothing = batch_of(tokens, Example(TEXT, "two ?", frozenset()))
    assert float(labelled_loss(silent, nothing, 0.1)) < float(labelled_loss(wrong, nothing, 0.1))


def test_each_question_of_a_step_has_its_own_loss(tokens: Tokenised) -> None:
    examples = ASKED, Example(TEXT, "two ?", frozenset()), Example(TEXT, "six ?", frozenset({1, 2}), any_of=True)
    scores = torch.randn(12, generator=torch.Generator().manual_seed(3)) * 5
    alone = [labelled_loss(part, batch_of(tokens, one), 0.1) for one, part in zip(examples, scores.reshape(3, 4), strict=True)]
    assert torch.allclose(labelled_loss(scores, batch_of(tokens, *examples), 0.1), torch.cat(alone))


def test_a_sentence_is_scored_by_the_mean_of_its_tokens(tokens: Tokenised) -> None:
    network = small_network()
    (item,) = whole_text(ASKED, tokens)
    with torch.no_grad():
        ids, types = torch.tensor([item.window.ids]), torch.tensor([item.window.token_types])
        each = network(ids, torch.ones_like(ids), types)[0]
        scores = batch_of(tokens, ASKED, ASKED).scores(network)
    assert torch.allclose(scores, torch.stack([each[start:end].mean() for start, end in item.window.spans] * 2), atol=1e-5)


def test_what_teachers_say_is_learned_most_from_their_own_scores(tokens: Tokenised) -> None:
    unlabelled = batch_of(tokens, replace(ASKED, is_labelled=False))
    said = torch.tensor([2.0, -1.0, 0.5, -3.0])
    scores = said.clone().requires_grad_()
    (slope,) = torch.autograd.grad(taught_loss(scores, said, unlabelled, 0.1).sum(), scores)
    assert slope.abs().max() < 1e-5
    assert float(taught_loss(said + torch.tensor([0.0, 1, 0, 0]), said, unlabelled, 0.1)) > float(taught_loss(said, said, unlabelled, 0.1))
    assert float(labelled_loss(said, unlabelled, 0.1)) == 0.0


def test_steps_are_the_same_each_time_in_whatever_order_they_are_asked_for(tokens: Tokenised) -> None:
    unmarked = Pool([replace(TEXT, text_id="p")], [("six ?", (0,))])
    course = Course([replace(ASKED, is_ours=True)] * 5, [], [], {}, {}, {}, unmarked)
    shares = Shares(ours=1, pool=1.0)
    first, second = (Steps(course, shares, tokens, epochs=2, seed=4, questions=4, max_tokens=64) for _ in range(2))
    assert len(first) == 3  # twice five questions and one that nobody has marked
    laid_out = [second[number] for number in (2, 1, 0)][::-1]
    for number, batch in enumerate(laid_out):
        again = first[number]
        assert torch.equal(batch.labels, again.labels)
        assert [one.ids.tolist() for one in batch.passes] == [one.ids.tolist() for one in again.passes]
        assert all(len(one.mask) * int(one.mask.sum(1).max()) <= 64 for one in batch.passes)
    assert sum(float(batch.unlabelled.sum()) for batch in laid_out) == 2


def test_rank_auc_and_calibration() -> None:
    nothing = Example(TEXT, "?", frozenset())
    scored = [
        Scored(ASKED, (2.0, 1.0, 0.0, 0.0)),
        Scored(ASKED, (1.0, 1.0, 0.0, 0.0)),
        Scored(nothing, (-1.0,) * 4),
        Scored(nothing, (1.5, 0.0, 0.0, 0.0)),
    ]
    assert [item.rank for item in scored[:2]] == [1, 2]
    figures = ranking_figures(scored)
    assert (figures["top_1"], figures["top_3"], figures["auc"]) == (0.5, 1.0, 0.75)
    slope, _ = fit_calibration(scored)
    assert slope > 0


def test_word_f1_of_a_selection() -> None:
    item = Scored(ASKED, (2.0, 1.0, -3.0, -3.0))
    assert chosen(item, floor=0.0, margin=1.5) == {0, 1}
    assert chosen(item, floor=2.5, margin=1.5) == frozenset()
    assert word_f1(item, frozenset({0})) == 1.0
    assert word_f1(item, frozenset({0, 1})) == pytest.approx(2 * 2 / (5 + 2))
    assert word_f1(item, frozenset({0, 1}), with_related=True) == 1.0
    assert word_f1(item, frozenset()) == 0.0
    figures = selection_figures([item], Record(1.0, 0.0, 0.0, 0.5))
    assert (figures["word_f1"], figures["mean_sentences"]) == (1.0, 1.0)


def small_network() -> Network:
    config = BertConfig(vocab_size=220, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32)
    return Network(BertModel(config, add_pooling_layer=False), 16).eval()


def scores_of(network: Network) -> torch.Tensor:
    ids = torch.arange(104, 116).reshape(2, 6)
    with torch.no_grad():
        scores: torch.Tensor = network(ids, torch.ones_like(ids), torch.tensor([[0, 0, 1, 1, 1, 1]] * 2))
    return scores


@pytest.mark.parametrize("rank", [0, 2])
def test_what_was_trained_is_what_is_merged_at_load(tmp_path: Path, rank: int) -> None:
    torch.manual_seed(5)
    plain = small_network()
    bundled = {name: tensor.clone() for name, tensor in plain.bert.state_dict().items()}
    network = make_trainable(plain, rank)
    with torch.no_grad():
        for parameter in (p for p in network.parameters() if p.requires_grad):
            parameter.add_(0.05 * torch.randn_like(parameter))
    save_adapter(adapter_tensors(network), tmp_path)
    merged = small_network()
    merged.load_state_dict(Adapter.load(tmp_path).merged(bundled))
    assert torch.allclose(scores_of(merged), scores_of(network), atol=0.05)  # bfloat16 while training, eight bits as kept


def test_training_goes_on_from_an_adapter_of_either_kind(tmp_path: Path) -> None:
    torch.manual_seed(6)
    plain = small_network()
    bundled = {name: tensor.clone() for name, tensor in plain.bert.state_dict().items()}
    thin = make_trainable(plain, 2)
    with torch.no_grad():
        for parameter in (p for p in thin.parameters() if p.requires_grad):
            parameter.add_(0.05 * torch.randn_like(parameter))
    save_adapter(adapter_tensors(thin), tmp_path)
    whole = small_network()
    whole.bert.load_state_dict(bundled)
    start_from(make_trainable(whole, 0), Adapter.load(tmp_path))
    assert torch.allclose(scores_of(whole), scores_of(thin), atol=0.05)


def test_an_average_lies_between(tmp_path: Path) -> None:
    change = torch.tensor([[1.0, -2.0], [0.5, 0.25]])
    thin = {"x.lora_a": torch.tensor([[1.0, 0.0]]), "x.lora_b": torch.tensor([[2.0], [4.0]]), "y": torch.tensor([1.0])}
    save_adapter(thin, tmp_path / "first")
    save_adapter({"x.change": change, "y": torch.tensor([3.0])}, tmp_path / "second")
    found = averaged([Adapter.load(tmp_path / name) for name in ("first", "second")], [0.5, 0.5])
    assert torch.allclose(found["x.change"], 0.5 * torch.tensor([[2.0, 0.0], [4.0, 0.0]]) + 0.5 * change, atol=0.02)
    assert found["y"].item() == 2.0


def test_training_ends_with_a_reason_once_the_loss_is_no_number() -> None:
    assert finite(0.5, 10) == 0.5
    with pytest.raises(SystemExit, match=r"step 20.*half precision"):
        finite(float("nan"), 20)


def test_weights_kept_in_half_precision_are_trained_in_single(tmp_path: Path) -> None:
    config = BertConfig(vocab_size=20, hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16)
    BertModel(config).half().save_pretrained(tmp_path)
    for network in (bare_network(tmp_path), bare_reader(tmp_path)):
        assert {parameter.dtype for parameter in network.parameters()} == {torch.float32}
