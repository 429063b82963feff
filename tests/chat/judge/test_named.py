"""Another cross-encoder can be named; one is built here, with random weights."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

from chat.judge.cross_encoder import Candidate, CrossEncoder
from index.errors import EncoderError

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "dose", "pain", "of", "the", "is", "what", ".", "?"]


def tiny(folder: Path, *, n_labels: int = 1) -> Path:
    torch.manual_seed(3)
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text("\n".join(WORDS), encoding="utf-8")
    config = BertConfig(
        vocab_size=len(WORDS), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32, num_labels=n_labels
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    BertTokenizerFast(str(vocabulary)).save_pretrained(folder)
    return folder


def test_a_named_cross_encoder_scores_each_candidate(tmp_path: Path) -> None:
    judge = CrossEncoder.from_folder(tiny(tmp_path))
    read = [Candidate("pain", "", "the dose is", ""), Candidate("", "", "what ?", "")]
    scores = judge.score("what is the dose ?", read)
    assert len(scores) == 2
    assert scores[0] != scores[1]
    assert judge.score("what is the dose ?", read[::-1]) == pytest.approx(scores[::-1], abs=1e-5)
    assert judge.score("what is the dose ?", []) == []


def test_a_model_with_several_scores_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="one is wanted"):
        CrossEncoder.from_folder(tiny(tmp_path, n_labels=3))


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="no cross-encoder"):
        CrossEncoder.from_folder(tmp_path)
