"""Layers that train an adapter: low-rank changes beside the frozen matrices, or the whole matrices.

Parameters are kept in single precision. What is computed with is chosen by the processor: bfloat16 is several times faster where it is
built in and several times slower where it is not.
"""

from __future__ import annotations

from typing import Protocol, TypeVar

import torch
from torch import nn
from torch.nn import functional

from index.adapter import Adapter


class Adaptable(Protocol):
    """A network on the bundled model: the judge's or the reader's."""

    @property
    def bert(self) -> nn.Module:
        """The transformer."""
        ...

    @property
    def head(self) -> nn.Module:
        """What is trained from nothing on top of it."""
        ...


def has_bfloat16() -> bool:
    """Whether this processor multiplies in bfloat16 itself."""
    return bool(torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported())


AnyNetwork = TypeVar("AnyNetwork", bound=Adaptable)


class LoraLinear(nn.Module):
    """A frozen linear layer plus a trained product of two thin matrices; its bias is trained too."""

    def __init__(self, layer: nn.Linear, rank: int, compute: torch.dtype) -> None:
        super().__init__()
        self.compute = compute
        self.register_buffer("weight", layer.weight.detach().to(compute), persistent=False)
        self.bias = nn.Parameter(layer.bias.detach().clone())
        self.lora_a = nn.Parameter(torch.empty(rank, layer.in_features))
        self.lora_b = nn.Parameter(torch.zeros(layer.out_features, rank))
        nn.init.kaiming_uniform_(self.lora_a, a=5**0.5)

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        """Apply the layer as changed so far."""
        changed = functional.linear(functional.linear(states, self.lora_a.to(self.compute)), self.lora_b.to(self.compute))
        return functional.linear(states, self.get_buffer("weight"), self.bias.to(self.compute)) + changed


class WholeLinear(nn.Module):
    """A linear layer trained whole: single precision kept, half computed with."""

    def __init__(self, layer: nn.Linear, compute: torch.dtype) -> None:
        super().__init__()
        self.compute = compute
        self.register_buffer("bundled", layer.weight.detach().clone(), persistent=False)
        self.weight = nn.Parameter(layer.weight.detach().clone())
        self.bias = nn.Parameter(layer.bias.detach().clone())

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        """Apply the layer."""
        return functional.linear(states, self.weight.to(self.compute), self.bias.to(self.compute))


class TrainedNorm(nn.Module):
    """A layer norm whose scale and shift are trained; its output has the type computed with."""

    def __init__(self, norm: nn.LayerNorm, compute: torch.dtype) -> None:
        super().__init__()
        self.compute = compute
        self.weight = nn.Parameter(norm.weight.detach().clone())
        self.bias = nn.Parameter(norm.bias.detach().clone())
        self.eps = norm.eps

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        """Normalise the last dimension."""
        states = states.to(self.compute)
        return functional.layer_norm(states, states.shape[-1:], self.weight.to(self.compute), self.bias.to(self.compute), self.eps)


def make_trainable(network: AnyNetwork, rank: int, compute: torch.dtype = torch.bfloat16) -> AnyNetwork:
    """Freeze everything, then put trainable layers in the place of every linear layer and norm; the head is trained as it is.

    A rank of 0 trains the matrices whole. The embeddings stay as they are.
    """
    for parameter in network.bert.parameters():
        parameter.requires_grad_(False)
    for name, module in list(network.bert.named_modules()):
        parent, _, last = name.rpartition(".")
        if isinstance(module, nn.Linear):
            setattr(network.bert.get_submodule(parent), last, LoraLinear(module, rank, compute) if rank else WholeLinear(module, compute))
        elif isinstance(module, nn.LayerNorm):
            setattr(network.bert.get_submodule(parent), last, TrainedNorm(module, compute))
    return network


def drop_states(network: Adaptable, share: float) -> None:
    """Drop this share of the states behind each block while training; attention is left whole, for speed."""
    for name, module in network.bert.named_modules():
        if name.endswith("output.dropout") and isinstance(module, nn.Dropout):
            module.p = share
            module.train(share > 0)


def adapter_tensors(network: Adaptable) -> dict[str, torch.Tensor]:
    """What was trained, named as `index.adapter.Adapter` reads it."""
    tensors: dict[str, torch.Tensor] = {}
    for name, module in network.bert.named_modules():
        if isinstance(module, LoraLinear):
            tensors |= {f"{name}.weight.lora_a": module.lora_a, f"{name}.weight.lora_b": module.lora_b, f"{name}.bias": module.bias}
        elif isinstance(module, WholeLinear):
            tensors |= {f"{name}.weight.change": module.weight - module.get_buffer("bundled"), f"{name}.bias": module.bias}
        elif isinstance(module, TrainedNorm):
            tensors |= {f"{name}.weight": module.weight, f"{name}.bias": module.bias}
    tensors |= {f"head.{name}": parameter for name, parameter in network.head.named_parameters()}
    return {name: tensor.detach() for name, tensor in tensors.items()}


def start_from(network: Adaptable, adapter: Adapter) -> None:
    """Set the trainable parameters to those of an adapter; matrices that are trained whole take up any kind of change."""
    modules = dict(network.bert.named_modules())
    with torch.no_grad():
        for name, tensor in adapter.tensors.items():
            owner, _, last = name.rpartition(".")
            if owner == "head":
                getattr(network.head, last).copy_(tensor)
            elif last in {"lora_a", "lora_b"} and isinstance(layer := modules[owner.removesuffix(".weight")], LoraLinear):
                getattr(layer, last).copy_(tensor)
            elif last in {"weight", "bias"}:
                getattr(modules[owner], last).copy_(tensor)
        for name, change in adapter.changes():
            if isinstance(layer := modules[name.removesuffix(".weight")], WholeLinear):
                layer.weight.add_(change)
