"""Average readers of the guard: python -m training.average_readers FIRST SECOND … --out DIR

Trainings from the same start, in another order, err differently; the mean of their weights errs less than any of them and
costs one reading (Wortsman et al., ICML 2022, "Model soups", https://arxiv.org/abs/2203.05482). It stays of low rank: the sum of theirs.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import torch

from index.adapter import RECORD_FILE, Adapter, save_adapter, save_record


def mean_of_readers(readers: Sequence[Adapter]) -> dict[str, torch.Tensor]:
    """The tensors of the mean; all must change the same matrices, in low rank."""
    if any(reader.tensors.keys() != readers[0].tensors.keys() for reader in readers):
        raise SystemExit("average_readers: the adapters do not change the same tensors")
    tensors: dict[str, torch.Tensor] = {}
    for name in readers[0].tensors:
        each = [reader.tensors[name] for reader in readers]
        kind = name.rpartition(".")[2]
        if kind == "lora_a":
            tensors[name] = torch.cat(each, dim=0)
        elif kind == "lora_b":
            tensors[name] = torch.cat(each, dim=1) / len(each)
        else:
            tensors[name] = torch.stack(each).mean(0)
    return tensors


def main(argv: Sequence[str] | None = None) -> int:
    """Average and write. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m training.average_readers", description=__doc__)
    parser.add_argument("readers", type=Path, nargs="+", help="folders with a reader's adapter")
    parser.add_argument("--out", type=Path, required=True, help="folder to write the mean into")
    args = parser.parse_args(argv)
    records = [json.loads((folder / RECORD_FILE).read_text(encoding="utf-8")) for folder in args.readers]
    tensors = mean_of_readers([Adapter.load(folder) for folder in args.readers])
    (args.out / RECORD_FILE).unlink(missing_ok=True)  # what it says is of other weights
    save_adapter(tensors, args.out)
    save_record({"mean_of": records}, args.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
