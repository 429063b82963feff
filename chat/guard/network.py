"""The guard's reader as a torch module: the bundled transformer and a linear head over its mean state. Only for training and converting."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn
from transformers import BertModel

from index.adapter import Adapter
from index.pipeline import hush_transformers

N_ROUTES = 5


class ReaderNetwork(nn.Module):
    """(input_ids, attention_mask, token_type_ids), each (messages, tokens) → a score for each route (messages, N_ROUTES)."""

    def __init__(self, bert: nn.Module, n_dimensions: int) -> None:
        super().__init__()
        self.bert = bert
        self.head = nn.Linear(n_dimensions, N_ROUTES)

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor) -> torch.Tensor:
        """Score each message."""
        states = self.bert(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids).last_hidden_state.float()
        read = attention_mask.float().unsqueeze(-1)
        scores: torch.Tensor = self.head((states * read).sum(1) / read.sum(1))
        return scores


def bare_reader(model_folder: Path) -> ReaderNetwork:
    """The bundled model with an untrained head."""
    hush_transformers()
    bert = BertModel.from_pretrained(model_folder, add_pooling_layer=False, attn_implementation="sdpa", dtype=torch.float32)
    return ReaderNetwork(bert, bert.config.hidden_size).eval()


def merged_reader(model_folder: Path, adapter: Adapter) -> ReaderNetwork:
    """The bundled model with the adapter merged into its weights."""
    network = bare_reader(model_folder)
    network.load_state_dict(adapter.merged(network.bert.state_dict()))
    return network
