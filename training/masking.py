"""Tokens hidden while training, so that no row is learned by heart."""

from __future__ import annotations

import torch

from chat.judge.window import SEP

MASK = 103  # of the bundled model's vocabulary


def hidden(ids: torch.Tensor, share: float) -> torch.Tensor:
    """Token ids, a share of them replaced by the mask; those that mark where parts begin and end stay."""
    return torch.where((torch.rand(ids.shape, device=ids.device) < share) & (ids > SEP), MASK, ids)
