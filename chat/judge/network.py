"""The judge as a torch module: the bundled transformer and a head that scores each token. Only for training and converting."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn
from transformers import BertModel

from index.adapter import Adapter
from index.pipeline import hush_transformers


class Head(nn.Module):
    """A token's score: a linear function of its state, plus its likeness to the question's mean state.

    The bundled model is trained to make that likeness meaningful, so training starts from a rough ranking instead of from nothing.
    """

    def __init__(self, n_dimensions: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(1, n_dimensions))
        self.bias = nn.Parameter(torch.full((1,), -5.0))
        self.likeness = nn.Parameter(torch.ones(1))

    def forward(self, states: torch.Tensor, is_question: torch.Tensor) -> torch.Tensor:
        """States (windows, tokens, dimensions) and which tokens are the question → scores (windows, tokens)."""
        asked = (states * is_question.unsqueeze(-1)).sum(1, keepdim=True)
        asked = asked / asked.norm(dim=-1, keepdim=True).clamp(min=1e-6)
        scores: torch.Tensor = ((self.weight + self.likeness * asked) * states).sum(-1) + self.bias
        return scores


class Network(nn.Module):
    """(input_ids, attention_mask, token_type_ids), each (windows, tokens) → the tokens' scores (windows, tokens)."""

    def __init__(self, bert: nn.Module, n_dimensions: int) -> None:
        super().__init__()
        self.bert = bert
        self.head = Head(n_dimensions)

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor) -> torch.Tensor:
        """Score each token."""
        states = self.bert(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids).last_hidden_state
        scores: torch.Tensor = self.head(states.float(), (attention_mask * (1 - token_type_ids)).float())
        return scores


def bare_network(model_folder: Path) -> Network:
    """The bundled model with an untrained head."""
    hush_transformers()
    bert = BertModel.from_pretrained(model_folder, add_pooling_layer=False, attn_implementation="sdpa", dtype=torch.float32)
    network = Network(bert, bert.config.hidden_size)
    return network.eval()


def merged_network(model_folder: Path, adapter: Adapter) -> Network:
    """The bundled model with the adapter merged into its weights."""
    network = bare_network(model_folder)
    network.load_state_dict(adapter.merged(network.bert.state_dict()))
    return network
