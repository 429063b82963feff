"""The query encoder as a torch module: the bundled transformer and the mean of its states. Only for training and converting."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn
from torch.nn import functional
from transformers import BertModel

from index.adapter import Adapter
from index.pipeline import hush_transformers


class QueryNetwork(nn.Module):
    """(input_ids, attention_mask, token_type_ids), each (questions, tokens) → vectors of length 1 (questions, dimension)."""

    def __init__(self, bert: nn.Module) -> None:
        super().__init__()
        self.bert = bert
        self.head = nn.Module()  # nothing behind the mean

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor) -> torch.Tensor:
        """Embed each question."""
        states = self.bert(input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids).last_hidden_state.float()
        read = attention_mask.float().unsqueeze(-1)
        return functional.normalize((states * read).sum(1) / read.sum(1), dim=-1)


def bare_query_network(model_folder: Path) -> QueryNetwork:
    """The bundled model as it is: what it makes of a question is what the encoder makes of it."""
    hush_transformers()
    bert = BertModel.from_pretrained(model_folder, add_pooling_layer=False, attn_implementation="sdpa", dtype=torch.float32)
    return QueryNetwork(bert).eval()


def merged_query_network(model_folder: Path, adapter: Adapter) -> QueryNetwork:
    """The bundled model with the adapter merged into its weights."""
    network = bare_query_network(model_folder)
    network.load_state_dict(adapter.merged(network.bert.state_dict()))
    return network
